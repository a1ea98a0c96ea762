"""Answers without one of their parties: its key leaves every mapping and list, and the rest still adds up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, get_args, get_origin

from pydantic import BaseModel, ValidationError

from agreement_builder.answers.base import Key
from agreement_builder.answers.costline import CostLine
from agreement_builder.answers.model import Answers
from agreement_builder.answers.rules import faults
from agreement_builder.answers.sharing import PRICED, Alternating, Fixed
from agreement_builder.costs.apportion import apportion
from agreement_builder.errors import AnswersRefusal, Where, error, nearest

NOT_PARTIES = frozenset({"jurisdiction", "routes", "choices", "clauses", "blanks"})
"""Groups of the answers in which no key is that of a party."""

KEY_RULE = get_args(Key)[1]
"""What a field of keys demands of its text; a field takes it out of its annotation."""

_GONE = object()
"""In place of a value that is nothing without the party."""


@dataclass(frozen=True, slots=True)
class Without:
    """The answers without the party, and what had to change beside its removal, each in a sentence."""

    answers: Answers
    changes: tuple[str, ...]


def without_party(answers: Answers, key: str) -> Without:
    """The answers without the party `key`.

    Percentages that the agreement states are raised in proportion until they add up to 100 again. Raises
    AnswersRefusal if there is no such party, if it leads, if one party would remain, or if the rest contradicts itself.
    """
    keys = [party.id for party in answers.parties]
    if key not in keys:
        _refuse(key, f'"{key}" is not the key of a party.', nearest(key, keys))
    if key == answers.management.lead:
        hint = "Name another lead agency first, for example with --set management.lead=KEY."
        _refuse(key, f"{key} is the lead agency, without which nobody provides the service.", hint)
    if len(keys) == 2:
        _refuse(key, "One party would remain, and one party shares nothing.", "Name a party of a larger agreement.")
    taking = _Taking(key, answers.management.lead)
    data = {
        name: _plain(value) if name in NOT_PARTIES else taking.of(value, Answers.model_fields[name].annotation)
        for name, value in _given(answers)
    }
    data["parties"] = [_plain(party) for party in answers.parties if party.id != key]
    try:
        rest = Answers.model_validate(data)
    except ValidationError as fault:
        told = "; ".join(".".join(map(str, one["loc"])) + ": " + one["msg"] for one in fault.errors())
        _refuse(key, f"Without {key} the rest is no longer complete: {told}.", "Change those answers first.")
    known = {(fault.rule, fault.message) for fault in faults(answers)}
    wrong = [fault for fault in faults(rest) if (fault.rule, fault.message) not in known]
    if wrong:
        raise AnswersRefusal([error(f.rule, Where("--without", field=f.path), f.message, f.hint) for f in wrong])
    return Without(rest, tuple(taking.changes))


def _refuse(key: str, message: str, hint: str) -> None:
    raise AnswersRefusal([error("without-party", Where("--without", field=key), message, hint)])


def _given(model: BaseModel) -> Iterable[tuple[str, Any]]:
    return ((name, getattr(model, name)) for name in type(model).model_fields if name in model.model_fields_set)


def _plain(value: Any) -> Any:
    match value:
        case BaseModel():
            return value.model_dump(exclude_unset=True)
        case dict():
            return {key: _plain(inner) for key, inner in value.items()}
    return value


class _Taking:
    """Takes a party out of models, by the types of their fields, and notes what else has to change."""

    def __init__(self, party: str, lead: str | None) -> None:
        self.party = party
        self.lead = lead
        self.changes: list[str] = []

    def of(self, value: Any, annotation: object) -> Any:
        """The value without the party, as plain data; `_GONE` if nothing of it remains."""
        match value:
            case Fixed(percents=percents):
                return {"method": value.method, "percents": self._scaled(percents)}
            case Alternating(order=order) if len([key for key in order if key != self.party]) == 1:
                self.changes.append("One payer remains where payers took turns, and it pays in every fiscal year.")
                return {"method": "equal"}
            case BaseModel():
                return self._model(value, member=False)
            case dict():
                return self._mapping(value, annotation)
            case tuple():
                return self._list(value, annotation)
        return value

    def _model(self, model: BaseModel, *, member: bool) -> Any:
        """The fields of a model; a member of a list that names the party, or in which nobody remains, is gone."""
        data = {}
        for name, value in _given(model):
            info = type(model).model_fields[name]
            is_key = _is_key(info.annotation) or KEY_RULE in info.metadata
            names_it = name != "id" and value == self.party and is_key
            taken = _GONE if names_it else self.of(value, info.annotation)
            if member and (names_it or (name == "parties" and value and not self._has_payers(model, taken))):
                return _GONE
            if not names_it:
                data[name] = taken
        return data

    def _has_payers(self, model: BaseModel, parties: Any) -> bool:
        """Whether anybody remains who pays: of a price or rent the party that is paid does not."""
        priced = isinstance(model, CostLine) and model.shares is not None and model.shares.method in PRICED
        payee = (model.paid_to or self.lead) if isinstance(model, CostLine) and priced else None
        return any(key != payee for key in parties or ())

    def _mapping(self, mapping: dict[Any, Any], annotation: object) -> dict[Any, Any]:
        keyed, inner = _arguments(annotation, dict)
        kept = {key: value for key, value in mapping.items() if not (_is_key(keyed) and key == self.party)}
        return {key: self.of(value, inner) for key, value in kept.items()}

    def _list(self, members: Sequence[Any], annotation: object) -> list[Any]:
        inner, *_ = _arguments(annotation, tuple)
        if _is_key(inner):
            return [member for member in members if member != self.party]
        taken = [
            self._model(member, member=True) if _is_plain_model(member) else self.of(member, inner)
            for member in members
        ]
        return [member for member in taken if member is not _GONE]

    def _scaled(self, percents: dict[str, Decimal]) -> dict[str, Decimal]:
        rest = {key: percent for key, percent in percents.items() if key != self.party}
        total = sum(rest.values(), Decimal(0))
        if len(rest) == len(percents) or not percents[self.party] or not total:
            return rest
        parts = apportion(1_000_000, [Fraction(percent) / Fraction(total) for percent in rest.values()])
        scaled = {key: Decimal(part).scaleb(-4).normalize() for key, part in zip(rest, parts, strict=True)}
        told = ", ".join(f"{key} {percents[key]:f} to {percent:f}" for key, percent in scaled.items())
        self.changes.append(f"The stated percentages of the others are raised in proportion to 100: {told}.")
        return scaled


def _arguments(annotation: object, kind: type) -> tuple[object, ...]:
    """The types inside the mapping or list that an annotation admits."""
    if get_origin(annotation) is kind:
        return get_args(annotation)
    found = (_arguments(part, kind) for part in get_args(annotation))
    return next((types for types in found if types != (None, None)), (None, None))


def _is_plain_model(value: object) -> bool:
    """Whether a value is a model without a way of its own to lose a party."""
    return isinstance(value, BaseModel) and not isinstance(value, Fixed | Alternating)


def _is_key(annotation: object) -> bool:
    """Whether an annotation admits a key."""
    return annotation == Key or any(part == Key for part in get_args(annotation))
