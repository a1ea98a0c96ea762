"""From the text of an answers file to typed answers with their open points, or to every fault at once."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass, field, replace
from pathlib import Path as FilePath

from pydantic import ValidationError

from agreement_builder.answers import faults
from agreement_builder.answers.inactive import lift_inactive
from agreement_builder.answers.model import Answers
from agreement_builder.answers.paths import locate, named, position_of, steps
from agreement_builder.answers.rules import faults as contradictions
from agreement_builder.errors import AnswersRefusal, Finding, Where, error
from agreement_builder.yamltext import MAX_BYTES, Path, Yaml, read_yaml

OPEN = "open"
"""The key that leaves an answer open: `first_budget: {open: the finance officer will know}`."""

COUNSEL = "counsel"
"""The key that leaves a choice to counsel: `disputes: {counsel: the insurers differ on mediation}`."""


@dataclass(frozen=True, slots=True)
class AnswersFile:
    """Typed answers, the notes of those left open and to counsel (by written path), and where each stands."""

    answers: Answers
    open_notes: Mapping[str, str] = field(default_factory=dict)
    file: str = ""
    yaml: Yaml = field(default_factory=lambda: Yaml(None))
    counsel_notes: Mapping[str, str] = field(default_factory=dict)

    @property
    def notes(self) -> dict[str, str]:
        """The notes of all answers that are known to be missing."""
        return {**self.open_notes, **self.counsel_notes}

    def where(self, path: str) -> Where:
        """The place of the answer with this written path (or of what surrounds it) in the file."""
        spot = self.yaml.where(self.file, locate(self.yaml.value, path))
        return Where(spot.file or None, spot.line, spot.column, field=path)


def load_answers(path: FilePath, settings: Iterable[str] = ()) -> AnswersFile:
    """The answers in the file at `path`, with `settings` (`path=value`) laid over them.

    Raises AnswersRefusal with every finding.
    """
    return parse_answers(read_text(path), str(path), settings)


def read_text(path: FilePath) -> str:
    """The text of an answers file; raises AnswersRefusal if it is missing, too large or not UTF-8."""
    where = Where(str(path))
    try:
        if path.stat().st_size > MAX_BYTES:
            message = f"The file has {path.stat().st_size:,} bytes; an answers file has at most {MAX_BYTES:,}."
            raise AnswersRefusal([error("yaml-size", where, message, "Check that this is the file you meant.")])
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        hint = "Check the name, or begin one with: agreement-builder new"
        raise AnswersRefusal([error("file-missing", where, "There is no such file.", hint)]) from None
    except UnicodeDecodeError:
        message = "The file is not text in UTF-8, so it cannot be read."
        hint = "Save it as UTF-8 text; a Word or Excel file must be typed over into YAML."
        raise AnswersRefusal([error("file-encoding", where, message, hint)]) from None
    except OSError as fault:
        message = f"The file cannot be read: {fault.strerror}."
        raise AnswersRefusal([error("file-unreadable", where, message, "Check its name and permissions.")]) from None


def parse_answers(text: str, file: str = "answers.yaml", settings: Iterable[str] = ()) -> AnswersFile:
    """As `load_answers`, from text; `file` is named in findings."""
    yaml = read_yaml(text, file, AnswersRefusal)
    if yaml.value is None:
        yaml.value = {}
    if not isinstance(yaml.value, dict):
        message = "The file does not hold answers: it should be names and values, such as service: and parties:."
        hint = "Look at the first line; agreement-builder schema prints what can be answered."
        raise AnswersRefusal([error("answer-type", Where(file, 1), message, hint)])
    return _read(yaml, file, settings, "--set")


def revised(file: AnswersFile, settings: Iterable[str], option: str) -> AnswersFile:
    """The answers of a file with further settings laid over them; `option` is named in findings.

    Raises AnswersRefusal with every finding.
    """
    yaml = Yaml(deepcopy(file.yaml.value), file.yaml.lines)
    changed = _read(yaml, file.file, settings, option)
    return replace(
        changed,
        open_notes={**_still(file.open_notes, yaml.value, changed.counsel_notes), **changed.open_notes},
        counsel_notes={**_still(file.counsel_notes, yaml.value, changed.open_notes), **changed.counsel_notes},
    )


def _still(notes: Mapping[str, str], raw: object, but: Container[str]) -> dict[str, str]:
    """The notes of what still has no answer, but for what is now left otherwise."""
    return {path: note for path, note in notes.items() if path not in but and _value_at(raw, path) is None}


def _value_at(raw: object, path: str) -> object:
    for step in locate(raw, path):
        raw = raw[step] if isinstance(raw, list) and isinstance(step, int) else _member(raw, step)
    return raw


def _member(raw: object, step: str | int) -> object:
    return raw.get(step) if isinstance(raw, dict) else None


def _read(yaml: Yaml, file: str, settings: Iterable[str], option: str) -> AnswersFile:
    """The answers in raw data, with the settings laid over it."""
    if not isinstance(yaml.value, dict):
        raise TypeError("the data of an answers file is a mapping")
    found = [fault for setting in settings for fault in _set(yaml.value, setting, option)]
    lift_inactive(yaml.value)
    notes, to_counsel = lift_notes(yaml.value)
    drop_unfinished(yaml.value)
    for group in [name for name, value in yaml.value.items() if value is None]:
        # A group without an answer yet, or left open as a whole, is as good as absent.
        del yaml.value[group]
    answers, faults_found = _validate(yaml, file)
    found += faults_found
    if found or answers is None:
        raise AnswersRefusal(sorted(found, key=lambda f: (f.where.line or 0, f.where.column or 0)))
    return AnswersFile(answers, notes, file, yaml, to_counsel)


def _validate(yaml: Yaml, file: str) -> tuple[Answers | None, list[Finding]]:
    """The answers and all findings; where fields are at fault, the rest is still tested for contradictions."""
    try:
        answers = Answers.model_validate(yaml.value)
    except ValidationError as fault:
        found = faults.findings(fault, Answers, yaml, file)
        unsound = [faults.data_path(yaml.value, details, Answers) for details in fault.errors()]
        try:
            return None, found + _contradictions(
                Answers.model_validate(_without(yaml.value, unsound)), yaml, file, unsound
            )
        except ValidationError:
            return None, found
    found = _contradictions(answers, yaml, file)
    return (None if found else answers), found


def _contradictions(answers: Answers, yaml: Yaml, file: str, unsound: Iterable[Path] = ()) -> list[Finding]:
    """The contradictions, but not those that only follow from an `unsound` value having been taken out."""
    result = []
    for fault in contradictions(answers):
        path = locate(yaml.value, fault.path)
        if any(bad[: len(path)] == path for bad in unsound):
            continue
        spot = yaml.where(file, path)
        where = Where(spot.file, spot.line, spot.column, field=named(yaml.value, path))
        result.append(error(fault.rule, where, fault.message, fault.hint))
    return result


def _without(value: object, paths: list[Path], here: Path = ()) -> object:
    """A copy of raw data with the values at `paths` taken out of their mappings."""
    if isinstance(value, dict):
        return {k: _without(v, paths, (*here, k)) for k, v in value.items() if (*here, k) not in paths}
    if isinstance(value, list):
        return [_without(member, paths, (*here, place)) for place, member in enumerate(value)]
    return value


def lift_open(raw: dict[str, object]) -> dict[str, str]:
    """Take every `{open: note}` and `{counsel: note}` out of the data; the notes of both by written path."""
    notes, to_counsel = lift_notes(raw)
    return notes | to_counsel


def lift_notes(raw: dict[str, object]) -> tuple[dict[str, str], dict[str, str]]:
    """As `lift_open`: the notes of what is left open, and of what is left to counsel."""
    lifted: dict[str, dict[str, str]] = {OPEN: {}, COUNSEL: {}}

    def visit(value: object, here: Path) -> None:
        if isinstance(value, dict):
            for key, inner in value.items():
                left = left_note(inner)
                if left is not None:
                    lifted[left[0]][named(raw, (*here, key))] = left[1]
                    value[key] = None
                else:
                    visit(inner, (*here, key))
        elif isinstance(value, list):
            for place, member in enumerate(value):
                visit(member, (*here, place))

    visit(raw, ())
    return lifted[OPEN], lifted[COUNSEL]


def drop_unfinished(raw: object) -> None:
    """Take the empty member at the end of each list out of the data: there the questionnaire goes on adding."""
    if isinstance(raw, list) and raw and raw[-1] is None:
        raw.pop()
    for inner in raw.values() if isinstance(raw, dict) else raw if isinstance(raw, list) else ():
        drop_unfinished(inner)


def open_note(value: object) -> str | None:
    """The note that stands where an answer would, of what is left open or to counsel; None for an answer."""
    left = left_note(value)
    return left[1] if left is not None else None


def left_note(value: object) -> tuple[str, str] | None:
    """OPEN or COUNSEL with the note, or None for an answer. A comma in an unquoted note does not end it."""
    key = next(iter(value), None) if isinstance(value, dict) else None
    if not isinstance(value, dict) or key not in (OPEN, COUNSEL) or not isinstance(value[key], str | None):
        return None
    _, *rest = value
    if any(value[part] is not None for part in rest):
        return None
    return key, ", ".join(part for part in (value[key] or "", *rest) if part)


def _set(raw: dict[str, object], setting: str, option: str) -> list[Finding]:
    """Lay `path=value` over the data; findings, which name the `option`, if it cannot be."""
    path, sign, text = setting.partition("=")
    where = Where(option, field=path.strip() or setting)
    if not sign or not steps(path.strip()):
        hint = "Write it as path=value, for example leaving.notice_months=18."
        return [error("set-form", where, f'"{setting}" does not say what to set.', hint)]
    try:
        value = read_yaml(text, option, AnswersRefusal).value
    except AnswersRefusal:
        value = text
    return put(raw, path.strip(), value, where)


def put(raw: dict[str, object], path: str, value: object, where: Where) -> list[Finding]:
    """Put `value` at the written path, making groups on the way; findings if the path leads nowhere."""
    target: object = raw
    walk = steps(path)
    for place, step in enumerate(walk):
        last = place == len(walk) - 1
        if isinstance(target, list):
            position = step if isinstance(step, int) else position_of(target, step)
            if position is None or not 0 <= position < len(target):
                named_as = f"[{step + 1}]" if isinstance(step, int) else f'"{step}"'
                return [error("set-path", where, f"{named_as} names no member of the list.", "Use its id, or [1].")]
            if last:
                target[position] = value
            target = target[position]
        elif isinstance(target, dict):
            if last:
                target[str(step)] = value
            elif not isinstance(target.get(str(step)), dict | list):
                target[str(step)] = {}
            target = target[str(step)]
        else:
            return [error("set-path", where, f'"{path}" leads into a single value.', "Check the path.")]
    return []
