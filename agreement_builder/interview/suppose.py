"""Stand-ins: an answer of any shape, given so far, with what it still needs supposed, so that it can be read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from pydantic import BaseModel

from agreement_builder.answers.costline import CostLine
from agreement_builder.answers.shape import Group, Many, OneOf, Shape, Single, Table, fields_of
from agreement_builder.interview.particulars import (
    INSTEAD,
    OF_OTHERS,
    PARTS,
    WHOLES,
    Field,
    supposed_parts,
    supposed_whole,
)
from agreement_builder.interview.place import marked
from agreement_builder.yamltext import Path

_STAND_INS: Mapping[str, object] = {
    "date": "2027-07-01", "month_day": "07-01", "yes_no": False, "text": "not given yet", "key": "not_given_yet",
}  # fmt: skip


@dataclass(slots=True)
class Supposing:
    """Supposes what is missing; `stood` collects the path of each stand-in."""

    keys: Sequence[str]
    lead: str | None = None
    stood: list[Path] = field(default_factory=list)

    def whole(self, shape: Shape, given: Any, here: Path, of: Field = (None, "")) -> Any:
        """The answer with a stand-in for whatever the models demand and it does not have."""
        match shape:
            case Single():
                return self._single(shape, of[1], here) if given is None else given
            case Group(model=model) if given is None or isinstance(given, dict):
                return self._group(model, given or {}, here)
            case OneOf() if given is None or isinstance(given, dict):
                return self._one_of(shape, given or {}, here)
            case Many() if given is None or isinstance(given, list):
                return self._many(shape, given or [], here, of)
            case Table() if given is None or isinstance(given, dict):
                return self._table(shape, given or {}, here, of)
        return given

    def _group(self, model: type[BaseModel], given: dict[str, Any], here: Path) -> dict[str, Any]:
        taking_part = given.get("parties") if model is CostLine else None
        supposing = replace(self, keys=taking_part) if isinstance(taking_part, list) else self
        return supposing._fields(model, given, here)

    def _fields(self, model: type[BaseModel], given: dict[str, Any], here: Path) -> dict[str, Any]:
        found = dict(given)
        for name, shape in fields_of(model).items():
            info = model.model_fields[name]
            if isinstance(shape, Table) and marked(info) is False:
                # Figures that are never asked may be those of some parties only.
                continue
            instead = INSTEAD.get((model, name))
            needed = info.is_required() or (instead is not None and not given.get(instead))
            if given.get(name) is not None or needed:
                found[name] = self.whole(shape, given.get(name), (*here, name), (model, name))
            elif name in found and not shape.optional:
                # Begun and not answered: the default holds.
                del found[name]
        return found

    def _one_of(self, shape: OneOf, given: dict[str, Any], here: Path) -> dict[str, Any]:
        tag = given.get(shape.tag)
        if tag is None:
            self.stood.append(here)
            tag = next(iter(shape.members))
        member = shape.members.get(str(tag))
        return self._group(member, {**given, shape.tag: tag}, here) if member is not None else given

    def _many(self, shape: Many, given: list[Any], here: Path, of: Field) -> list[Any]:
        members = supposed_parts(given) if of == PARTS else list(given)
        members += [None] * (shape.least - len(members))
        return [self.whole(shape.member, member, (*here, place), of) for place, member in enumerate(members)]

    def _table(self, shape: Table, given: dict[str, Any], here: Path, of: Field) -> dict[str, Any]:
        if of in WHOLES:
            return supposed_whole(given, self.keys)
        rows = dict(given)
        if shape.key.kind == "key":
            rows = {**dict.fromkeys(key for key in self.keys if of not in OF_OTHERS or key != self.lead), **rows}
        return {
            key: None if value is None and shape.value.optional else self.whole(shape.value, value, (*here, key), of)
            for key, value in rows.items()
        }

    def _single(self, shape: Single, name: str, here: Path) -> object:
        self.stood.append(here)
        if shape.options:
            return shape.options[0][0]
        if shape.kind == "key" and name != "id" and self.keys:
            return self.keys[0]
        if shape.kind in _STAND_INS:
            return _STAND_INS[shape.kind]
        figure = 1 if shape.least is None or shape.least < 1 else shape.least
        return figure if shape.most is None or figure <= shape.most else shape.most
