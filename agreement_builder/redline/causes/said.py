"""Differences of answers in words: one line each, that says the question and both answers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal

from pydantic import BaseModel

from agreement_builder.answers.load import COUNSEL
from agreement_builder.answers.model import Answers, ClauseChoice
from agreement_builder.answers.phrases import small
from agreement_builder.answers.shape import Single, fields_of, meaning_of, shape_at
from agreement_builder.compose.fact_words import NOT_ANSWERED, FactWords
from agreement_builder.library.model import Library
from agreement_builder.redline.causes.differences import Difference, How, Left
from agreement_builder.redline.causes.edits import ABSENT

LONGEST = 90
"""How many characters of one value are said."""

_TAGS = ("rule", "method")
_NAMES = ("name", "what", "measure")
"""The fields that tell the forms of a group apart, and those that name one to a person."""

MOST = 4
"""How many entries of a table, or members of a list, are said; more are counted."""


class Sayings:
    """Says what differs between two sets of answers; with `library` also the questions of its clauses and choices."""

    def __init__(self, old: Answers, new: Answers, library: Library | None = None) -> None:
        self._old, self._new = FactWords(library, old), FactWords(library, new)

    def line(self, one: Difference) -> str:
        """The difference as a sentence, with the path of the answer."""
        return f"{self._sentence(one)} ({one.path})."

    def _sentence(self, one: Difference) -> str:
        question = _small(self._question(one))
        if one.members:
            return f"Answer changed: {question}, {self._listed(one.members)}"
        member, words = (one.new, self._new) if one.old is ABSENT else (one.old, self._old)
        if one.how in (How.ADDED, How.REMOVED) and isinstance(member, BaseModel):
            return self._member(one, member, words)
        match one.how:
            case How.ADDED:
                return f"Answer added: {question}, {self._value(one, one.new, self._new)}"
            case How.REMOVED:
                return f"Answer taken out: {question}, which was {self._value(one, one.old, self._old)}"
            case How.REORDERED:
                return f"Order changed: {question}"
            case How.MARKED:
                return f"{self._marked(one)}: {question}"
        return self._changed(one, question)

    def _changed(self, one: Difference, question: str) -> str:
        old, new = self._value(one, one.old, self._old), self._value(one, one.new, self._new)
        if one.old is None:
            was = f", which was left {_left(one.before)}, is now" if one.before is not None else ","
            return f"Answer given: {question}{was} {new}"
        if one.new is None and one.after is not None:
            return f"Answer left {_left(one.after)}: {question}, which was {old}"
        if one.new is None:
            return f"Answer taken out: {question}, which was {old}"
        if old == new:
            return f"Answer changed: {question}, in its particulars, {new}"
        return f"Answer changed: {question}, from {old} to {new}"

    def _marked(self, one: Difference) -> str:
        if one.before is not None and one.after is not None and one.before.to == one.after.to:
            return "The note changed of what is left " + _left(one.after, noted=False)
        if one.after is not None:
            return f"Now left {_left(one.after)}"
        return f"No longer left {_left(one.before, noted=False)}" if one.before is not None else "Changed"

    def _question(self, one: Difference) -> str:
        words = self._old if one.how is How.REMOVED else self._new
        return words.question(one.path).rstrip("?")

    def _member(self, one: Difference, member: BaseModel, words: FactWords) -> str:
        added = one.how is How.ADDED
        if one.group == "parties":
            return f"Party {'added' if added else 'removed'}: {getattr(member, 'name', one.way[-1])}"
        if isinstance(member, ClauseChoice):
            topic = str(one.way[-1])
            return (
                f"Clause chosen by hand: for {topic} the clause {member.use}, because {_quoted(member.reason)}"
                if added
                else f"Clause no longer chosen by hand: for {topic} the clause {member.use}"
            )
        listed = _small(words.question(one.path.rpartition(".")[0]))
        return f"{'Added to' if added else 'Taken out of'} {listed}: {self._group(one.path, member, words)}"

    def _listed(self, members: Iterable[Difference]) -> str:
        """The entries of a table that differ."""
        said = []
        for one in members:
            words = self._new if one.old is ABSENT else self._old
            name = words.question(one.path).rpartition(": ")[0] or words.question(one.path)
            old, new = self._value(one, one.old, self._old), self._value(one, one.new, self._new)
            if one.old is ABSENT or one.old is None:
                said.append(f"{name} {new}")
            elif one.new is ABSENT or one.new is None:
                said.append(f"{name} no longer {old}")
            else:
                said.append(f"{name} from {old} to {new}")
        return _counted(said)

    def _value(self, one: Difference, value: object, words: FactWords) -> str:
        if isinstance(value, ClauseChoice):
            return f"{value.use}, because {_quoted(value.reason)}"
        return self._said(one.path, value, words)

    def _said(self, path: str, value: object, words: FactWords) -> str:
        match value:
            case None:
                return NOT_ANSWERED
            case BaseModel():
                return self._group(path, value, words)
            case tuple() if not value:
                return "none"
            case tuple() if any(isinstance(member, BaseModel) and not _called(member) for member in value):
                return f"{len(value)} given"
            case tuple():
                return _counted([self._said(f"{path}[{n}]", member, words) for n, member in enumerate(value, 1)])
            case dict():
                return _counted([
                    f"{words.question(f'{path}.{key}').rpartition(': ')[0]} {self._said(f'{path}.{key}', inner, words)}"
                    for key, inner in value.items()
                ])  # fmt: skip
            case bool() | int() | Decimal() | dt.date():
                return words.value(path, str(value))
        text = words.value(path, str(value))
        return text if _is_word(path) else _quoted(text)

    def _group(self, path: str, group: BaseModel, words: FactWords) -> str:
        """A group by what it is called, or by what it holds."""
        if called := _called(group):
            return _quoted(called)
        held = {name: getattr(group, name) for name in fields_of(type(group))}
        given = (
            f"{_small(_title(group, name))} {self._said(f'{path}.{name}', value, words)}"
            for name, value in held.items()
            if value not in (None, (), {})
        )
        return _counted(list(given))


def _called(group: BaseModel) -> str:
    """What a group is called: the meaning of its form, and its name; empty where it has neither."""
    form = [meaning_of(type(group))] if any(isinstance(getattr(group, tag, None), str) for tag in _TAGS) else []
    names = (getattr(group, name, None) for name in _NAMES)
    return ": ".join((*form, *[name for name in names if isinstance(name, str)][:1]))


def _title(group: BaseModel, name: str) -> str:
    return type(group).model_fields[name].title or name


def _is_word(path: str) -> bool:
    """Whether an answer is said in words that need no quotation marks: a name or a day."""
    shape = shape_at(Answers, path)
    return isinstance(shape, Single) and shape.kind in ("key", "month_day")


def _left(left: Left | None, *, noted: bool = True) -> str:
    if left is None:
        return "open"
    note = f" ({_cut(left.note)})" if noted and left.note else ""
    return f"{'to counsel' if left.to == COUNSEL else 'open'}{note}"


def _counted(said: list[str]) -> str:
    more = len(said) - MOST
    if more > 1:
        return f"{'; '.join(said[:MOST])}; and {more} more"
    return "; ".join(said)


def _quoted(text: str) -> str:
    return f"“{_cut(text)}”"


def _cut(text: str) -> str:
    """The text on one line, at most LONGEST characters of it."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[:LONGEST].rsplit(' ', 1)[0]} …"


def _small(words: str) -> str:
    """A question with a small first letter; what it is about, which stands before it, is a name."""
    if ": " in words:
        about, _, question = words.rpartition(": ")
        return f"{about}: {_small(question)}"
    return small(words)
