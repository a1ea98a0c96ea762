"""Profiles: what a council knows of its members, and what they usually choose, so that nobody is asked twice.

A profile is a file of its own, or a finished answers file, whose parties and groups are then taken from it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import BaseModel, Field, ValidationError

from agreement_builder.answers import faults
from agreement_builder.answers.base import Answer, Key, Line, Quantity
from agreement_builder.answers.load import AnswersFile, drop_unfinished, lift_open, parse_answers, read_text
from agreement_builder.answers.measure import Measure, MeasureKind
from agreement_builder.answers.model import Answers
from agreement_builder.answers.party import Party, PartyKind
from agreement_builder.errors import AnswersRefusal, Finding, Where, error
from agreement_builder.library.naming import comparable
from agreement_builder.yamltext import Yaml, read_yaml

_OWN = ("profile", "usual")
"""Names that only a profile has at its top; a file with neither is read as answers."""


class Figure(Answer):
    """A figure of a party, with its publication and its day."""

    value: Quantity = Field(title="Figure", description="Figures alone.", examples=[4858])
    source: Line | None = Field(
        default=None, title="Source", description="The publication or record.", examples=["2020 Decennial Census"]
    )
    as_of: date | None = Field(default=None, title="Date", description="Year, month and day.", examples=["2020-04-01"])


class PartyFacts(Party):
    """What is known of a party: its name, and of the other answers as much as is known."""

    id: Key | None = Field(default=None, title="Short key", description="Not used; answers have their own.")  # type: ignore[assignment]
    kind: PartyKind | None = Field(default=None, title="Kind of party", description="As in answers.")  # type: ignore[assignment]
    figures: dict[MeasureKind, Figure] = Field(
        default_factory=dict, title="Figures", description="By what is measured, such as population."
    )


class _ProfileFile(Answer):
    """A profile as it is written."""

    profile: Line = Field(
        title="Name of the profile", description="Shown beside what it suggests.", examples=["Members of the council"]
    )
    parties: tuple[PartyFacts, ...] = Field(default=(), title="Parties", description="Facts about parties.")
    usual: dict[str, Any] = Field(default_factory=dict, title="Usual choices", description="As in answers.")


@dataclass(frozen=True, slots=True)
class Profile:
    """Facts about parties, and usual choices as data of an answers file (without parties and kind of service).

    `service`: the kind of service, if it was read from a finished answers file, whose answers on the service
    itself mean nothing for another.
    """

    name: str
    parties: tuple[PartyFacts, ...] = ()
    usual: Mapping[str, Any] | None = None
    service: str | None = None
    file: str = ""
    yaml: Yaml = field(default_factory=lambda: Yaml(None))

    @property
    def called(self) -> str:
        """Its name as a source: `the party profile Members of the council`, `the agreement on ... (answers.yaml)`."""
        return f"the party profile {self.name}" if self.service is None else self.name

    def where(self, *path: str) -> Where:
        """The place of a usual choice in the file."""
        return self.yaml.where(self.file, path if self.service is not None else ("usual", *path))


def load_profile(path: Path) -> Profile:
    """The profile, or the finished answers, in the file at `path`; raises AnswersRefusal with every finding."""
    try:
        text = read_text(path)
    except AnswersRefusal as refusal:
        hint = "Check the name; a profile is a file of YAML, or the answers of an earlier agreement."
        raise AnswersRefusal(
            replace(f, hint=hint) if f.rule == "file-missing" else f for f in refusal.findings
        ) from None
    return parse_profile(text, str(path))


def parse_profile(text: str, file: str = "profile.yaml") -> Profile:
    """As `load_profile`, from text; `file` is named in findings."""
    yaml = read_yaml(text, file, AnswersRefusal)
    if isinstance(yaml.value, dict) and any(name in yaml.value for name in _OWN):
        return _own(yaml, file)
    return _of_answers(parse_answers(text, file), file)


def _own(yaml: Yaml, file: str) -> Profile:
    """The profile in a file of its own form."""
    usual = yaml.value.get("usual") if isinstance(yaml.value, dict) else None
    found: list[Finding] = list(_usual_faults(usual, yaml, file)) if isinstance(usual, dict) else []
    if isinstance(yaml.value, dict):
        drop_unfinished(parties := yaml.value.get("parties"))
        lift_open({"parties": parties})
        yaml.value = {name: value for name, value in yaml.value.items() if value is not None}
    read: _ProfileFile | None = None
    try:
        read = _ProfileFile.model_validate(yaml.value)
    except ValidationError as fault:
        found += faults.findings(fault, _ProfileFile, yaml, file)
    else:
        found += _twice(read, yaml, file)
    if found or read is None:
        raise AnswersRefusal(sorted(found, key=lambda f: (f.where.line or 0, f.where.column or 0)))
    kept = deepcopy(read.usual)
    lift_open(kept)
    return Profile(read.profile, read.parties, kept, file=file, yaml=yaml)


def _usual_faults(usual: dict[str, Any], yaml: Yaml, file: str) -> Iterator[Finding]:
    """What is wrong with usual choices; that some are missing is not wrong."""
    service = usual.get("service")
    apart = {
        "parties": usual.get("parties"),
        "service.kind": service.get("kind") if isinstance(service, dict) else None,
    }
    for name, value in apart.items():
        if value is not None:
            message = f"{name} is no usual choice: it differs from agreement to agreement."
            where = yaml.where(file, ("usual", *name.split(".")))
            hint = "Write facts about parties under parties: of the profile." if name == "parties" else "Take it out."
            yield error("profile-usual", where, message, hint)
    data = deepcopy({name: value for name, value in usual.items() if name != "parties" and value is not None})
    lift_open(data)
    drop_unfinished(data)
    inner = Yaml(data, {path[1:]: spot for path, spot in yaml.lines.items() if path[:1] == ("usual",)})
    try:
        Answers.model_validate(data)
    except ValidationError as fault:
        for finding in faults.findings(fault, Answers, inner, file):
            if finding.rule != "answer-missing":
                yield replace(finding, where=replace(finding.where, field=f"usual.{finding.where.field}"))


def _twice(read: _ProfileFile, yaml: Yaml, file: str) -> Iterator[Finding]:
    seen: set[tuple[str, str | None]] = set()
    for place, party in enumerate(read.parties):
        key = comparable(party.name), party.kind
        if key in seen:
            message = f'"{party.name}" stands there twice, and only one could count.'
            yield error("profile-twice", yaml.where(file, ("parties", place, "name")), message, "Put the two together.")
        seen.add(key)
        if MeasureKind.OTHER in party.figures:
            message = "A figure of another quantity cannot be told from figures of any other."
            where = yaml.where(file, ("parties", place, "figures", "other"))
            yield error("profile-figure", where, message, "Keep figures of the listed quantities only.")


def _of_answers(answers: AnswersFile, file: str) -> Profile:
    """The profile that a finished answers file makes."""
    service = answers.answers.service
    measures = list(_measures(answers.answers))
    parties = []
    for party in answers.answers.parties:
        figures: dict[MeasureKind, Figure] = {}
        for measure in measures:
            value = measure.values.get(party.id)
            older = figures.get(measure.of)
            newer = older is None or (measure.as_of or date.min) > (older.as_of or date.min)
            if value is not None and newer and measure.of is not MeasureKind.OTHER and measure.name is None:
                figures[measure.of] = Figure(value=value, source=measure.source, as_of=measure.as_of)
        given = {name: getattr(party, name) for name in party.model_fields_set}
        parties.append(PartyFacts(**given, figures=figures))
    raw = answers.yaml.value if isinstance(answers.yaml.value, dict) else {}
    usual = {name: deepcopy(value) for name, value in raw.items() if name != "parties"}
    if isinstance(about := usual.get("service"), dict):
        about.pop("kind", None)
    name = f"the agreement on {service.name or service.kind.meaning} ({Path(file).name})"
    return Profile(name, tuple(parties), usual, str(service.kind), file, answers.yaml)


def _measures(value: object) -> Iterator[Measure]:
    """Every measure in typed answers."""
    if isinstance(value, Measure):
        yield value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _measures(getattr(value, name))
    elif isinstance(value, list | tuple):
        for member in value:
            yield from _measures(member)
    elif isinstance(value, dict):
        for member in value.values():
            yield from _measures(member)
