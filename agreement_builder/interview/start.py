"""What a questionnaire begins with, and what a script that answers without being asked still has to give."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from agreement_builder.answers.load import open_note, parse_answers
from agreement_builder.answers.paths import locate, steps
from agreement_builder.answers.save import set_value
from agreement_builder.answers.vocabulary import CHOICES, GROUPS
from agreement_builder.errors import AnswersRefusal, Finding, Where, error
from agreement_builder.interview.agenda import Agenda, agenda
from agreement_builder.interview.entry import Entry
from agreement_builder.interview.needs import unsound
from agreement_builder.interview.revise import read
from agreement_builder.library.model import Library
from agreement_builder.yamltext import read_yaml

_SCHEMA = re.compile(r"(?m)^(# yaml-language-server: \$schema=).*$")


def copied(text: str) -> str:
    """The text of other answers, to begin new ones with, in another folder."""
    return _SCHEMA.sub(r"\1answers.schema.json", text)


def laid_over(text: str, other: str, name: str) -> str:
    """The answers of `text` with those of the text `other` in their place; raises AnswersRefusal, which names it."""
    if not text.strip():
        return other
    data = read_yaml(other, name, AnswersRefusal).value
    for path, value in _answers(data if isinstance(data, dict) else {}):
        text = set_value(text, path, value)
    return text


def _answers(data: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Each answer of a group by itself, and anything else whole."""
    for name, value in data.items():
        if name in (*GROUPS, CHOICES) and isinstance(value, dict) and open_note(value) is None:
            yield from ((f"{name}.{key}", inner) for key, inner in value.items())
        elif name == "blanks" and isinstance(value, dict):
            for topic, blanks in value.items():
                yield from ((f"{name}.{topic}.{key}", inner) for key, inner in (blanks or {}).items())
        else:
            yield name, value


def with_settings(text: str, settings: Iterable[str]) -> str:
    """The answers with each `path=value` set; raises AnswersRefusal with every one that cannot be."""
    found: list[Finding] = []
    for setting in settings:
        path, sign, value = setting.partition("=")
        where = Where("--set", field=path.strip() or setting)
        if not sign or not steps(path.strip()):
            hint = "Write it as path=value, for example leaving.notice_months=18."
            found.append(error("set-form", where, f'"{setting}" does not say what to set.', hint))
            continue
        try:
            text = set_value(text, path.strip(), _value(value))
        except AnswersRefusal as refusal:
            found += [replace(fault, where=where) for fault in refusal.findings]
    if found:
        raise AnswersRefusal(found)
    return text


def _value(text: str) -> Any:
    try:
        return read_yaml(text, "--set", AnswersRefusal).value
    except AnswersRefusal:
        return text


def lacking(text: str, file: str, library: Library) -> list[Finding]:
    """Everything that is wrong with the answers, and everything that the draft of the others lacks, at once.

    Raises AnswersRefusal if the text is not YAML, or no answers at all.
    """
    yaml = read_yaml(text, file, AnswersRefusal)
    if not isinstance(yaml.value, dict | None):
        parse_answers(text, file)

    def placed(fault: Finding) -> Finding:
        spot = yaml.where(file, locate(yaml.value, fault.where.field or ""))
        return replace(fault, where=Where(spot.file, spot.line, spot.column, field=fault.where.field))

    faults = unsound(read(text)[0])
    for fault in faults:
        if fault.where.field:
            text = set_value(text, fault.where.field, None)
    if unsound(read(text)[0]):
        # What is wrong goes too deep to tell what is missing beside it.
        return [placed(fault) for fault in faults]
    now = agenda(read(text)[0], library)
    given = {fault.where.field for fault in faults}
    return [
        *(placed(fault) for fault in faults),
        *(placed(found) for entry in now.missing() if entry.path not in given for found in _missing(entry, now)),
    ]


def _missing(entry: Entry, now: Agenda) -> Iterator[Finding]:
    """A finding for an answer that the draft lacks."""
    if not now.needed(entry):
        return
    question = entry.question
    path = f"{entry.path}.{question.tag}" if question.tag else entry.path
    choices = "; ".join(f"{option.value} ({option.meaning})" for option in question.options)
    hint = f"Add --set {path}=... with one of: {choices}." if choices else f"Add --set {path}=..."
    if not choices and question.example:
        hint += f", for example {question.example.removesuffix('.')}."
    if question.may_be_open:
        hint += f" To leave it open: --set '{entry.path}={{open: who will know}}'."
    yield error("answer-missing", Where(field=path), f"“{question.full_title}” is not answered.", hint)
    if entry.path == "parties[1].name":
        # The second is asked for when the first is named; a script is told of both.
        hint = "Add --set parties[2].name=...; what is asked of a party follows when it has a name."
        yield error("answer-missing", Where(field="parties[2].name"), "The second party is not named.", hint)
