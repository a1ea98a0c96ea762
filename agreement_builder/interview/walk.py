"""The questions within an answer of any shape: a nested model, a union, a list or a table asks itself.

What may be left open by itself is; what a model demands belongs to the nearest answer around it that may be.
Lists are asked member by member. While one is being made, it ends in the data with an empty member, so that a
questionnaire that was broken off knows where to go on.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from pydantic import BaseModel
from pydantic_core import PydanticUndefined

from agreement_builder.answers.keys import key_of
from agreement_builder.answers.load import open_note
from agreement_builder.answers.party import PartyKind
from agreement_builder.answers.paths import steps
from agreement_builder.answers.shape import Group, Many, OneOf, Shape, Single, Table, fields_of, is_nested
from agreement_builder.interview.entry import Entry, State, entry_at, entry_of
from agreement_builder.interview.lines import nested, pieces, read, typed
from agreement_builder.interview.particulars import (
    ABSENT_SAYS,
    EQUALLY,
    FIRST,
    INSTEAD,
    OF_OTHERS,
    PAID_BY_OTHERS,
    PARTS,
    TITLES,
    WHOLES,
    goes_on,
    rest,
    weights,
)
from agreement_builder.interview.place import Place, field_place, marked
from agreement_builder.interview.question import Kind, Option, Question, Section, field_question, kind_of
from agreement_builder.interview.reply import ReplyFault

MOST_MEMBERS = 200
_EXAMPLES = {
    Kind.PERCENT: "37.5", Kind.DOLLARS: "75,000", Kind.NUMBER: "4,858", Kind.INTEGER: "2", Kind.MONTH_DAY: "12-01",
    Kind.DATE: "2027-07-01",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Walk:
    """What the questions are asked of: the parties' names and kinds by key, and who leads."""

    section: Section
    parties: Mapping[str, str]
    kinds: Collection[str] = ()
    lead: str | None = None
    of_others: bool = False
    """Whether all tables by party are of those that pay the lead agency."""

    def entries(self, place: Place, given: Any) -> Iterator[Entry]:
        """The questions of the answer at a place, given so far, each with its answer."""
        if open_note(given) is not None:
            question = self.first(place, None)
            if question is not None:
                yield entry_at(question, given)
            return
        match place.shape:
            case Group(model=model):
                yield from self._group(place, model, given)
            case OneOf() as union:
                yield from self._one_of(place, union, given)
            case Many() as many if is_nested(many):
                yield from self._list(place, many, given)
            case Table() as table:
                yield from self._table(place, table, given)
            case _:
                yield entry_of(self._line(place), given)

    def first(self, place: Place, given: Any) -> Question | None:
        """The first question of the answer at a place that is not answered yet; None if there is none."""
        found = (entry.question for entry in self.entries(place, given) if entry.state is State.MISSING)
        return next(found, None)

    def _one_of(self, place: Place, union: OneOf, given: Any) -> Iterator[Entry]:
        tag = given.get(union.tag) if isinstance(given, Mapping) else None
        yield entry_of(self._tag(place, union), tag)
        member = union.members.get(str(tag))
        if member is not None:
            yield from self._group(place, member, given, union.tag)

    def _group(self, place: Place, model: type[BaseModel], given: Any, tag: str = "") -> Iterator[Entry]:
        first = FIRST.get(model) if given is None else None
        walk = replace(self, of_others=True) if model in PAID_BY_OTHERS else self
        for name in sorted(model.model_fields, key=lambda name: name != first):
            inner = field_place(model, name, place.path, place.about, place.open_path)
            if name == tag or marked(inner.info) is False or (given or {}).get(INSTEAD.get((model, name), "")):
                continue
            if name == "id" and given is not None and name in given:
                # A key is made of the first answer of its member, and never asked again.
                continue
            if (model, name) in ABSENT_SAYS:
                if given is not None and name not in given:
                    continue
                inner = replace(inner, open_path=place.open_path)
            if (model, name) in TITLES:
                inner = replace(inner, title=TITLES[model, name](given or {}))
            if place.rest is not None and inner.shape == Single(kind="percent", least=Decimal(0), most=Decimal(100)):
                inner = replace(inner, rest=place.rest)
            yield from walk.entries(inner, (given or {}).get(name))

    def _question(self, place: Place, **more: Any) -> Question:
        """A question at a place, with what its field says of it."""
        examples = [text for example in place.info.examples or () if (text := typed(example)) is not None]
        more = {"about": place.about, "open_path": place.open_path, "example": examples[0] if examples else ""} | more
        if place.title:
            more = {"title": place.title} | more
        return field_question(place.info, place.path, self.section, **more)

    def _tag(self, place: Place, union: OneOf) -> Question:
        default = getattr(place.default, union.tag, None)
        return self._question(
            place, kind=Kind.CHOICE, options=tuple(Option(*option) for option in union.options), example="",
            default=None if default is None else str(default), form=lambda tag: {union.tag: tag}, tag=union.tag,
        )  # fmt: skip

    def _line(self, place: Place) -> Question:
        """The question of one value, or of a list of single values on one line."""
        shape = place.shape
        if isinstance(shape, Many):
            return self._several(place, shape)
        more = self._kind(shape, place.of[1])
        usual = _EXAMPLES.get(more["kind"], "")
        example = {"example": usual} if usual and not _has_example(place) else {}
        default = place.rest if place.rest is not None else typed(place.default)
        return self._question(place, **{"default": default, **example, **more})

    def _kind(self, shape: Shape, name: str) -> dict[str, Any]:
        """Kind, options and form of a single value; a key, but one named `id`, names a party."""
        kind, options = kind_of(shape)
        if not isinstance(shape, Single):
            return {"kind": kind}
        if shape.kind == "key" and name != "id":
            kind, options = Kind.CHOICE, tuple(Option(*party) for party in self.parties.items())
        more: dict[str, Any] = {"kind": kind, "options": options}
        if shape.kind == "yes_no":
            more["form"] = lambda word: word == "yes"
        return more | ({"example": ""} if options else {})

    def _several(self, place: Place, many: Many) -> Question:
        kind = self._kind(many.member, place.of[1])
        single = Question(place.path, "", self.section, **{k: v for k, v in kind.items() if k != "form"})
        form = kind.get("form", lambda value: value)
        example = ", ".join(option.value for option in single.options[:2])
        if not example and not _has_example(place):
            example = _EXAMPLES.get(single.kind, "")
        end: dict[str, Any] = {}
        if not many.least and not many.optional:
            end = {"end": ((place.path, []),)}
        return self._question(
            place, kind=Kind.TEXT, form=lambda line: [form(read(single, piece)) for piece in pieces(single, line)],
            default=typed(place.default), **({"example": example} if example else {}), **end,
        )  # fmt: skip

    def _list(self, place: Place, many: Many, given: Any) -> Iterator[Entry]:
        members = [member for member in given or () if member is not None]
        for number, member in enumerate(members, 1):
            key = member.get("id") if isinstance(member, Mapping) else None
            path = f"{place.path}.{key}" if isinstance(key, str) else f"{place.path}[{number}]"
            inner = self._member(
                place, many, path, _join(place.about, _name(many.member, member) or self._number(place, number))
            )
            if place.of == PARTS and number > 1:
                inner = replace(inner, rest=rest(weights(members)))
            yield from self.entries(inner, member)
        if len(members) >= (many.most or MOST_MEMBERS) or (place.of == PARTS and not goes_on(members)):
            return
        question = self._another(place, many, members)
        if question is not None:
            adds = given is None or (given and given[-1] is None) or len(members) < many.least or place.of == PARTS
            yield Entry(question, State.MISSING if adds else State.ENDED)

    def _number(self, place: Place, number: int) -> str:
        return f"{place.info.title or place.of[1]}, no. {number}"

    def _member(self, place: Place, many: Many, path: str, about: str) -> Place:
        return replace(place, path=path, shape=many.member, about=about, title="", default=PydanticUndefined, rest=None)

    def _another(self, place: Place, many: Many, members: Sequence[Any]) -> Question | None:
        """The first question of a new member."""
        number = len(members) + 1
        at = f"{place.path}[{number}]"
        has_id = _has_id(many.member)
        inner = self._member(place, many, at, _join(place.about, self._number(place, number)))
        question = self.first(inner, {"id": "new"} if has_id else None)
        if question is None:
            return None
        way, form, text = steps((question.at or question.path).removeprefix(at)), question.form, question.kind
        taken = [str(member.get("id")) for member in members if isinstance(member, Mapping)]

        def member_of(answer: Any) -> object:
            made = nested(way, form(answer))
            if not has_id or not isinstance(made, dict):
                return made
            words = str(answer) if text is Kind.TEXT else f"{place.of[1]} {number}"
            return {"id": key_of(words, taken), **made}

        may_end = number > many.least
        question = replace(
            question, at=at, form=member_of, default=None if may_end else question.default,
            end=() if may_end else None, listed=place.path, open_path=place.open_path,
        )  # fmt: skip
        return _part_of_blend(question) if place.of == PARTS else question

    def _table(self, place: Place, table: Table, given: Any) -> Iterator[Entry]:
        keys = self._keys(place, table, given)
        if keys is None or (table.key.kind != "key" and not table.key.options):
            yield entry_of(self._which(place, table), None if keys is None else list(keys))
        if keys is None:
            return
        missing = [key for key in keys if (given or {}).get(key) is None]
        for key, name in keys.items():
            path, value = f"{place.path}.{key}", (given or {}).get(key)
            row = replace(
                place, path=path, shape=table.value, about=_join(place.about, name), default=PydanticUndefined,
                open_path=path if table.value.optional else place.open_path,
                rest=rest(given.values()) if place.of in WHOLES and len(missing) == 1 and given else None,
            )  # fmt: skip
            yield from self.entries(row, value)

    def _keys(self, place: Place, table: Table, given: Any) -> Mapping[str, str] | None:
        """The keys of a table with their names; None while they are to be asked for."""
        if table.key.kind == "key":
            without = self.lead if self.of_others or place.of in OF_OTHERS else None
            return {key: name for key, name in self.parties.items() if key != without}
        if table.key.options:
            mine = set(PartyKind) & {value for value, _ in table.key.options}
            return {value: said for value, said in table.key.options if value not in mine or value in self.kinds}
        return None if given is None else {str(key): str(key) for key in given}

    def _which(self, place: Place, table: Table) -> Question:
        """The question for the keys of a table, each of which is then asked for its value."""
        single = Question(place.path, "", self.section, kind=kind_of(table.key)[0])
        hint = "Several on one line, with commas between them; what holds for each is asked next."

        def rows(line: str) -> dict[str, None]:
            keys = [str(read(single, piece)) for piece in pieces(single, line)]
            if bad := [key for key in keys if re.search(r"[.\[\]]", key)]:
                raise ReplyFault(f'"{bad[0]}" cannot stand here: write it without points and brackets.')
            return dict.fromkeys(keys)

        year = table.key.kind == "integer"
        return self._question(
            place, kind=Kind.TEXT, form=rows, title=f"{place.info.title}: for which {'years' if year else 'entries'}",
            help=f"{place.info.description or ''} {hint}".strip(), example="2027, 2028" if year else "",
            open_path=place.open_path if place.open_path != place.path else None,
            end=((place.path, {}),) if place.default == {} else None,
        )  # fmt: skip


def _part_of_blend(question: Question) -> Question:
    """The first question of a part of a blend, which needs no measure; it has no mark of being unfinished."""
    made = question.form
    return replace(
        question, options=(*question.options, EQUALLY), listed="", end=None, default=None, title="What it follows",
        help="A blend shares one part of the cost by one measure and another part by another, each with a weight.",
        form=lambda of: {} if of == EQUALLY.value else made(of),
    )  # fmt: skip


def _has_id(shape: Shape) -> bool:
    models: Iterator[type[BaseModel]] = iter(())
    match shape:
        case Group(model=model):
            models = iter((model,))
        case OneOf(members=members):
            models = iter(members.values())
    return any("id" in model.model_fields for model in models)


def _has_example(place: Place) -> bool:
    return any(typed(example) is not None for example in place.info.examples or ())


def _name(shape: Shape, member: object) -> str:
    """What a member of a list is called: its first line of text that may not be missing and is not its key."""
    model = shape.model if isinstance(shape, Group) else None
    if isinstance(shape, OneOf) and isinstance(member, Mapping):
        model = shape.members.get(str(member.get(shape.tag)))
    texts = [] if model is None else [name for name, field in fields_of(model).items() if field == Single()]
    names = (member.get(name) for name in texts) if isinstance(member, Mapping) else ()
    return next((name for name in names if isinstance(name, str)), "")


def _join(about: str, name: str) -> str:
    return f"{about}, {name}" if about else name
