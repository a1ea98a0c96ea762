"""A typed line written into the text of the answers, where its question is answered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from agreement_builder.answers.counsel import SHAPING, why_none
from agreement_builder.answers.inactive import INACTIVE, kept_beside, kept_value
from agreement_builder.answers.load import OPEN, open_note
from agreement_builder.answers.model import Answers
from agreement_builder.answers.paths import steps
from agreement_builder.answers.save import end_list, leave_open, leave_to_counsel, set_value, with_room
from agreement_builder.answers.shape import OneOf, fields_of, shape_at
from agreement_builder.answers.source import child_of
from agreement_builder.errors import AnswersRefusal
from agreement_builder.interview.question import Question
from agreement_builder.interview.reply import ReplyFault, read_reply
from agreement_builder.yamltext import read_yaml

OPEN_SIGN, COUNSEL_SIGN = "!", "!!"
"""With which a line begins that leaves the answer open, and one that leaves it to counsel; a note may follow."""


def written(text: str, question: Question, line: str) -> str:
    """The text of the answers with the answer that a line gives; raises ReplyFault or AnswersRefusal."""
    if not line and question.end is not None:
        return _ended(text, question)
    if not line:
        raise ReplyFault("An answer is needed here.")
    if line.startswith(COUNSEL_SIGN):
        return leave_to_counsel(text, for_counsel(question), line[len(COUNSEL_SIGN) :].strip())
    if line.startswith(OPEN_SIGN):
        if question.open_path is None:
            raise ReplyFault("This cannot be left open: nothing can be drafted without it.")
        return _left_open(text, question, question.open_path, line[len(OPEN_SIGN) :].strip())
    value = question.form(read_reply(question, line))
    path = question.at or question.path
    before, text = text, _taken_up(text, question)
    if text != before and question.listed and (members := _members(text, question.listed)):
        if _is_member(value, members):
            return text
        # What was kept of the list stands before it.
        path = f"{question.listed}[{len(members) + 1}]"
    if question.tag and not question.at:
        value = _of_form(_at(text, path), question, str(read_reply(question, line)))
    text = set_value(text, path, value)
    return with_room(text, question.listed) if question.listed else text


def for_counsel(question: Question) -> str:
    """What is left to counsel; raises ReplyFault where neither alternatives nor a blank could stand for it."""
    if question.open_path is None:
        raise ReplyFault("This cannot be left to counsel: nothing can be drafted without it.")
    if question.path in SHAPING or question.tag:
        raise ReplyFault(f"This cannot be left to counsel. {why_none(question.path)} Leave it open instead, with !.")
    if not question.may_be_open:
        raise ReplyFault("This cannot be left to counsel by itself. ! leaves open the question to which it belongs.")
    return question.path


def _left_open(text: str, question: Question, path: str, note: str) -> str:
    """The text with the answer at a path left open; a group or list keeps what was said of it."""
    if question.listed == path and question.end is not None and _members(text, path):
        raise ReplyFault("The list holds answers already: end it with an empty line, or leave one of them open.")
    given = _at(text, path)
    kept = kept_value(given)
    value = given if kept is None else kept[0]
    if open_note(_alone(value)) is not None:
        value = kept_beside(value)
    if not isinstance(value, dict | list) or not value:
        return leave_open(text, path, note)
    return set_value(text, path, {OPEN: note, INACTIVE: value})


def _alone(value: object) -> object:
    """A group without what it keeps beside its own members."""
    return value if kept_beside(value) is None else {k: v for k, v in value.items() if k != INACTIVE}  # type: ignore[attr-defined]


def _taken_up(text: str, question: Question) -> str:
    """The text with what was kept of the answer that the question belongs to, if it was left open."""
    path = question.open_path
    given = None if path is None else _at(text, path)
    if path is None or open_note(_alone(given)) is None or (kept := kept_beside(given)) is None:
        return text
    return set_value(text, path, kept)


def _members(text: str, path: str) -> list[Any]:
    """The members of a list, without the empty one with which it ends while it is made."""
    given = _at(text, path)
    return [member for member in given if member is not None] if isinstance(given, list) else []


def _is_member(value: object, members: list[Any]) -> bool:
    """Whether a list holds a member of which the value is a part."""
    if not isinstance(value, Mapping):
        return value in members
    return any(isinstance(member, Mapping) and value.items() <= member.items() for member in members)


def _ended(text: str, question: Question) -> str:
    """The text with the list ended, or with what stands for an answer of none."""
    text = end_list(text, question.listed) if question.listed else text
    for path, value in question.end or ():
        text = set_value(text, path, value)
    return text


def _at(text: str, path: str) -> Any:
    value = read_yaml(text, "answers", AnswersRefusal).value
    for step in steps(path):
        value = child_of(value, step)
    return value


def _of_form(given: object, question: Question, form: str) -> dict[str, Any]:
    """A group that is one of several forms, in the form now chosen.

    What was said of this form before comes back; what was said of another is kept as inactive; what both ask is
    carried over.
    """
    group = dict(given) if isinstance(given, Mapping) and kept_value(given) is None else {}
    kept = group.pop(INACTIVE, None)
    forms: dict[str, Any] = dict(kept) if isinstance(kept, Mapping) else {}
    old = group.get(question.tag)
    if old == form:
        return dict(given) if isinstance(given, Mapping) else {}
    shared = {name: group[name] for name in _shared(question.path, str(old), form) if name in group}
    if len(group) > 1 and old is not None:
        forms[str(old)] = group
    chosen = forms.pop(form, {question.tag: form})
    return {**chosen, **{k: v for k, v in shared.items() if k not in chosen}, **({INACTIVE: forms} if forms else {})}


def _shared(path: str, old: str, new: str) -> list[str]:
    """The fields that two forms of a group ask alike."""
    shape = shape_at(Answers, path)
    if not isinstance(shape, OneOf) or old not in shape.members or new not in shape.members:
        return []
    before, after = fields_of(shape.members[old]), fields_of(shape.members[new])
    return [name for name, field in before.items() if name != shape.tag and after.get(name) == field]
