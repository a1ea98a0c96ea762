"""Which question comes next: a pure walk over the answers so far, in the order a person would choose.

What is asked follows from the draft that the answers would make: what it would leave blank or could not
decide. Nothing that is answered, or left open on purpose, is asked again, so a questionnaire that was broken
off goes on where it stopped.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from pydantic import BaseModel

from agreement_builder.answers.funding import Funding
from agreement_builder.answers.governance import Governance
from agreement_builder.answers.leaving import Leaving
from agreement_builder.answers.management import Management
from agreement_builder.answers.risk import Risk
from agreement_builder.answers.service import PerformanceMeasure, Service
from agreement_builder.answers.shape import Group, is_nested
from agreement_builder.answers.term import Term
from agreement_builder.answers.vocabulary import CHOICES
from agreement_builder.interview.needs import Needs, needs, within
from agreement_builder.interview.parties import party_question
from agreement_builder.interview.place import Place, field_place, marked
from agreement_builder.interview.question import Kind, Option, Question, Raw, Section, field_question
from agreement_builder.interview.relevance import offered
from agreement_builder.interview.walk import Walk
from agreement_builder.library.model import Library

MEASURES = "service.measures"
MOST_MEASURES = 40


@dataclass(frozen=True, slots=True)
class Asking:
    """What a part of the questionnaire asks of. `adding` is the list to which a member was just added."""

    raw: Raw
    needs: Needs
    section: Section
    adding: str = ""

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

    def lacks(self, path: str) -> bool:
        """Whether the draft needs this answer."""
        return path in self.needs.missing


def next_question(raw: Raw, library: Library, adding: str = "") -> Question | None:
    """The question that comes next, or None if all are answered or left open.

    `raw` is sound as far as it goes. After a member was added to the list `adding`, whether there is another
    is asked. Raises LibraryRefusal if the text of a clause is at fault.
    """
    lacking = needs(raw, library)
    for place, (name, part) in enumerate(PARTS, 1):
        asking = Asking(raw, lacking, Section(name, place, len(PARTS)), adding)
        question = part(asking)
        if question is not None:
            options = offered(question.path, question.options, raw)
            if question.tag:
                options = offered(f"{question.path}.{question.tag}", options, raw)
            return replace(
                question,
                decides=question.open_path in lacking.deciding,
                options=options,
                default=options[0].value if len(options) == 1 else question.default,
            )
    return None


def _service(asking: Asking) -> Question | None:
    if asking.group("service").get("kind") is None:
        return field_question(Service.model_fields["kind"], "service.kind", asking.section)
    return _fields(asking, "service", Service)


def _parties(asking: Asking) -> Question | None:
    more = "management" not in asking.raw or asking.adding == "parties"
    return party_question(asking.parties, asking.needs, asking.section, more=more)


def _management(asking: Asking) -> Question | None:
    return _fields(asking, "management", Management)


def _choices(asking: Asking) -> Question | None:
    """What only the clauses of this service ask."""
    for choice in asking.needs.choices:
        path = f"{CHOICES}.{choice.id}"
        options = tuple(Option(*option) for option in choice.options.items())
        return Question(
            path, choice.ask, asking.section, help=choice.help, kind=Kind.CHOICE, options=options,
            default=choice.default, open_path=path,
        )  # fmt: skip
    return None


def _funding(asking: Asking) -> Question | None:
    return _fields(asking, "funding", Funding)


def _governance(asking: Asking) -> Question | None:
    return _fields(asking, "governance", Governance) or _measures(asking)


def _measures(asking: Asking) -> Question | None:
    """What is counted every year, and then the target of each."""
    if asking.needs.is_open(MEASURES):
        return None
    given = asking.group("service").get("measures")
    if given is None and asking.needs.suggested:
        return _suggestions(asking)
    count = len(given or ())
    # That there are no more is known by the group that follows having been begun.
    done = given is not None and "term" in asking.raw
    if asking.adding == MEASURES or not done:
        title = "What is counted every year, to see how the service does" if not count else "What else is counted"
        if count < MOST_MEASURES:
            return field_question(
                PerformanceMeasure.model_fields["measure"],
                f"{MEASURES}[{count + 1}].measure",
                asking.section,
                title=title,
                example="" if count else "Permit applications received",
                at=f"{MEASURES}[{count + 1}]",
                form=lambda measure: {"measure": measure},
                end=((MEASURES, []), ("term", {})) if given is None else (("term", {}),),
            )
    for place, member in enumerate(given or (), 1):
        path = f"{MEASURES}[{place}].target"
        if asking.lacks(path):
            info = PerformanceMeasure.model_fields["target"]
            return field_question(info, path, asking.section, about=str(member.get("measure")))
    return None


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
        form=lambda chosen: taken if chosen == "suggested" else [],
        open_path=MEASURES,
    )


def _term(asking: Asking) -> Question | None:
    return _fields(asking, "term", Term)


def _leaving(asking: Asking) -> Question | None:
    return _fields(asking, "leaving", Leaving)


def _risk(asking: Asking) -> Question | None:
    return _fields(asking, "risk", Risk)


def _blanks(asking: Asking) -> Question | None:
    """What the clauses of the draft ask for, in reading order."""
    for clause in asking.needs.clauses:
        for name, spec in clause.meta.blanks.items():
            path = f"blanks.{clause.topic}.{name}"
            if asking.lacks(path):
                return Question(
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
    return None


def _fields(asking: Asking, group: str, model: type[BaseModel]) -> Question | None:
    """The next answer of a group that the draft needs, or that was begun and is not whole."""
    parties = [party for party in asking.parties if isinstance(party, Mapping)]
    walk = Walk(
        asking.section,
        {str(party.get("id")): str(party.get("name")) for party in parties},
        {str(party.get("kind")) for party in parties},
        asking.needs.notes,
        asking.group("management").get("lead"),
    )
    for name in model.model_fields:
        place = field_place(model, name, group)
        given = asking.group(group).get(name)
        question = None
        if isinstance(place.shape, Group) and isinstance(place.default, BaseModel):
            # A part of a group, of which the draft needs one answer and not another.
            question = _fields(asking, place.path, place.shape.model) if place.path not in asking.needs.notes else None
        elif place.path != MEASURES and _wanted(asking, place, given):
            question = walk.next(place, given)
        if question is not None:
            return question
    return None


def _wanted(asking: Asking, place: Place, given: object) -> bool:
    """Whether an answer of a group is asked for, or asked on."""
    if marked(place.info) is False:
        return False
    if given is not None:
        return is_nested(place.shape)
    lacking = asking.needs.missing
    if place.path in lacking or any(within(path, place.path) for path in lacking):
        return True
    return marked(place.info) is True and any(within(path, place.path) for path in asking.needs.read)


PARTS: tuple[tuple[str, Callable[[Asking], Question | None]], ...] = (
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
