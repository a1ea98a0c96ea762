"""Points settled in the text of an answers file: set aside with a reason, or a default written in as the answer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from agreement_builder.answers.load import parse_answers
from agreement_builder.answers.save import add_members, set_value
from agreement_builder.drafting import Draft
from agreement_builder.errors import AnswersRefusal, Finding, Where, error, nearest
from agreement_builder.ledger.ledger import FIRM, HOW_FIRM, defaults_taken, said_by, why_firm
from agreement_builder.ledger.point import Kind, Ledger, Point
from agreement_builder.ledger.words import WORDS

_NUMBERS = re.compile(r"([0-9]{1,6})(?:-([0-9]{1,6}))?\Z")


@dataclass(frozen=True, slots=True)
class Settling:
    """What is to be settled: names of points to dismiss, each with its reason, and names of defaults to accept.

    A name is the number of a point, two with a hyphen between them, its key, or a kind (`defaults`).
    """

    dismiss: Sequence[tuple[str, str]] = ()
    accept: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Settled:
    """The changed text of the answers file, and what was recorded: points with the reason, defaults accepted."""

    text: str
    dismissed: tuple[tuple[Point, str], ...]
    accepted: tuple[Point, ...]


def settled(text: str, draft: Draft, ledger: Ledger, wanted: Settling) -> Settled:
    """The text of the answers file of `draft` with these points settled, all of them or none.

    Raises AnswersRefusal with every reason why one cannot be.
    """
    faults: list[Finding] = []
    away = [(p, why) for name, why in wanted.dismiss for p in _meant(name, ledger, faults, "--dismiss")]
    taken = [point for name in wanted.accept for point in _meant(name, ledger, faults, "--accept")]
    faults += _not_to_dismiss(away)
    faults += _not_to_accept(taken)
    if faults:
        raise AnswersRefusal(dict.fromkeys(faults))
    reasons = {point.key: (point, why.strip()) for point, why in away}
    accepted = {point.key: point for point in taken if point.key not in reasons}
    defaults = defaults_taken(draft) if accepted else {}
    for key in accepted:
        text = set_value(text, defaults[key].path, defaults[key].value)
    entries = {key: {"reason": why, "said": said_by(point)} for key, (point, why) in reasons.items()}
    text = add_members(text, "dismissed", entries) if entries else text
    # What was written is read as any answers file is, so that a fault of it is told now.
    parse_answers(text, draft.file.file)
    return Settled(text, tuple(reasons.values()), tuple(accepted.values()))


def _meant(name: str, ledger: Ledger, faults: list[Finding], option: str) -> Iterator[Point]:
    """The open points that a name means; a fault if it means none."""
    word = name.strip()
    found = list(_named(word, ledger))
    if found:
        yield from found
        return
    if any(one.point.key == word for one in ledger.dismissed):
        message, hint = f'"{word}" is dismissed already.', "To change the reason, edit it under dismissed: in the file."
    elif word.isdecimal() or _NUMBERS.match(word):
        message = f"There is no open point {word}."
        hint = f"They are numbered from 1 to {len(ledger.open)}." if ledger.open else "No point is open."
    else:
        names = [*(point.key for point in ledger.open), *(words.several for words in WORDS.values())]
        message, hint = f'No open point is called "{word}".', nearest(word, names)
    faults.append(error("point-unknown", Where(option, field=word), message, hint))


def _named(word: str, ledger: Ledger) -> Iterator[Point]:
    numbers = _NUMBERS.match(word)
    for point in ledger.open:
        if numbers is not None:
            first = int(numbers[1])
            if first <= point.number <= int(numbers[2] or first):
                yield point
        elif word == point.key or word in (str(point.kind), WORDS[point.kind].several):
            yield point


def _not_to_dismiss(away: Iterable[tuple[Point, str]]) -> Iterator[Finding]:
    for point, why in away:
        if point.kind in FIRM:
            message = f"Point {point.number} cannot be dismissed. {why_firm(point.kind)}"
            yield error("dismissal-firm", Where("--dismiss", field=point.key), message, point.settle or HOW_FIRM)
        elif not why.strip():
            message = f"Point {point.number} is dismissed without a reason, and the next reader could not judge it."
            hint = 'Say why in a line: --reason "filled by hand at signing".'
            yield error("dismissal-reason", Where("--dismiss", field=point.key), message, hint)


def _not_to_accept(taken: Iterable[Point]) -> Iterator[Finding]:
    for point in taken:
        if point.kind is not Kind.DEFAULT:
            message = f"Point {point.number} is no default, so there is nothing to accept."
            hint = f"Answer {point.path}." if point.path else point.settle
            yield error("point-accept", Where("--accept", field=point.key), message, hint)
