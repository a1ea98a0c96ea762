"""Every question that an answer of any shape can ask, whatever is answered so far: the walk without an interview.

As `walk` does for the next question, for all of them: of a union those of each member, of a list those of one
member, of a table those of one row.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from pydantic import BaseModel

from agreement_builder.answers.shape import Group, Many, OneOf, Shape, Single, Table, is_nested
from agreement_builder.interview.lines import typed
from agreement_builder.interview.particulars import ABSENT_SAYS, EQUALLY, INSTEAD, TITLES
from agreement_builder.interview.place import Place, field_place, marked
from agreement_builder.interview.question import YES_NO, Kind, Option, kind_of

BY_HAND = "not asked; written by hand"
"""What is said of when a question is asked that never is."""


@dataclass(frozen=True, slots=True)
class QuestionListed:
    """One question that there is, for any answers.

    `path` has `<party>`, `<year>` or another word in brackets for a key that is data, and `[n]` for the position (or
    the key) of a member of a list. `type` says in words what an answer is, `kind` what one line must be. `when`:
    conditions, all of which must hold for it to be asked. `services`: the services that ask it (none: all).
    """

    path: str
    title: str
    type: str
    kind: Kind
    part: str = ""
    help: str = ""
    choices: tuple[Option, ...] = ()
    example: str = ""
    default: str | None = None
    may_be_open: bool = False
    knows: str = ""
    when: tuple[str, ...] = ()
    asked: bool = True
    services: tuple[str, ...] = field(default=())

    def as_dict(self) -> dict[str, object]:
        """The question as plain data, for `--json`."""
        return {
            "path": self.path,
            "part": self.part,
            "title": self.title,
            "type": self.type,
            "help": self.help,
            "choices": {option.value: option.meaning for option in self.choices},
            "example": self.example,
            "default": self.default,
            "may_be_open": self.may_be_open,
            "who_knows": self.knows,
            "asked": self.asked,
            "when": list(self.when) or (["always"] if self.asked else [BY_HAND]),
            "services": list(self.services),
        }


_KEYS: Mapping[str, str] = {"key": "<party>", "integer": "<year>", "choice": "<kind>"}
_TYPES: Mapping[str, str] = {"key": "party", "yes_no": "yes or no", "month_day": "day of the year", "number": "number"}


def fields_listed(model: type[BaseModel], group: str) -> Iterator[QuestionListed]:
    """The questions of a group of the answers, as the questionnaire goes through it."""
    for name in model.model_fields:
        place = field_place(model, name, group)
        if isinstance(place.shape, Group) and isinstance(place.default, BaseModel):
            yield from fields_listed(place.shape.model, place.path)
            continue
        # A field with a default of its own is asked if it is marked, and otherwise left to those who know of it.
        left = place.default is not None and not place.info.is_required() and marked(place.info) is not True
        yield from _asked(listed(place), by_hand=left or marked(place.info) is False)


def listed(place: Place, around: tuple[type[BaseModel], ...] = ()) -> Iterator[QuestionListed]:
    """The questions of the answer at a place."""
    match place.shape:
        case Group(model=model):
            yield from _group(place, model, "", around)
        case OneOf() as union:
            yield from _union(place, union, around)
        case Many(member=member) as many if is_nested(many):
            yield from listed(_inner(place, f"{place.path}[n]", member), around)
        case Table() as table:
            yield from _table(place, table, around)
        case _:
            yield _line(place)


def _asked(questions: Iterable[QuestionListed], *, by_hand: bool) -> Iterator[QuestionListed]:
    return (replace(one, asked=False, when=(BY_HAND,)) if by_hand else one for one in questions)


def _group(
    place: Place, model: type[BaseModel], tag: str, around: tuple[type[BaseModel], ...]
) -> Iterator[QuestionListed]:
    if model in around:
        return
    for name in model.model_fields:
        if name == tag:
            continue
        inner = field_place(model, name, place.path, open_path=place.open_path)
        if (model, name) in TITLES:
            inner = replace(inner, title=TITLES[model, name]({}))
        found = _asked(listed(inner, (*around, model)), by_hand=marked(inner.info) is False)
        instead = INSTEAD.get((model, name))
        for one in found:
            if instead is not None and one.asked:
                one = replace(one, when=(*one.when, f"unless {place.path}.{instead} is given"))
            if (model, name) in ABSENT_SAYS and one.path == f"{inner.path}.of":
                one = replace(one, choices=(*one.choices, EQUALLY))
            yield one


def _union(place: Place, union: OneOf, around: tuple[type[BaseModel], ...]) -> Iterator[QuestionListed]:
    default = getattr(place.default, union.tag, None)
    yield replace(
        _question(place, "choice", Kind.CHOICE), choices=tuple(Option(*option) for option in union.options),
        example="", default=None if default is None else str(default),
    )  # fmt: skip
    # What several members ask alike is told once.
    found: dict[QuestionListed, list[str]] = {}
    for value, member in union.members.items():
        for one in _group(place, member, union.tag, around):
            found.setdefault(one, []).append(value)
    for one, values in found.items():
        told = f"when {place.path}.{union.tag} is {' or '.join(values)}"
        yield replace(one, when=(told, *one.when)) if one.asked else one


def _table(place: Place, table: Table, around: tuple[type[BaseModel], ...]) -> Iterator[QuestionListed]:
    key = _KEYS.get(table.key.kind, "<name>")
    if key in ("<year>", "<name>"):
        what = "years" if key == "<year>" else "entries"
        which = replace(place, title=f"{place.info.title}: for which {what}")
        yield replace(_question(which, f"list of {what}", Kind.TEXT), may_be_open=False, default=None)
    row = _inner(place, f"{place.path}.{key}", table.value)
    yield from listed(replace(row, open_path=row.path if table.value.optional else place.open_path), around)


def _inner(place: Place, path: str, shape: Shape) -> Place:
    """The place of a member of a list or of a row of a table."""
    return replace(place, path=path, shape=shape, default=None)


def _line(place: Place) -> QuestionListed:
    """The question of one value, or of a list of single values on one line."""
    shape = place.shape
    if isinstance(shape, Many):
        return replace(
            _question(place, f"list of {_word(shape.member, place)}", Kind.TEXT), choices=_options(shape.member)
        )
    kind = kind_of(shape)[0]
    party = isinstance(shape, Single) and shape.kind == "key" and place.of[1] != "id"
    return replace(_question(place, _word(shape, place), Kind.CHOICE if party else kind), choices=_options(shape))


def _options(shape: Shape) -> tuple[Option, ...]:
    if isinstance(shape, Single) and shape.kind == "yes_no":
        return YES_NO
    return tuple(Option(*option) for option in shape.options) if isinstance(shape, Single) else ()


def _word(shape: Shape, place: Place) -> str:
    if not isinstance(shape, Single):
        return "text"
    if shape.kind == "key" and place.of[1] == "id":
        return "key"
    return _TYPES.get(shape.kind, shape.kind)


def _question(place: Place, words: str, kind: Kind) -> QuestionListed:
    examples = [text for example in place.info.examples or () if (text := typed(example)) is not None]
    return QuestionListed(
        path=place.path, title=place.title or place.info.title or place.path, type=words, kind=kind,
        help=place.info.description or "", example=examples[0] if examples else "", default=typed(place.default),
        may_be_open=place.open_path == place.path,
    )  # fmt: skip
