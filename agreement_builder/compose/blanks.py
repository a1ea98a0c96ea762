"""Blanks: the values that one clause asks for, read from the answers and tested against its declaration."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation

from agreement_builder.answers.facts import Reading, Unanswered
from agreement_builder.answers.load import AnswersFile
from agreement_builder.errors import Finding, error, nearest
from agreement_builder.library.clause import BlankSpec, BlankType, Clause


class BlankFault(ValueError):
    """A value that a blank cannot take; the message completes the sentence `"x" ...`."""


def read_blank(spec: BlankSpec, value: object) -> object:
    """`value` as the blank's type has it; raises BlankFault."""
    match spec.type:
        case BlankType.TEXT:
            if not isinstance(value, str):
                raise BlankFault("stands where text is needed; put it in quotes")
            return value
        case BlankType.DATE:
            return _date(value)
        case BlankType.INTEGER:
            number = _number(value)
            if number != int(number):
                raise BlankFault("stands where a whole number is needed")
            return int(_within(spec, number))
        case BlankType.DOLLARS | BlankType.PERCENT:
            number = _number(value)
            if spec.type is BlankType.DOLLARS and number != round(number, 2):
                raise BlankFault("stands where an amount in dollars and cents is needed")
            return _within(spec, number)


def _date(value: object) -> dt.date:
    try:
        return value if isinstance(value, dt.date) else dt.date.fromisoformat(str(value))
    except ValueError:
        raise BlankFault("is not a date; write year-month-day, such as 2027-07-01") from None


def _number(value: object) -> Decimal:
    if isinstance(value, bool):
        raise BlankFault("stands where a number is needed")
    try:
        number = Decimal(str(value).strip().removeprefix("$").removesuffix("%").replace(",", ""))
    except InvalidOperation:
        raise BlankFault("stands where a number is needed") from None
    if not number.is_finite() or number.adjusted() > 12 or number < 0 or len(number.as_tuple().digits) > 18:
        raise BlankFault("is not a number that an agreement can state")
    return number


def _within(spec: BlankSpec, number: Decimal) -> Decimal:
    if spec.min is not None and number < spec.min:
        raise BlankFault(f"is less than {spec.min}, the least this clause allows")
    if spec.max is not None and number > spec.max:
        raise BlankFault(f"is more than {spec.max}, the most this clause allows")
    return number


class BlankValues:
    """The blanks of one clause as its text sees them: `blanks.notice_days`."""

    __slots__ = ("_clause", "_given", "_reading")

    def __init__(self, clause: Clause, file: AnswersFile, reading: Reading) -> None:
        self._clause, self._reading = clause, reading
        self._given = file.answers.blanks.get(clause.topic, {})

    def __getattr__(self, name: str) -> object:
        spec = self._clause.meta.blanks.get(name)
        if name.startswith("_") or spec is None:
            raise AttributeError(name)
        path = f"blanks.{self._clause.topic}.{name}"
        value: object = self._given.get(name)
        shown: object
        try:
            shown = Unanswered(path, spec.label) if value is None else read_blank(spec, value)
        except BlankFault:
            shown = Unanswered(path, spec.label)
        self._reading.note(path, shown)
        return shown


def blank_findings(
    clauses: list[Clause], topics: Mapping[str, tuple[Clause, ...]], file: AnswersFile
) -> Iterator[Finding]:
    """Faults of the answers under `blanks:`: unknown topics and names, values of a wrong kind.

    A name that another alternative of the topic asks for is no fault: the answer waits for it.
    """
    specs: dict[str, dict[str, BlankSpec]] = {}
    for clause in clauses:
        specs.setdefault(clause.topic, {}).update(clause.meta.blanks)
    for topic, given in file.answers.blanks.items():
        for name, value in given.items():
            path = f"blanks.{topic}.{name}"
            if topic not in topics:
                message = f'The agreement has no topic "{topic}", so this value is used nowhere.'
                yield error("blank-unknown", file.where(path), message, nearest(topic, topics))
            elif name not in (known := {name for clause in topics[topic] for name in clause.meta.blanks}):
                message = f'No clause on {topic} asks for "{name}", so this value is used nowhere.'
                hint = nearest(name, known) or "Remove it."
                yield error("blank-unknown", file.where(path), message, hint)
            elif topic in specs and name in specs[topic] and value is not None:
                try:
                    read_blank(specs[topic][name], value)
                except BlankFault as fault:
                    example = specs[topic][name].example
                    hint = f"For example: {example}" if example else "Write it as the question asks."
                    yield error("blank-value", file.where(path), f'"{value}" {fault}.', hint)
