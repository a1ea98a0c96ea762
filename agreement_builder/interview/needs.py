"""What a draft from unfinished answers would lack, and whether what is answered is sound so far.

Both are found by supposing the rest: where the models demand an answer that has not been given, something
stands in for it, so that the answers can be read, drafted and tested as if they were whole.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from pydantic import ValidationError

from agreement_builder.answers import faults
from agreement_builder.answers.governance import Body
from agreement_builder.answers.load import AnswersFile, drop_unfinished, lift_notes
from agreement_builder.answers.management import Model
from agreement_builder.answers.model import Answers
from agreement_builder.answers.party import PartyKind
from agreement_builder.answers.paths import locate
from agreement_builder.answers.rules import faults as contradictions
from agreement_builder.answers.service import PerformanceMeasure, ServiceKind
from agreement_builder.answers.shape import fields_of
from agreement_builder.answers.vocabulary import CHOICES, GROUPS
from agreement_builder.compose.compose import Composition, compose
from agreement_builder.compose.ground import concerning
from agreement_builder.document.tree import Blank, Value
from agreement_builder.document.walk import runs
from agreement_builder.errors import Finding, Where, error
from agreement_builder.interview.particulars import share_problem
from agreement_builder.interview.question import Raw
from agreement_builder.interview.relevance import OVERSIGHT, PARTY_STANDS_IN, STRUCTURE
from agreement_builder.interview.suppose import Supposing
from agreement_builder.library.clause import Clause
from agreement_builder.library.model import Library
from agreement_builder.library.service import ChoiceSpec
from agreement_builder.yamltext import Path, Yaml


@dataclass(frozen=True, slots=True)
class Needs:
    """What the draft would lack, by written path, and the clauses that it would hold.

    `missing`: answers and blanks that it would leave blank or could not decide on, less those left open on
    purpose. `spoken`: the answers that its texts read or print. `read`: these and those by which clauses are
    chosen. `deciding`: those that choose between clauses and are missing. `of_parties`: the fields of a party that
    it speaks of. `choices`: those of the library's choices that concern the agreement. `suggested`: the measures
    that the library suggests for the service. `composition`: the draft itself.
    """

    missing: frozenset[str]
    spoken: frozenset[str]
    read: frozenset[str]
    deciding: frozenset[str]
    of_parties: frozenset[str]
    notes: Mapping[str, str]
    clauses: tuple[Clause, ...]
    choices: tuple[ChoiceSpec, ...]
    suggested: tuple[PerformanceMeasure, ...]
    composition: Composition


def needs(raw: Raw, library: Library) -> Needs:
    """What a draft from these answers would lack.

    Raises LibraryRefusal if the text of a clause is at fault. The answers are sound, as `unsound` has it.
    """
    data, notes, counsel, _ = _filled(raw)
    for party in data["parties"]:
        _suppose(party, PARTY_STANDS_IN)
    _drop_unsound(data)
    composition = _composed(data, notes, counsel, library)
    deciding = frozenset(f.where.field or "" for f in composition.findings if f.rule == "decision-open")
    read = dict(_read(composition))
    if STRUCTURE in deciding:
        _suppose(data.setdefault("management", {}), {"model": Model.LEAD_AGENCY, "lead": data["parties"][0]["id"]})
        _suppose(data.setdefault("funding", {}), {"shares": {"method": "equal"}})
        supposing = _read(_composed(data, notes, counsel, library))
        read |= {path: given for path, given in supposing if path.startswith(("service.", "parties."))}
    elif OVERSIGHT in deciding:
        _suppose(data.setdefault("governance", {}), {"body": Body.ADVISORY_BOARD})
        read |= {
            path: given
            for path, given in _read(_composed(data, notes, counsel, library))
            if path.startswith("funding.")
        }
    return Needs(
        missing=frozenset(
            path for path in deciding.union(p for p, given in read.items() if not given) if not _is_open(path, notes)
        ),
        spoken=frozenset(read),
        read=frozenset(read).union(*(w.facts for chosen in composition.chosen for w in chosen.considered)),
        deciding=deciding,
        of_parties=frozenset(path.rpartition(".")[2] for path in read if path.startswith("parties.")),
        notes=notes,
        clauses=(*(c.clause for c in composition.chosen if c.clause is not None), *composition.definitions),
        suggested=library.measures(Answers.model_validate(data).service.kind),
        choices=tuple(_choices(Answers.model_validate(data), notes, library, deciding)),
        composition=composition,
    )


def _choices(
    answers: Answers, notes: Mapping[str, str], library: Library, deciding: frozenset[str]
) -> Iterator[ChoiceSpec]:
    """The choices to ask: those of the service itself, and of the general ones those on which the draft waits."""
    general = {choice.id for file in library.services if file.service is None for choice in file.choices}
    for choice in concerning(library, answers):
        path = f"{CHOICES}.{choice.id}"
        if choice.id not in general or path in deciding or choice.id in answers.choices or path in notes:
            yield choice


def _composed(
    data: dict[str, Any], notes: Mapping[str, str], counsel: Mapping[str, str], library: Library
) -> Composition:
    own = {path: note for path, note in notes.items() if path not in counsel}
    return compose(library, AnswersFile(Answers.model_validate(data), own, counsel_notes=counsel), annex=False)


def _is_open(path: str, notes: Mapping[str, str]) -> bool:
    return any(within(path, note) for note in notes)


def within(path: str, around: str) -> bool:
    """Whether a written path is another, or lies inside it."""
    return path == around or path.startswith((f"{around}.", f"{around}["))


@lru_cache(maxsize=256)
def around(paths: frozenset[str]) -> frozenset[str]:
    """The written paths, and those of all that they lie in: a place is among them if one of them is within it."""
    return frozenset(path[:end] for path in paths for end in (*_ends(path), len(path)))


def _ends(path: str) -> Iterator[int]:
    """Where the places around a path end."""
    return (place for place, letter in enumerate(path) if letter in ".[")


def _suppose(group: dict[str, Any], stand_ins: Mapping[str, object]) -> None:
    """Puts what stands in for missing answers into a group."""
    group.update({name: value for name, value in stand_ins.items() if group.get(name) is None})


def _read(composition: Composition) -> Iterator[tuple[str, bool]]:
    """Each answer that the draft reads or prints, and whether it is given."""
    for run in runs(composition.document):
        for inline in run.inlines:
            if isinstance(inline, Value | Blank):
                yield inline.path, isinstance(inline, Value)
    for facts in composition.read.values():
        yield from ((path, value is not None) for path, value in facts.items())


def unsound(raw: Raw) -> list[Finding]:
    """What is wrong with the answers given so far; that some are missing is not wrong.

    Nor is told what only follows from a stand-in: it is told, if it is still so, when the answer is given.
    """
    data, _, _, stood = _filled(raw)
    try:
        answers = Answers.model_validate(data)
    except ValidationError as fault:
        found = faults.findings(fault, Answers, Yaml(data), "")
        return [finding for finding in found if not _stands_on(finding.where.field or "", stood, data)]
    problem = share_problem(_group(_group(raw, "funding"), "shares"))
    own = [error("shares-total", Where(field="funding.shares"), problem)] if problem else []
    told = [fault for fault in contradictions(answers) if not _stands_on(fault.path, stood, data)]
    return own + [error(f.rule, Where(field=f.path), f.message, f.hint) for f in told]


def _stands_on(path: str, stood: Collection[Path], data: dict[str, Any]) -> bool:
    """Whether a stand-in stands at the place or within it."""
    place = locate(data, path)
    return any(stand_in[: len(place)] == place for stand_in in stood)


def _drop_unsound(data: dict[str, Any]) -> None:
    """Takes out of the groups what stand-ins have made unsound (a rule between fields of one model), to go on."""
    while True:
        try:
            Answers.model_validate(data)
        except ValidationError as fault:
            places = [faults.data_path(data, details, Answers) for details in fault.errors()]
            groups = [place[:2] for place in places if len(place) > 1 and place[1] in _group(data, str(place[0]))]
            if not groups:
                raise
            for group, name in groups:
                _group(data, str(group)).pop(str(name), None)
        else:
            return


def supposed(raw: Raw) -> tuple[dict[str, Any], dict[str, str]]:
    """The answers with what is missing supposed, and the notes of those left open, by written path."""
    data, notes, _, _ = _filled(raw)
    return data, notes


def _filled(raw: Raw) -> tuple[dict[str, Any], dict[str, str], dict[str, str], list[Path]]:
    """The answers with what is missing supposed, the notes of all that is left and of what is left to counsel, and the
    paths of the stand-ins in the groups.
    """
    data: dict[str, Any] = deepcopy(dict(raw))
    left_open, counsel = lift_notes(data)
    notes = left_open | counsel
    drop_unfinished(data)
    data = {name: value for name, value in data.items() if value is not None}
    service = data.setdefault("service", {})
    if isinstance(service, dict) and service.get("kind") is None:
        service["kind"] = str(ServiceKind.OTHER)
    if not isinstance(parties := data.setdefault("parties", []), list):
        return data, notes, counsel, []
    parties += [{} for _ in range(2 - len(parties))]
    for place, party in enumerate(parties, 1):
        if isinstance(party, dict):
            _suppose_party(party, place)
    keys = [party["id"] for party in parties if isinstance(party, dict)]
    supposing = Supposing(keys, _group(data, "management").get("lead"))
    for name in GROUPS:
        if isinstance(data.get(name), dict):
            data[name] = supposing.whole(fields_of(Answers)[name], data[name], (name,))
    return data, notes, counsel, supposing.stood


def _suppose_party(party: dict[str, Any], place: int) -> None:
    name = f"(party {place}, not named yet)"
    _suppose(party, {"id": f"unnamed_{place}", "name": name, "kind": PartyKind.TOWN})


def _group(data: Mapping[str, Any], name: str) -> dict[str, Any]:
    group = data.get(name)
    return group if isinstance(group, dict) else {}
