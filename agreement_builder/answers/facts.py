"""The facts that clauses may speak of: the answers, read by name, with every reading recorded.

A clause sees the groups of the answers (`service`, `funding`, ...), the parties, the lead agency and the other
parties, its own blanks, a few derived facts, what the library adds, and nothing else (`vocabulary` has the names).
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field

from pydantic import BaseModel

from agreement_builder.answers.derived import DERIVED_OF
from agreement_builder.answers.model import Answers, party_by_id
from agreement_builder.answers.party import BOARD_KINDS, MUNICIPAL_KINDS, LegislativeBody, Party, PartyKind, in_state
from agreement_builder.answers.rosters import ROSTERS
from agreement_builder.answers.sharing import PRICED, Alternating
from agreement_builder.answers.vocabulary import (
    CHOICES,
    GROUPS,
    KINDS,
    MEMBER_FACTS,
    ROUTES,
    fact_annotation,
)
from agreement_builder.answers.windup import LeastNamed


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
        """Record one reading of a single value, or that a list of answers was read, with how many it has."""
        self.last = path
        if value is None or isinstance(value, Unanswered):
            self.facts[path] = None
        elif isinstance(value, tuple) and path.partition(".")[0] in GROUPS:
            self.facts[path] = f"{len(value)} given" if value else "none"
        elif not isinstance(value, (View, tuple)):
            self.facts[path] = str(value)


"""The place of a member in the path of a list, which the vocabulary of facts does not have."""


class View:
    """A model seen by a clause: its fields as attributes, read through `reading`."""

    __slots__ = ("_known", "_model", "_path", "_reading", "_suffix")

    def __init__(self, model: BaseModel, path: str, reading: Reading, suffix: str = "", known: str = "") -> None:
        # `known` is the path in the vocabulary, where it is not that of the answers.
        self._model, self._path, self._reading, self._suffix = model, path, reading, suffix
        self._known = known or path

    def __getattr__(self, name: str) -> object:
        if name.startswith("_"):
            raise AttributeError(name)
        derived = DERIVED_OF.get(type(self._model), {}).get(name)
        fields = type(self._model).model_fields
        if derived is None and name not in fields:
            if fact_annotation(f"{self._known}.{name}"):
                return Absent(f"{self._path}.{name}", name)
            raise AttributeError(name)
        value = derived.of(self._model) if derived is not None else getattr(self._model, name)
        question = derived.asks if derived is not None and value is None else name
        path = f"{self._path}.{question}"
        title = (fields[question].title or question) if question in fields else question
        shown = _seen(value, path, f"{self._known}.{name}", self._reading, _label(title, self._suffix))
        self._reading.note(path, shown)
        return shown

    def __eq__(self, other: object) -> bool:
        return isinstance(other, View) and other._path == self._path

    def __hash__(self) -> int:
        return hash(self._path)


def _label(title: str, suffix: str) -> str:
    return f"{title}, {suffix}" if suffix else title


def _seen(value: object, path: str, known: str, reading: Reading, label: str) -> object:
    if isinstance(value, Party):
        return View(value, f"parties.{value.id}", reading, value.name)
    if value is None:
        return Unanswered(path, label)
    if isinstance(value, BaseModel):
        return View(value, path, reading, known=known)
    if isinstance(value, tuple) and any(isinstance(member, BaseModel) for member in value):
        return tuple(
            _seen(member, path, known, reading, label)
            if isinstance(member, Party)
            else View(member, _member_path(member, path, place), reading, f"{label} {place}", known)
            for place, member in enumerate(value, 1)
        )
    return value


def _member_path(member: BaseModel, path: str, place: int) -> str:
    """The path of a member of a list: its own, where it is of a roster; by its id, where it has one."""
    own, key = getattr(member, "path", None), getattr(member, "id", None)
    return own or (f"{path}.{key}" if key else f"{path}[{place}]")


_MEETINGS = (None, LegislativeBody.TOWN_MEETING, LegislativeBody.REPRESENTATIVE_TOWN_MEETING)
"""Bodies of a town that are no council (or none that is named)."""


class Names:
    """What the library adds to the facts under one name, such as `choices.shelter`.

    `asks` labels what is open; `waits` has the path of another answer, where that is what it waits for.
    """

    __slots__ = ("_asks", "_path", "_reading", "_values", "_waits")

    def __init__(
        self,
        path: str,
        values: Mapping[str, object],
        reading: Reading,
        asks: Mapping[str, str],
        waits: Mapping[str, str] | None = None,
    ) -> None:
        self._path, self._values, self._reading, self._asks, self._waits = path, values, reading, asks, waits or {}

    def __getattr__(self, name: str) -> object:
        if name.startswith("_") or name not in self._values:
            raise AttributeError(name)
        path, value = f"{self._path}.{name}", self._values[name]
        path = self._waits.get(name, path)
        shown = Unanswered(path, self._asks.get(name, name)) if value is None else value
        self._reading.note(path, shown)
        return shown


@dataclass(frozen=True, slots=True)
class Added:
    """What the library adds to the facts: the routes that apply, and its choices as they were answered.

    `choices` has None for what is open, and `asks` the question of each; `waits` has, for a choice of which it is
    open whether it is to be made at all, the path of the answer on which that depends.
    """

    routes: Mapping[str, bool] = field(default_factory=dict)
    choices: Mapping[str, str | None] = field(default_factory=dict)
    asks: Mapping[str, str] = field(default_factory=dict)
    waits: Mapping[str, str] = field(default_factory=dict)


class Facts:
    """The facts of one set of answers, with what the library adds."""

    def __init__(self, answers: Answers, added: Added | None = None) -> None:
        self.answers = answers
        self.added = added or Added()

    def names(self, reading: Reading) -> dict[str, object]:
        """Every name a clause may use, except its blanks; readings are recorded in `reading`."""
        answers = self.answers
        parties = tuple(self._party(party, reading) for party in answers.parties)
        lead, least = party_by_id(answers, answers.management.lead), answers.leaving.least
        names: dict[str, object] = {group: View(getattr(answers, group), group, reading) for group in GROUPS}
        names |= {
            "parties": parties,
            "lead": self._party(lead, reading) if lead else Unanswered("management.lead", "Lead agency"),
            "others": tuple(view for view, party in zip(parties, answers.parties, strict=True) if party is not lead),
            "count": len(parties),
            ROUTES: Names(ROUTES, self.added.routes, reading, {}),
            CHOICES: Names(CHOICES, self.added.choices, reading, self.added.asks, self.added.waits),
            KINDS: Names(KINDS, {kind: self._number({kind}) for kind in PartyKind}, reading, {}),
            "municipalities": self._number(MUNICIPAL_KINDS),
            "boards": self._number(BOARD_KINDS),
            "other_bodies": self._number(set(PartyKind) - MUNICIPAL_KINDS),
            "council_towns": sum(
                party.kind is PartyKind.TOWN
                and party.legislative_body not in _MEETINGS
                and in_state(party, answers.jurisdiction)
                for party in answers.parties
            ),
            "effect_parties": Unanswered("term.effect_parties", "Parties that bring it into force")
            if answers.term.effect_parties is None
            else self._those(parties, answers.term.effect_parties),
            "least_parties": self._those(parties, least.parties if isinstance(least, LeastNamed) else ()),
            "out_of_state": sum(not in_state(party, answers.jurisdiction) for party in answers.parties),
            "shared": self._shared(),
            "turns": self._turns(parties),
            "jurisdiction": answers.jurisdiction,
        }
        names |= {name: Unanswered("funding.lines", meaning) for name, meaning in MEMBER_FACTS.items()}
        return names | {
            name: _seen(roster.of(answers), roster.path, name, reading, name) for name, roster in ROSTERS.items()
        }

    def _number(self, kinds: Container[PartyKind]) -> int:
        """The number of parties of these kinds that are of the governing state."""
        answers = self.answers
        return sum(party.kind in kinds and in_state(party, answers.jurisdiction) for party in answers.parties)

    def _those(self, parties: tuple[View, ...], keys: Container[str]) -> tuple[View, ...]:
        return tuple(view for view, party in zip(parties, self.answers.parties, strict=True) if party.id in keys)

    def _turns(self, parties: tuple[View, ...]) -> tuple[View, ...]:
        """The parties in the order of their turns in paying the operating cost."""
        shares = self.answers.funding.shares
        order = shares.order if isinstance(shares, Alternating) else ()
        return tuple(view for key in order for view in self._those(parties, (key,)))

    def _shared(self) -> object:
        shares = self.answers.funding.shares
        if shares is None:
            return Unanswered("funding.shares", "Method of sharing the cost")
        return shares.method not in PRICED

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
