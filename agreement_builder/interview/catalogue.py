"""Every question there is, in the order of the questionnaire, whatever the answers: of models and library alike."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache, partial

from agreement_builder.answers.funding import Funding
from agreement_builder.answers.governance import Governance
from agreement_builder.answers.leaving import Leaving
from agreement_builder.answers.management import Management
from agreement_builder.answers.model import Answers
from agreement_builder.answers.origin import pattern_of
from agreement_builder.answers.party import Party
from agreement_builder.answers.risk import Risk
from agreement_builder.answers.service import Service, ServiceKind
from agreement_builder.answers.term import Term
from agreement_builder.answers.vocabulary import CHOICES
from agreement_builder.compose.readings import readings
from agreement_builder.interview.knowing import blank_known_by, knows
from agreement_builder.interview.listing import BY_HAND, QuestionListed, fields_listed, listed
from agreement_builder.interview.place import field_place
from agreement_builder.interview.question import Kind, Option
from agreement_builder.interview.questions import MEASURES, PARTS
from agreement_builder.interview.relevance import PARTY_FIELDS_SUPPOSED
from agreement_builder.interview.uses import EXHIBITS, SIGNATURES
from agreement_builder.library.clause import BlankSpec, Clause
from agreement_builder.library.model import Library
from agreement_builder.upkeep.catalogue_clauses import chosen_when

BEYOND = "What the questionnaire does not ask"
"""The heading of the answers that belong to no part of the questionnaire."""

PARTY_FIELD_WHEN: Mapping[str, str] = {
    "id": "when the party has a name and no key",
    "ratified_by": "when parties.<party>.legislative_body is town_meeting",
    "state": "when parties.<party>.kind is other_state_unit",
}
"""The rules of `relevance` on fields of a party, in words."""

ALWAYS = frozenset({"service.kind", "parties.<party>.name", "parties.<party>.kind"})
"""What every interview asks."""

AROUND = "with the answer around it"
"""When an answer is asked that is part of another, and that no clause reads by itself."""

MOST_READERS = 3
"""So many clauses are named that read an answer; more are counted."""

_KEY = r"(?:\[[0-9]+\]|\.[^.\[\]]+)"


def list_questions(library: Library, service: ServiceKind | None = None) -> tuple[QuestionListed, ...]:
    """Every question of the models and of the library, part by part; with `service`, those that it may ask.

    Raises LibraryRefusal if the text of a clause is at fault.
    """
    readers = _readers(library)
    found: list[QuestionListed] = []
    names = [*(name for name, _ in PARTS), BEYOND]
    for name, listing in zip(names, LISTINGS, strict=True):
        for one in listing(library):
            known = one.knows or knows(_bare(one.path), library) or ""
            found.append(replace(_read(one, readers), part=name, knows=known))
    return tuple(one for one in found if service is None or not one.services or service in one.services)


def listed_for(path: str, questions: Iterable[QuestionListed]) -> tuple[QuestionListed, ...]:
    """The questions that ask for the answer at a written path, such as `parties.bolton.address`.

    There are several where the members of a union, or the clauses on a topic, ask for it in words of their own.
    """
    return tuple(one for one in questions if _pattern(one.path).fullmatch(path))


@lru_cache(maxsize=4096)
def _pattern(path: str) -> re.Pattern[str]:
    """What written paths of a listed one look like."""
    return re.compile(re.sub(r"\\\[n\\\]|\\\.<[a-z]+>", lambda _: _KEY, re.escape(path)))


def _bare(path: str) -> str:
    """A listed path as one that could be written."""
    return re.sub(r"<([a-z]+)>", r"\1", path.replace("[n]", "[1]"))


def _read(one: QuestionListed, readers: Mapping[str, list[str]]) -> QuestionListed:
    """A question with what reads its answer, where it is asked only if something does."""
    if one.when or not one.asked or one.path in ALWAYS or one.path.startswith((CHOICES, "blanks.")):
        return one
    own = pattern_of(_bare(one.path))
    inner = f"{own}."
    names = list(dict.fromkeys(n for p, names in readers.items() if p == own or p.startswith(inner) for n in names))
    if not names:
        return replace(one, when=(AROUND,))
    more = len(names) - MOST_READERS
    told = ", ".join(names[:MOST_READERS]) + (f" or {more} more" if more > 0 else "")
    return replace(one, when=(f"when the draft may hold {told}",))


def _readers(library: Library) -> Mapping[str, list[str]]:
    """By the pattern of each answer the clauses and exhibits that go by it, in the order of the library."""
    found: dict[str, list[str]] = {}
    for clause in library.clauses.values():
        read = readings(clause)
        behind = library.behind[clause.condition.text] if clause.condition is not None else frozenset()
        for pattern in sorted(read.decided | read.printed | behind):
            found.setdefault(pattern, []).append(clause.id)
    for exhibit in library.outline.exhibits:
        for pattern in EXHIBITS[exhibit.kind]:
            found.setdefault(pattern, []).append(exhibit.id)
    for pattern in sorted(SIGNATURES):
        found.setdefault(pattern, []).append("the signature pages")
    return found


def _service(_: Library) -> Iterator[QuestionListed]:
    for one in fields_listed(Service, "service"):
        if not one.path.startswith(MEASURES):
            # Any other kind of service gives its own name to the title.
            yield replace(one, when=("when service.kind is other",)) if one.path == "service.name" else one


def _parties(_: Library) -> Iterator[QuestionListed]:
    for name in Party.model_fields:
        for one in listed(field_place(Party, name, "parties.<party>")):
            when = (PARTY_FIELD_WHEN[name],) if name in PARTY_FIELD_WHEN else ()
            supposed = PARTY_FIELDS_SUPPOSED.get(name, one.default)
            yield replace(one, when=when, default=supposed)


def _group(
    model: type[Management | Funding | Term | Leaving | Risk], name: str, _: Library
) -> Iterator[QuestionListed]:
    return fields_listed(model, name)


def _governance(library: Library) -> Iterator[QuestionListed]:
    yield from fields_listed(Governance, "governance")
    services = tuple(str(file.service) for file in library.services if file.measures and file.service is not None)
    options = (Option("suggested", "the measures that the library suggests"), Option("own", "only what you name next"))
    title = "What is counted every year, to see how the service does"
    when = ("when the library suggests measures for the service",)
    yield QuestionListed(
        MEASURES, title, "choice", Kind.CHOICE, choices=options, default="suggested", may_be_open=True, when=when,
        services=services,
    )  # fmt: skip
    until = {"measure": "until no more is named", "target": "for each measure whose target is not given"}
    for one in listed(field_place(Service, "measures", "service")):
        yield replace(one, when=(until[one.path.rpartition(".")[2]],))


def _choices(library: Library) -> Iterator[QuestionListed]:
    for file in library.services:
        for choice in file.choices:
            when = (f"when {choice.applies}",) if choice.applies is not None else ()
            when = when if file.service is not None else (*when, "when the choice of a section waits for it")
            options = tuple(Option(*option) for option in choice.options.items())
            services = (str(file.service),) if file.service is not None else ()
            yield QuestionListed(
                f"{CHOICES}.{choice.id}", choice.ask, "choice", Kind.CHOICE, help=choice.help, choices=options,
                default=choice.default, may_be_open=True, when=when, services=services,
            )  # fmt: skip


def _blanks(library: Library) -> Iterator[QuestionListed]:
    """The blanks of all clauses in the order of the outline; what several clauses of a topic ask alike is told once."""
    order = {slot.topic: place for place, slot in enumerate(library.outline.slots())}
    asked: dict[tuple[str, str, BlankSpec], list[Clause]] = {}
    for clause in sorted(library.clauses.values(), key=lambda c: order.get(c.topic, len(order))):
        for name, spec in clause.meta.blanks.items():
            asked.setdefault((clause.topic, name, spec), []).append(clause)
    for (topic, name, spec), clauses in asked.items():
        services = {str(service) for clause in clauses for service in clause.meta.services}
        everywhere = any(not clause.meta.services for clause in clauses)
        yield QuestionListed(
            f"blanks.{topic}.{name}", spec.ask, str(spec.type), Kind(spec.type.value), help=spec.help,
            example=spec.example, may_be_open=True, knows=blank_known_by(topic, spec, library),
            when=(f"when the draft holds {' or '.join(_held(clause, library) for clause in clauses)}",),
            services=() if everywhere else tuple(sorted(services)),
        )  # fmt: skip


def _held(clause: Clause, library: Library) -> str:
    """A clause and when a draft has it: `withdrawal/consent (when leaving.withdrawal == "consent")`."""
    slot = next((slot for slot in library.outline.slots() if slot.topic == clause.topic), None)
    when = chosen_when(clause, slot, library).replace("`", "") if slot is not None else "where its term is used"
    return f"{clause.id} ({when})"


def _beyond(_: Library) -> Iterator[QuestionListed]:
    """The answers that only the file can give: the state, what counsel chooses by hand, and points set aside."""
    for name in ("jurisdiction", "routes", "clauses", "dismissed"):
        place = field_place(Answers, name, "")
        for one in listed(replace(place, path=name)):
            path = one.path.replace("clauses.<name>", "clauses.<topic>").replace(
                "dismissed.<name>", "dismissed.<point>"
            )
            yield replace(one, path=path, asked=False, when=(BY_HAND,))


LISTINGS: tuple[Callable[[Library], Iterator[QuestionListed]], ...] = (
    _service,
    _parties,
    partial(_group, Management, "management"),
    _choices,
    partial(_group, Funding, "funding"),
    _governance,
    partial(_group, Term, "term"),
    partial(_group, Leaving, "leaving"),
    partial(_group, Risk, "risk"),
    _blanks,
    _beyond,
)
"""The questions of each part of the questionnaire, in its order, and those beyond it."""
