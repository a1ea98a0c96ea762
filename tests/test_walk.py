"""Any model asks itself: every answer in turn, none twice, and what comes of it is valid."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Annotated, Any, Literal, Union

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, Field, ValidationError, create_model

from agreement_builder.answers.base import (
    ASKED,
    NOT_ASKED,
    Answer,
    Choice,
    Dollars,
    Key,
    Line,
    MonthDay,
    Percent,
    Quantity,
)
from agreement_builder.answers.faults import findings
from agreement_builder.answers.inactive import lift_inactive
from agreement_builder.answers.load import drop_unfinished, lift_open, parse_answers
from agreement_builder.answers.model import Answers
from agreement_builder.answers.paths import models_of
from agreement_builder.answers.shape import Group, Many, Shape, Single, options_at, shape_at
from agreement_builder.answers.vocabulary import GROUPS
from agreement_builder.errors import AnswersRefusal
from agreement_builder.interview.entry import State
from agreement_builder.interview.needs import Needs
from agreement_builder.interview.place import field_place
from agreement_builder.interview.question import Kind, Question, Section
from agreement_builder.interview.questions import Asking, _fields
from agreement_builder.interview.reply import ReplyFault, read_reply
from agreement_builder.interview.suppose import Supposing
from agreement_builder.interview.walk import Walk
from agreement_builder.interview.written import written
from agreement_builder.yamltext import Yaml, read_yaml

SECTION = Section("A part", 1, 1)
PARTIES = {"bolton": "Town of Bolton", "andover": "Town of Andover", "norwich": "City of Norwich"}
MOST_QUESTIONS = 3000


class Color(Choice):
    """A closed choice."""

    RED = "red", "the first"
    GREEN = "green", "the second"


class Free(Answer):
    """A party may leave at any fiscal year's end."""

    rule: Literal["free"]


class Window(Answer):
    """Notice is given in stated months."""

    rule: Literal["window"]
    months: tuple[int, ...] = Field(min_length=1, title="Months", description="1 to 12.", examples=[[12]])
    every: int = Field(default=1, ge=1, le=10, title="Every so many years", description="1: every year.")
    hidden: int = Field(default=7, title="Hidden", description="Not asked.", json_schema_extra=NOT_ASKED)


class Stage(Answer):
    """What follows late payment after a number of days."""

    id: Key = Field(title="Key", description="The key of the stage.")
    what: Line = Field(title="What follows", description="In words.")
    days: int = Field(ge=1, le=90, title="After days", description="Days.", examples=[30])
    rule: Annotated[Free | Window, Field(discriminator="rule")] | None = Field(
        default=None, title="Rule", description="A rule."
    )


class Sample(Answer):
    """A group with an answer of every shape."""

    leave: Annotated[Free | Window, Field(discriminator="rule")] | None = Field(
        default=None, title="Leaving", description="When a party may leave."
    )
    stages: tuple[Stage, ...] = Field(default=(), title="Stages", description="What follows late payment.")
    seats: dict[Key, int | None] | None = Field(default=None, title="Seats", description="Of each party.")
    by_year: dict[int, Percent] | None = Field(default=None, title="Self-funded", description="By fiscal year.")
    due: tuple[MonthDay, ...] | None = Field(default=None, title="Due dates", description="Days of the year.")
    chair: Key | None = Field(default=None, title="Chair", description="The party that has the chair.")
    casts: bool | None = Field(default=None, title="Casting vote", description="Whether the chair has one.")


def raw(text: str) -> dict[str, Any]:
    value = read_yaml(text, "answers", AnswersRefusal).value
    lift_inactive(value)
    return value if isinstance(value, dict) else {}


def next_of(model: type[BaseModel], name: str, text: str, lead: str | None = None) -> Question | None:
    """The next question of the field `name`, answered so far in the group `g` of the text."""
    data = raw(text)
    walk = Walk(SECTION, PARTIES, {"town", "city"}, lead)
    return walk.first(field_place(model, name, "g"), (data.get("g") or {}).get(name))


def value_of(text: str, name: str) -> Any:
    """The answer to the field as the program reads it."""
    data = raw(text)
    lift_open(data)
    drop_unfinished(data)
    return (data.get("g") or {}).get(name)


def answer(model: type[BaseModel], name: str, *lines: str) -> tuple[str, list[Question]]:
    """The text and the questions when the lines are typed in turn."""
    text, asked = "", []
    for line in lines:
        question = next_of(model, name, text)
        assert question is not None, line
        asked.append(question)
        usual = question.default if question.default is not None else "!" if question.may_be_open else ""
        text = written(text, question, line or usual)
    assert next_of(model, name, text) is None
    return text, asked


def test_a_union_asks_for_its_tag_with_the_first_lines_of_its_members_and_then_for_what_that_member_needs() -> None:
    text, asked = answer(Sample, "leave", "window", "11, 12", "")
    assert [(o.value, o.meaning) for o in asked[0].options] == [
        ("free", "a party may leave at any fiscal year's end"),
        ("window", "notice is given in stated months"),
    ]
    assert [question.path for question in asked] == ["g.leave", "g.leave.months", "g.leave.every"]
    assert [question.tag for question in asked] == ["rule", "", ""]
    assert [question.open_path for question in asked] == ["g.leave", "g.leave", "g.leave"]
    assert asked[2].default == "1"
    assert value_of(text, "leave") == {"rule": "window", "months": [11, 12], "every": 1}


def test_a_list_is_asked_member_by_member_and_gives_each_a_key() -> None:
    text, asked = answer(Sample, "stages", "Interest", "30", "free", "Loss of vote", "60", "free", "")
    stages = value_of(text, "stages")
    assert [stage["id"] for stage in stages] == ["interest", "loss_of_vote"]
    assert "null" not in text
    assert [question.path for question in asked][:5] == [
        "g.stages[1].what", "g.stages.interest.days", "g.stages.interest.rule", "g.stages[2].what",
        "g.stages.loss_of_vote.days",
    ]  # fmt: skip
    assert (asked[0].about, asked[1].about) == ("Stages, no. 1", "Interest")


def test_a_list_may_have_no_member() -> None:
    text, asked = answer(Sample, "stages", "")
    assert value_of(text, "stages") == []
    assert asked[0].end == ()


def test_an_unfinished_list_goes_on_and_is_read_without_its_empty_member() -> None:
    first = next_of(Sample, "stages", "")
    assert first is not None
    text = written("", first, "Interest")
    assert text.endswith("  stages:\n    - id: interest\n      what: Interest\n    - null\n")
    assert value_of(text, "stages") == [{"id": "interest", "what": "Interest"}]
    whole = "service: {kind: dispatch, measures: [{measure: a}, null]}\nparties:\n"
    file = parse_answers(whole + "".join(f"- {{id: {k}, name: Town of {k}, kind: town}}\n" for k in "ab"))
    assert len(file.answers.service.measures or ()) == 1


def test_a_table_by_party_asks_one_figure_of_each_and_each_may_be_left_open() -> None:
    text, asked = answer(Sample, "seats", "2", "!the clerk", "1")
    assert [question.about for question in asked] == list(PARTIES.values())
    assert [question.may_be_open for question in asked] == [True] * 3
    assert value_of(text, "seats") == {"bolton": 2, "andover": None, "norwich": 1}


def test_a_table_by_year_asks_for_the_years_and_then_for_each() -> None:
    text, asked = answer(Sample, "by_year", "2027, 2028", "20%", "40")
    assert [question.about for question in asked] == ["", "2027", "2028"]
    assert value_of(text, "by_year") == {"2027": 20, "2028": 40}
    assert Sample.model_validate({"by_year": value_of(text, "by_year")}).by_year == {2027: 20, 2028: 40}


def test_single_values_are_read_as_people_type_them() -> None:
    assert value_of(answer(Sample, "due", "12-01, 03-15")[0], "due") == ["12-01", "03-15"]
    assert value_of(answer(Sample, "chair", "andover")[0], "chair") == "andover"
    assert value_of(answer(Sample, "casts", "n")[0], "casts") is False


@pytest.mark.parametrize("line", ["12-01", "12/1", "December 1", "dec 1"])
def test_a_day_of_every_year_is_read_as_people_type_it(line: str) -> None:
    assert read_reply(Question("g.day", "Day", SECTION, kind=Kind.MONTH_DAY), line) == "12-01"


@pytest.mark.parametrize("line", ["02-29", "13-01", "2027-12-01", "12/1/2027", "soon"])
def test_what_is_no_day_of_every_year_is_refused(line: str) -> None:
    with pytest.raises(ReplyFault, match="a day of every year"):
        read_reply(Question("g.day", "Day", SECTION, kind=Kind.MONTH_DAY), line)


def test_a_group_begun_is_whole_with_stand_ins_for_what_it_needs() -> None:
    supposing = Supposing(list(PARTIES))
    given = {"leave": {"rule": "window"}, "stages": [{"what": "Interest"}], "seats": {"bolton": 1}, "by_year": None}
    whole = supposing.whole(shape_of_model(Sample), given, ("g",))
    sample = Sample.model_validate(whole)
    assert sample.seats == {"bolton": 1, "andover": None, "norwich": None}
    assert ("g", "leave", "months", 0) in supposing.stood
    assert ("g", "stages", 0, "days") in supposing.stood


def shape_of_model(model: type[BaseModel]) -> Shape:
    return Group(model=model)


def needing(**given: frozenset[str]) -> Asking:
    """What is asked of when the draft needs and reads these paths, and nothing is answered."""
    empty: frozenset[str] = frozenset()
    return Asking({}, Needs(**{"missing": empty, "read": empty, **given}, **REST), SECTION)  # type: ignore[arg-type]


def fields_asked(asking: Asking, group: str, model: type[BaseModel]) -> Question | None:
    """The first question of a group that is not answered."""
    return next((entry.question for entry in _fields(asking, group, model) if entry.state is State.MISSING), None)


REST: Mapping[str, Any] = {
    "deciding": frozenset(), "of_parties": frozenset(), "notes": {}, "clauses": (), "choices": (), "suggested": (),
    "composition": None, "spoken": frozenset(),
}  # fmt: skip


class Marked(Answer):
    """A group whose answers have defaults."""

    leave: Annotated[Free | Window, Field(discriminator="rule")] = Field(
        default=Free(rule="free"), title="Leaving", description="When.", json_schema_extra=ASKED
    )
    stay: Annotated[Free | Window, Field(discriminator="rule")] = Field(
        default=Free(rule="free"), title="Staying", description="When."
    )


def test_an_answer_with_a_default_is_asked_only_if_it_is_marked_and_the_draft_reads_it() -> None:
    read = frozenset({"g.leave.rule", "g.stay.rule"})
    question = fields_asked(needing(read=read), "g", Marked)
    assert question is not None
    assert (question.path, question.default, question.open_path) == ("g.leave", "free", None)
    assert fields_asked(needing(read=frozenset({"g.stay.rule"})), "g", Marked) is None
    assert fields_asked(needing(), "g", Marked) is None


def test_a_nested_answer_is_asked_where_the_draft_lacks_it_or_something_within_it() -> None:
    for lacking in ("g.leave", "g.leave.rule", "g.stages[1].days"):
        question = fields_asked(needing(missing=frozenset({lacking})), "g", Sample)
        assert question is not None
        assert question.path == ("g.stages[1].what" if "stages" in lacking else "g.leave")


class Parted(Answer):
    """A group with a part."""

    part: Sample = Field(default_factory=Sample, title="Part", description="A part.")


def test_of_a_part_of_a_group_only_what_the_draft_lacks_is_asked() -> None:
    assert fields_asked(needing(), "g", Parted) is None
    question = fields_asked(needing(missing=frozenset({"g.part.chair"})), "g", Parted)
    assert question is not None
    assert (question.path, question.open_path) == ("g.part.chair", "g.part.chair")


# Faults of nested answers


class Nothing(Answer):
    """Nothing."""

    method: Literal["nothing"]


class Amounts(Answer):
    """Stated amounts."""

    method: Literal["amounts"]
    amounts: dict[Key, int] = Field(title="Amounts", description="By party.")
    more: int = Field(default=0, title="More", description="A figure.")


class Faulty(Sample):
    """A group with a member whose tag is the name of one of its answers."""

    same: Annotated[Nothing | Amounts, Field(discriminator="method")] | None = Field(
        default=None, title="Same", description="A union."
    )


FAULTS: Mapping[str, tuple[object, str, str, str]] = {
    "an unknown tag": ({"leave": {"rule": "windwo"}}, "answer-choice", "leave", 'Did you mean "window"? Write rule: '
                       "followed by one of: free (a party may leave at any fiscal year's end); window (notice is "
                       "given in stated months)."),
    "no tag": ({"leave": {"months": [1]}}, "answer-choice", "leave", "Write rule: followed by one of: free ("),
    "a missing answer of a member": ({"leave": {"rule": "window"}}, "answer-missing", "leave.months", "leave.months"),
    "an unknown answer of a member": ({"leave": {"rule": "window", "months": [1], "evry": 2}}, "answer-unknown",
                                      "leave.evry", 'Did you mean "every"?'),
    "an answer of another member": ({"leave": {"rule": "free", "months": [1]}}, "answer-unknown", "leave.months",
                                    "rule"),
    "a tag within a list": ({"stages": [{"id": "a", "what": "b", "days": 1, "rule": {"rule": "x"}}]}, "answer-choice",
                            "stages.a.rule", "free (a party may leave"),
    "an answer within a union within a list": (
        {"stages": [{"id": "a", "what": "b", "days": 1, "rule": {"rule": "window", "months": [1], "every": "x"}}]},
        "answer-type", "stages.a.rule.every", "Write figures alone"),
    "a figure by year": ({"by_year": {"2027": "much"}}, "answer-type", "by_year.2027", ""),
    "no day": ({"due": ["12-01", "02-30"]}, "answer-value", "due[2]", ""),
    "a key in capitals": ({"seats": {"Bolton": 1}}, "answer-value", "seats.Bolton", ""),
    "a member with the name of its tag": ({"same": {"method": "amounts", "amounts": {"a": 1}, "more": "x"}},
                                          "answer-type", "same.more", ""),
}  # fmt: skip


@pytest.mark.parametrize(("data", "rule", "path", "hint"), FAULTS.values(), ids=FAULTS)
def test_a_fault_within_a_nested_answer_is_told_at_its_place(data: Any, rule: str, path: str, hint: str) -> None:
    with pytest.raises(ValidationError) as caught:
        Faulty.model_validate(data)
    (finding,) = findings(caught.value, Faulty, Yaml(data), "f.yaml")
    assert (finding.rule, finding.where.field) == (rule, path)
    assert hint in finding.hint
    assert "x" not in finding.message.replace('"x"', "").split()


def test_the_options_of_any_choice_or_union_are_found_by_path() -> None:
    assert [value for value, _ in options_at(Sample, "leave")] == ["free", "window"]
    assert [value for value, _ in options_at(Sample, "stages[2].rule.rule")] == ["free", "window"]
    assert [value for value, _ in options_at(Answers, "funding.shares.parts[1].measure.of")][:1] == ["population"]
    assert options_at(Answers, "funding.first_budget") == ()
    assert options_at(Answers, "funding.nothing.here") == ()


# Any model

_LEAVES: tuple[Any, ...] = (
    Annotated[int, Field(ge=2, le=9)], Line, bool, dt.date, Dollars, Percent, Quantity, Key, MonthDay, Color,
)  # fmt: skip


@st.composite
def models(draw: st.DrawFn, depth: int, prefix: str = "f", **tag: Any) -> type[BaseModel]:
    """A model of one to three answers, which nests at most `depth` deep; `tag` is the field of a union."""
    fields: dict[str, Any] = dict(tag)
    for number in range(draw(st.integers(1, 3 if depth > 1 else 2))):
        fields[f"{prefix}{number}"] = draw(fields_within(depth))
    if draw(st.booleans()) and not tag:
        fields["id"] = (Key, Field(title="Key", description="Key."))
    name = f"M{draw(st.integers(0, 10**9))}"
    return create_model(name, __base__=Answer, __doc__=f"The model {name}.", **fields)


@st.composite
def annotations(draw: st.DrawFn, depth: int) -> Any:
    kind = draw(st.sampled_from(["leaf", "leaf", "group", "union", "list", "lines", "parties", "years", "colors"]))
    if depth == 0 or kind == "leaf":
        return draw(st.sampled_from(_LEAVES))
    if kind == "group":
        return draw(models(depth - 1))
    if kind == "union":
        tags = ["a", "b", "c"][: draw(st.integers(2, 3))]
        members = [draw(models(depth - 1, tag, rule=(Literal[tag], ...))) for tag in tags]
        return Annotated[Union[tuple(members)], Field(discriminator="rule")]  # noqa: UP007
    if kind == "lines":
        return Annotated[
            tuple[draw(st.sampled_from(_LEAVES)), ...], Field(min_length=draw(st.integers(0, 1)), max_length=3)
        ]
    inner = draw(annotations(depth - 1))
    if kind == "list":
        inner = draw(st.sampled_from([draw(models(depth - 1)), inner]))
        return Annotated[tuple[inner, ...], Field(min_length=draw(st.integers(0, 2)), max_length=4)]
    key: Any = Key if kind == "parties" else int if kind == "years" else Color
    return dict[key, draw(st.sampled_from([inner, inner | None]))]  # type: ignore[misc]


@st.composite
def fields_within(draw: st.DrawFn, depth: int) -> tuple[Any, Any]:
    annotation = draw(annotations(depth))
    told: dict[str, Any] = {"title": "Title", "description": "Help."}
    match draw(st.sampled_from(["required", "optional", "default"])):
        case "optional":
            return annotation | None, Field(default=None, **told)
        case "default" if annotation is Color:
            return annotation, Field(default=Color.GREEN, **told)
        case "default" if annotation is Percent:
            return annotation, Field(default=Decimal("2.5"), **told)
        case "default" if annotation is bool:
            return annotation, Field(default=False, json_schema_extra=draw(st.sampled_from([None, NOT_ASKED])), **told)
    return annotation, Field(**told)


def legal(question: Question, shape: Shape | None, choose: Callable[[list[str]], str]) -> str:
    """A line that answers the question, of those that are legal."""
    lines = [question.default] if question.default is not None else []
    lines += [""] if question.end is not None else []
    lines += ["!later"] if question.open_path is not None else []
    if question.options:
        return choose([*lines, *(option.value for option in question.options)])
    figure = "3"
    if isinstance(shape, Single) and shape.least is not None and shape.least > 3:
        figure = format(shape.least, "f")
    plain = {Kind.TEXT: "some_words", Kind.DATE: "2027-07-01", Kind.MONTH_DAY: "12-01"}.get(question.kind, figure)
    plain = question.example or plain
    plain = ", ".join([plain] * shape.least) if isinstance(shape, Many) and shape.least > 1 else plain
    return choose([*lines, plain, plain])


def answered(model: type[BaseModel], name: str, choose: Callable[[list[str]], str]) -> str:
    """The text when everything within a field is asked for and answered."""
    text, asked = "", set()
    for _ in range(MOST_QUESTIONS):
        question = next_of(model, name, text, "bolton")
        if question is None:
            return text
        assert question.path not in asked
        asked.add(question.path)
        shape = shape_at(model, question.path.removeprefix("g."))
        line = legal(question, shape, choose)
        try:
            text = written(text, question, line)
        except ReplyFault:
            # A list that holds answers is ended instead of being left open.
            assert (line[:1], question.end) == ("!", ())
            text = written(text, question, "")
    raise AssertionError("the questions do not end")


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_answering_all_of_any_model_ends_in_valid_answers_and_asks_nothing_twice(data: st.DataObject) -> None:
    model = data.draw(models(3))
    optional = create_model("Top", __base__=Answer, top=(model | None, Field(default=None, title="Top")))
    text = answered(optional, "top", lambda lines: data.draw(st.sampled_from(lines)))
    optional.model_validate({"top": value_of(text, "top")})


NESTED = [
    (model, name)
    for group in GROUPS
    for model in models_of(Answers.model_fields[group].annotation)
    for name in model.model_fields
]


@pytest.mark.parametrize(("model", "name"), NESTED, ids=[f"{m.__name__}.{n}" for m, n in NESTED])
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_every_answer_asks_itself(model: type[BaseModel], name: str, data: st.DataObject) -> None:
    text = answered(model, name, lambda lines: data.draw(st.sampled_from(lines)))
    info = model.model_fields[name]
    alone = create_model("Alone", __base__=Answer, **{name: (info.annotation, info)})  # type: ignore[call-overload]
    value = value_of(text, name)
    alone.model_validate({name: value} if value is not None or not info.default else {})
