"""The questions of each part of the questionnaire, in the order a person would choose.

What is asked follows from the draft that the answers would make: what it reads, would leave blank or could not
decide.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from agreement_builder.answers.funding import Funding
from agreement_builder.answers.governance import Governance
from agreement_builder.answers.leaving import Leaving
from agreement_builder.answers.load import open_note
from agreement_builder.answers.management import Management
from agreement_builder.answers.risk import Risk
from agreement_builder.answers.service import PerformanceMeasure, Service
from agreement_builder.answers.shape import Group, Many
from agreement_builder.answers.term import Term
from agreement_builder.answers.vocabulary import CHOICES
from agreement_builder.interview.entry import Entry, State, entry_at, entry_of
from agreement_builder.interview.needs import Needs, around
from agreement_builder.interview.parties import party_entries
from agreement_builder.interview.place import Place, field_place, marked
from agreement_builder.interview.question import Kind, Option, Question, Raw, Section, field_question
from agreement_builder.interview.walk import Walk

MEASURES = "service.measures"
MOST_MEASURES = 40


@dataclass(frozen=True, slots=True)
class Asking:
    """What a part of the questionnaire asks of."""

    raw: Raw
    needs: Needs
    section: Section

    def group(self, path: str) -> Mapping[str, Any]:
        """A group of the answers (`funding`) or a part of one (`funding.payment`), empty if it has not been begun."""
        group: object = self.raw
        for name in path.split("."):
            group = group.get(name) if isinstance(group, Mapping) else None
        return group if isinstance(group, Mapping) else {}

    @property
    def parties(self) -> list[Any]:
        """The parties so far."""
        parties = self.raw.get("parties")
        return parties if isinstance(parties, list) else []


def _service(asking: Asking) -> Iterator[Entry]:
    kind = asking.group("service").get("kind")
    yield entry_of(field_question(Service.model_fields["kind"], "service.kind", asking.section), kind)
    if kind is not None:
        yield from (entry for entry in _fields(asking, "service", Service) if entry.path != "service.kind")


def _parties(asking: Asking) -> Iterator[Entry]:
    return party_entries(asking.parties, asking.needs, asking.section)


def _management(asking: Asking) -> Iterator[Entry]:
    return _fields(asking, "management", Management)


def _choices(asking: Asking) -> Iterator[Entry]:
    """What only the clauses of this service ask."""
    given = asking.group(CHOICES)
    for choice in asking.needs.choices:
        path = f"{CHOICES}.{choice.id}"
        options = tuple(Option(*option) for option in choice.options.items())
        question = Question(
            path, choice.ask, asking.section, help=choice.help, kind=Kind.CHOICE, options=options,
            default=choice.default, open_path=path,
        )  # fmt: skip
        yield entry_at(question, given.get(choice.id))


def _funding(asking: Asking) -> Iterator[Entry]:
    return _fields(asking, "funding", Funding)


def _governance(asking: Asking) -> Iterator[Entry]:
    yield from _fields(asking, "governance", Governance)
    yield from _measures(asking)


def _measures(asking: Asking) -> Iterator[Entry]:
    """What is counted every year, and the target of each."""
    given = asking.group("service").get("measures")
    left = open_note(given) is not None
    if left or (given is None and asking.needs.suggested):
        yield entry_at(_suggestions(asking), given)
        return
    members = [member for member in given or () if isinstance(member, Mapping)]
    info = PerformanceMeasure.model_fields["target"]
    for place, member in enumerate(members, 1):
        path = f"{MEASURES}[{place}].target"
        counted = field_question(
            PerformanceMeasure.model_fields["measure"], f"{MEASURES}[{place}].measure", asking.section,
            title="What is counted every year",
        )  # fmt: skip
        yield entry_of(counted, member.get("measure"))
        if path in asking.needs.missing or path in asking.needs.read:
            target = field_question(info, path, asking.section, about=str(member.get("measure")))
            yield entry_at(target, member.get("target"))
    if len(members) < MOST_MEASURES:
        adds = given is None or (given and given[-1] is None)
        yield Entry(_another_measure(asking, len(members)), State.MISSING if adds else State.ENDED)


def _another_measure(asking: Asking, count: int) -> Question:
    title = "What is counted every year, to see how the service does" if not count else "What else is counted"
    return field_question(
        PerformanceMeasure.model_fields["measure"],
        f"{MEASURES}[{count + 1}].measure",
        asking.section,
        title=title,
        example="" if count else "Permit applications received",
        at=f"{MEASURES}[{count + 1}]",
        form=lambda measure: {"measure": measure},
        end=(),
        listed=MEASURES,
    )


def _suggestions(asking: Asking) -> Question:
    """Whether to take the measures that the library suggests; more may be added afterwards."""
    suggested = asking.needs.suggested
    listed = "; ".join(measure.measure for measure in suggested)
    taken = [measure.model_dump(exclude_none=True) for measure in suggested]
    return Question(
        MEASURES,
        "What is counted every year, to see how the service does",
        asking.section,
        help=f"The library suggests: {listed}.",
        kind=Kind.CHOICE,
        options=(
            Option("suggested", f"the {len(suggested)} measures that the library suggests for this service"),
            Option("own", "only what you name next"),
        ),
        default="suggested",
        # The empty member says that the list goes on.
        form=lambda chosen: [*(taken if chosen == "suggested" else []), None],
        open_path=MEASURES,
    )


def _term(asking: Asking) -> Iterator[Entry]:
    return _fields(asking, "term", Term)


def _leaving(asking: Asking) -> Iterator[Entry]:
    return _fields(asking, "leaving", Leaving)


def _risk(asking: Asking) -> Iterator[Entry]:
    return _fields(asking, "risk", Risk)


def _blanks(asking: Asking) -> Iterator[Entry]:
    """What the clauses of the draft ask for, in reading order."""
    for clause in asking.needs.clauses:
        given = asking.group(f"blanks.{clause.topic}")
        for name, spec in clause.meta.blanks.items():
            path = f"blanks.{clause.topic}.{name}"
            if path in asking.needs.read:
                question = Question(
                    path,
                    spec.ask,
                    asking.section,
                    help=spec.help,
                    kind=Kind(spec.type.value),
                    example=spec.example,
                    open_path=path,
                    about=clause.title,
                    spec=spec,
                )
                yield entry_at(question, given.get(name))


def _fields(asking: Asking, group: str, model: type[BaseModel]) -> Iterator[Entry]:
    """The answers of a group that the draft needs, or that were begun."""
    parties = [party for party in asking.parties if isinstance(party, Mapping)]
    walk = Walk(
        asking.section,
        {str(party.get("id")): str(party.get("name")) for party in parties},
        {str(party.get("kind")) for party in parties},
        asking.group("management").get("lead"),
    )
    for name in model.model_fields:
        place = field_place(model, name, group)
        given = asking.group(group).get(name)
        part = isinstance(place.shape, Group) and isinstance(place.default, BaseModel)
        if part and isinstance(place.shape, Group) and open_note(given) is None:
            # A part of a group, of which the draft needs one answer and not another.
            yield from _fields(asking, place.path, place.shape.model)
        elif place.path == MEASURES:
            continue
        elif _wanted(asking, place, given):
            yield from walk.entries(place, given)
        elif _offered(asking, place) and (question := walk.first(place, None)) is not None:
            yield Entry(question, State.OFFERED)


def _offered(asking: Asking, place: Place) -> bool:
    """Whether more may be said than the draft needs: of what it speaks by default, and in lists of particulars."""
    if marked(place.info) is False:
        return False
    particulars = isinstance(place.shape, Many) and place.default == ()
    return particulars or place.path in around(asking.needs.read)


def _wanted(asking: Asking, place: Place, given: object) -> bool:
    """Whether an answer of a group is asked for, or asked on."""
    if marked(place.info) is False:
        return False
    needs = asking.needs
    if given is not None:
        return True
    if place.path in around(needs.missing):
        return True
    return marked(place.info) is True and place.path in around(needs.read)


PARTS: tuple[tuple[str, Callable[[Asking], Iterator[Entry]]], ...] = (
    ("What do you share?", _service),
    ("With whom?", _parties),
    ("Who runs it?", _management),
    ("How is the service run?", _choices),
    ("Who pays?", _funding),
    ("Who watches over it, and by what?", _governance),
    ("When does it begin, and how long does it last?", _term),
    ("How is it changed and ended?", _leaving),
    ("Who bears the risk?", _risk),
    ("What single sections still need", _blanks),
)
"""The parts of the questionnaire, in the order in which they are asked."""
