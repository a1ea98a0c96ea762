"""The facts that clauses may speak of: the answers, read by name, with every reading recorded.

This file is the vocabulary of `when` conditions and of `{{ ... }}` in clauses. A clause sees the groups of
the answers (`service`, `funding`, ...), the parties, the lead agency and the other parties, its own blanks
and a few derived facts, and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from pydantic import BaseModel

from agreement_builder.answers.model import Answers, party_by_id
from agreement_builder.answers.party import PUBLIC_AGENCY_KINDS, Party, Ratifier, short_name, the_name
from agreement_builder.answers.paths import is_list, models_of
from agreement_builder.answers.service import Service, service_title

GROUPS = ("service", "management", "funding", "governance", "term", "leaving", "risk")
"""The groups of the answers that clauses read by name."""


class UndecidedFact(Exception):
    """A decision needs the answer at `path`, and it has not been given."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


class Unanswered:
    """Stands for an answer not given. It may be printed (as a blank); deciding on it raises UndecidedFact."""

    __slots__ = ("label", "path")

    def __init__(self, path: str, label: str) -> None:
        self.path, self.label = path, label

    def _decide(self, *_: object) -> bool:
        raise UndecidedFact(self.path)

    def __iter__(self) -> Iterator[object]:
        raise UndecidedFact(self.path)

    def __getattr__(self, name: str) -> object:
        if name.startswith("_"):
            raise AttributeError(name)
        raise UndecidedFact(self.path)

    __bool__ = __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = __contains__ = _decide
    __hash__ = None  # type: ignore[assignment]


class Absent(Unanswered):
    """Stands for an answer that another method of sharing asks for and this one does not."""

    __slots__ = ()


class Reading:
    """What has been read so far: each path with its value as text (`None`: not answered), and the last."""

    __slots__ = ("facts", "last")

    def __init__(self) -> None:
        self.facts: dict[str, str | None] = {}
        self.last = ""

    def note(self, path: str, value: object) -> None:
        """Record one reading of a single value."""
        self.last = path
        if value is None or isinstance(value, Unanswered):
            self.facts[path] = None
        elif not isinstance(value, (View, tuple)):
            self.facts[path] = str(value)


class View:
    """A model seen by a clause: its fields as attributes, read through `reading`."""

    __slots__ = ("_model", "_path", "_reading", "_suffix")

    def __init__(self, model: BaseModel, path: str, reading: Reading, suffix: str = "") -> None:
        self._model, self._path, self._reading, self._suffix = model, path, reading, suffix

    def __getattr__(self, name: str) -> object:
        if name.startswith("_"):
            raise AttributeError(name)
        derived = DERIVED_OF.get(type(self._model), {}).get(name)
        fields = type(self._model).model_fields
        if derived is None and name not in fields:
            if fact_annotation(f"{self._path}.{name}"):
                return Absent(f"{self._path}.{name}", name)
            raise AttributeError(name)
        value = derived.of(self._model) if derived is not None else getattr(self._model, name)
        question = derived.asks if derived is not None and value is None else name
        path = f"{self._path}.{question}"
        title = (fields[question].title or question) if question in fields else question
        shown = _seen(value, path, self._reading, _label(title, self._suffix))
        self._reading.note(path, shown)
        return shown

    def __eq__(self, other: object) -> bool:
        return isinstance(other, View) and other._path == self._path

    def __hash__(self) -> int:
        return hash(self._path)


def _label(title: str, suffix: str) -> str:
    return f"{title}, {suffix}" if suffix else title


def _seen(value: object, path: str, reading: Reading, label: str) -> object:
    if value is None:
        return Unanswered(path, label)
    if isinstance(value, BaseModel):
        return View(value, path, reading)
    return value


@dataclass(frozen=True, slots=True)
class Derived:
    """A fact that follows from the answers: how, and what it is; `asks` is the question where it has no value."""

    of: Callable[[Any], object]
    meaning: str
    asks: str = ""


DERIVED_OF: dict[type[BaseModel], dict[str, Derived]] = {
    Party: {
        "short": Derived(short_name, "the name without its form: Bolton"),
        "the_name": Derived(the_name, "the name as it stands in a sentence: the Town of Bolton"),
        "public_agency": Derived(
            lambda party: party.kind in PUBLIC_AGENCY_KINDS, "whether it is a public agency under § 7-339a"
        ),
        "delegated": Derived(
            lambda party: party.ratified_by is Ratifier.SELECTMEN, "whether selectmen vote by delegation"
        ),
    },
    Service: {"title": Derived(service_title, "the service as a title names it: Building Inspection Services", "name")},
}
"""Facts of one model beyond its fields."""

DERIVED: dict[str, str] = {
    "parties": "all parties, in order, for a loop",
    "lead": "the lead agency",
    "others": "the parties other than the lead agency (all, where none leads)",
    "count": "the number of parties",
    "all_public_agencies": "whether every party is a public agency under § 7-339a",
    "jurisdiction": "the state whose law governs",
}
"""Facts of the whole agreement beyond the groups."""


class Facts:
    """The facts of one set of answers."""

    def __init__(self, answers: Answers) -> None:
        self.answers = answers

    def names(self, reading: Reading) -> dict[str, object]:
        """Every name a clause may use, except its blanks; readings are recorded in `reading`."""
        answers = self.answers
        parties = tuple(self._party(party, reading) for party in answers.parties)
        lead = party_by_id(answers, answers.management.lead)
        names: dict[str, object] = {group: View(getattr(answers, group), group, reading) for group in GROUPS}
        names |= {
            "parties": parties,
            "lead": self._party(lead, reading) if lead else Unanswered("management.lead", "Lead agency"),
            "others": tuple(view for view, party in zip(parties, answers.parties, strict=True) if party is not lead),
            "count": len(parties),
            "all_public_agencies": all(party.kind in PUBLIC_AGENCY_KINDS for party in answers.parties),
            "jurisdiction": answers.jurisdiction,
        }
        return names

    @staticmethod
    def _party(party: Party, reading: Reading) -> View:
        return View(party, f"parties.{party.id}", reading, party.name)

    def value(self, path: str, names: Mapping[str, object], reading: Reading) -> object:
        """The value at a dotted path of facts; Unanswered where it, or a group on the way, is not given.

        None where this method of sharing does not ask for it, so that no comparison with it holds.
        Raises KeyError for a path that is not in the vocabulary.
        """
        first, *rest = path.split(".")
        value = names[first]
        if not rest:
            reading.note(value.path if isinstance(value, Unanswered) else path, value)
        for name in rest:
            if isinstance(value, Unanswered):
                reading.note(value.path, None)
                return value
            try:
                value = getattr(value, name)
            except AttributeError:
                raise KeyError(path) from None
            if isinstance(value, Absent):
                reading.note(path, None)
                return None
        return value


@lru_cache(maxsize=1024)
def fact_exists(path: str) -> bool:
    """Whether a dotted path is in the vocabulary of conditions (of a party: `lead.name`, `parties` alone)."""
    return path in DERIVED or (not path.startswith("party.") and bool(fact_annotation(path)))


def fact_annotation(path: str) -> tuple[object, ...]:
    """The annotations of the model fields that a path names; empty where it names none."""
    first, *rest = path.split(".")
    if first in GROUPS:
        models = list(models_of(Answers.model_fields[first].annotation))
    elif first in ("lead", "party"):
        models = [Party]
    else:
        return ()
    found: tuple[object, ...] = ()
    for name in rest:
        fields = [m.model_fields[name] for m in models if name in m.model_fields]
        found = tuple(info.annotation for info in fields)
        if not fields and any(name in DERIVED_OF.get(model, {}) for model in models):
            found = (object,)
        models = [nested for info in fields for nested in models_of(info.annotation)]
    return found


def vocabulary() -> dict[str, str]:
    """Every fact that clauses may use, by its path, with its question or meaning."""
    found = dict(DERIVED)
    for name, field in Party.model_fields.items():
        found[f"lead.{name}"] = field.title or name
    found |= {f"lead.{name}": derived.meaning for name, derived in DERIVED_OF[Party].items()}
    found |= {f"service.{name}": derived.meaning for name, derived in DERIVED_OF[Service].items()}
    for group in GROUPS:
        for model in models_of(Answers.model_fields[group].annotation):
            _describe(model, group, found)
    return found


def _describe(model: type[BaseModel], path: str, found: dict[str, str]) -> None:
    for name, field in model.model_fields.items():
        here = f"{path}.{name}"
        found.setdefault(here, field.title or name)
        if not is_list(field.annotation):
            for nested in models_of(field.annotation):
                _describe(nested, here, found)
