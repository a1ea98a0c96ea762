"""Random changes of the data of an answers file: each takes the data, a source of chance and the draft it gives.

A change returns whether it changed anything; whether the rules of the answers take the result is for the caller to
see. Values are drawn from the shapes of the model, so that every option of every choice may come up.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from random import Random
from typing import Any

from pydantic import BaseModel

from agreement_builder.answers.load import left_note
from agreement_builder.answers.model import Answers
from agreement_builder.answers.shape import Group, Many, OneOf, Shape, Single, Table, fields_of
from agreement_builder.drafting import Draft
from agreement_builder.library.clause import Status
from tests.casts import shares_of

Raw = dict[str, Any]
TERMS = ("management", "funding", "governance", "term", "leaving", "risk")
WORDS = ("north", "joint", "the records of the office", "A & B <C>", "“quoted” words", "[brackets]", "Ünïted")
NEW_TOWNS = ("Chaplin", "Hampton", "Scotland")


# Places


def places(shape: Shape, value: object, holder: Any, key: Any) -> Iterator[tuple[Any, Any, Shape]]:
    """Every place of an answer: what holds it, by which key or position, and its shape."""
    if holder is not None:
        yield holder, key, shape
    if left_note(value) is not None:
        return
    match shape:
        case Group(model=model) if isinstance(value, dict):
            yield from _fields(model, value)
        case OneOf(tag=tag, members=members) if isinstance(value, dict) and str(value.get(tag)) in members:
            yield from (place for place in _fields(members[str(value[tag])], value) if place[1] != tag)
        case Many(member=member) if isinstance(value, list):
            for position, inner in enumerate(value):
                yield from places(member, inner, value, position)
        case Table(value=inner) if isinstance(value, dict):
            for name in value:
                yield from places(inner, value[name], value, name)


def _fields(model: type[BaseModel], value: Raw) -> Iterator[tuple[Any, Any, Shape]]:
    for name, shape in fields_of(model).items():
        yield from places(shape, value.get(name), value, name)


def term_places(raw: Raw) -> list[tuple[Any, Any, Shape]]:
    """The places of all terms that the model knows."""
    shapes = fields_of(Answers)
    return [
        place for group in TERMS for place in places(shapes[group], raw.setdefault(group, {}), None, None)
    ]  # fmt: skip


# Values


def value_of(shape: Shape, rng: Random, keys: list[str]) -> Any:
    """A value of a shape, of which the rules beyond the shape may still say no."""
    match shape:
        case Single():
            return _single(shape, rng, keys)
        case Group(model=model):
            return _group(model, rng, keys)
        case OneOf(tag=tag, members=members):
            name = rng.choice(list(members))
            return {tag: name} | {k: v for k, v in _group(members[name], rng, keys).items() if k != tag}
        case Many(member=member, least=least):
            return [value_of(member, rng, keys) for _ in range(max(least, rng.randint(0, 2)))]
        case Table(key=key, value=inner):
            names = keys if key.kind == "key" else [_single(key, rng, keys) for _ in range(2)]
            return {str(name): value_of(inner, rng, keys) for name in names}


def _group(model: type[BaseModel], rng: Random, keys: list[str]) -> Raw:
    return {
        name: value_of(shape, rng, keys)
        for name, shape in fields_of(model).items()
        if model.model_fields[name].is_required() or rng.random() < 0.3
    }


def _single(shape: Single, rng: Random, keys: list[str]) -> Any:
    least = int(shape.least) if shape.least is not None else 1
    most = int(shape.most) if shape.most is not None else least + 60
    match shape.kind:
        case "choice":
            return rng.choice(shape.options)[0]
        case "integer":
            return rng.randint(least, most)
        case "number" | "dollars" | "percent":
            return str(rng.choice([rng.randint(least, most), Decimal(rng.randint(least * 100, most * 100)) / 100]))
        case "date":
            return f"{rng.randint(2027, 2032)}-{rng.choice(['07-01', '06-30', '12-31'])}"
        case "month_day":
            return f"{rng.randint(1, 12):02d}-{rng.choice([1, 15, 28]):02d}"
        case "yes_no":
            return rng.random() < 0.5
        case "key":
            return rng.choice(keys)
    return rng.choice(WORDS)


def keys_of(raw: Raw) -> list[str]:
    return [party["id"] for party in raw["parties"]]


# Terms


def an_option(raw: Raw, rng: Random, _: Draft) -> bool:
    """Another option of a closed choice, or another member of a union."""
    found = [place for place in term_places(raw) if isinstance(place[2], OneOf) or _chooses(place[2])]
    holder, key, shape = rng.choice(found)
    holder[key] = value_of(shape, rng, keys_of(raw))
    return True


def _chooses(shape: Shape) -> bool:
    return isinstance(shape, Single) and shape.kind in ("choice", "yes_no")


def a_figure(raw: Raw, rng: Random, _: Draft) -> bool:
    """Another number, amount, date or key where one stands."""
    found = [p for p in term_places(raw) if isinstance(p[2], Single) and not _chooses(p[2]) and _held(p) is not None]
    if not found:
        return False
    holder, key, shape = rng.choice(found)
    holder[key] = value_of(shape, rng, keys_of(raw))
    return True


def _held(place: tuple[Any, Any, Shape]) -> Any:
    holder, key, _ = place
    return holder.get(key) if isinstance(holder, dict) else holder[key]


def any_term(raw: Raw, rng: Random, _: Draft) -> bool:
    """Any answer of the terms given anew, however much it holds."""
    holder, key, shape = rng.choice(term_places(raw))
    holder[key] = value_of(shape, rng, keys_of(raw))
    return True


def left(raw: Raw, rng: Random, _: Draft) -> bool:
    """An answer taken away, left open or left to counsel."""
    found = [place for place in term_places(raw) if isinstance(place[0], dict) and _held(place) is not None]
    if not found:
        return False
    holder, key, _ = rng.choice(found)
    holder[key] = rng.choice([None, {"open": "the clerk knows"}, {"counsel": "the insurers differ"}])
    return True


def a_member(raw: Raw, rng: Random, _: Draft) -> bool:
    """One member more or less in a list, or its members in another order."""
    found = [place for place in term_places(raw) if isinstance(place[2], Many)]
    holder, key, shape = rng.choice(found)
    members = holder.get(key) if isinstance(holder, dict) else None
    if not isinstance(members, list) or left_note(members) is not None:
        members = holder[key] = []
    assert isinstance(shape, Many)
    match rng.randrange(3):
        case 0:
            members.insert(rng.randint(0, len(members)), value_of(shape.member, rng, keys_of(raw)))
        case 1 if members:
            del members[rng.randrange(len(members))]
        case _:
            rng.shuffle(members)
    return True


# Money


def a_method(raw: Raw, rng: Random, _: Draft) -> bool:
    """Another method by which the cost is shared."""
    members = fields_of(fields_of(Answers)["funding"].model)["shares"].members  # type: ignore[union-attr]
    raw.setdefault("funding", {})["shares"] = shares_of(rng.choice(list(members)), keys_of(raw))
    return True


def a_cost(raw: Raw, rng: Random, _: Draft) -> bool:
    """A cost of its own more or less."""
    lines = raw.setdefault("funding", {}).setdefault("lines", [])
    if lines and rng.random() < 0.4:
        del lines[rng.randrange(len(lines))]
        return True
    name = rng.choice(["garage", "closing", "radios"])
    shares = shares_of(rng.choice(["equal", "fixed", "measure", "amounts"]), keys_of(raw))
    line = {"id": f"{name}_{len(lines)}", "name": f"Cost of the {name}", "nature": rng.choice(["rent", "closing"])}
    lines.insert(rng.randint(0, len(lines)), {**line, "covers": f"the use of the {name}", "shares": shares})
    return True


# Parties


def a_new_party(raw: Raw, rng: Random, _: Draft) -> bool:
    name = rng.choice(NEW_TOWNS)
    if any(party["id"] == name.lower() for party in raw["parties"]):
        return False
    model = rng.choice(raw["parties"])["id"]
    party = {"id": name.lower(), "name": f"Town of {name}", "kind": "town", "legislative_body": "town_meeting"}
    party |= {"chief_executive": "First Selectman"} if rng.random() < 0.7 else {}
    raw["parties"].insert(rng.randint(0, len(raw["parties"])), party)
    _replace(raw, model, [model, name.lower()])
    return True


def a_party_less(raw: Raw, rng: Random, _: Draft) -> bool:
    if len(raw["parties"]) < 3:
        return False
    gone = raw["parties"].pop(rng.randrange(len(raw["parties"])))["id"]
    _replace(raw, gone, [])
    return True


def _replace(value: Any, key: str, keys: list[str]) -> None:
    """Put these keys of parties in the place of one, in tables and in lists."""
    if isinstance(value, dict):
        if key in value:
            found = {k: v for name, inner in value.items() for k, v in (
                dict.fromkeys(keys, inner).items() if name == key else [(name, inner)])}  # fmt: skip
            value.clear()
            value |= found
        for inner in value.values():
            _replace(inner, key, keys)
    elif isinstance(value, list):
        if key in value:
            value[:] = [k for name in value for k in (keys if name == key else [name])]
        for inner in value:
            _replace(inner, key, keys)


def another_name(raw: Raw, rng: Random, _: Draft) -> bool:
    party = rng.choice(raw["parties"])
    party["name"] = rng.choice([f"{party['name']} and Village", "Town of A & B <C>", f"Greater {party['name']}"])
    return True


def another_order(raw: Raw, rng: Random, _: Draft) -> bool:
    rng.shuffle(raw["parties"])
    return True


def about_a_party(raw: Raw, rng: Random, _: Draft) -> bool:
    party = rng.choice(raw["parties"])
    name = rng.choice(["address", "chief_executive", "ratified_by", "legislative_body"])
    shape = fields_of(fields_of(Answers)["parties"].member.model)[name]  # type: ignore[union-attr]
    party[name] = rng.choice([value_of(shape, rng, keys_of(raw)), {"open": "the clerk knows"}])
    return True


# The service, its measures, and what single clauses ask


def the_service(raw: Raw, rng: Random, _: Draft) -> bool:
    shape = fields_of(fields_of(Answers)["service"].model)["kind"]  # type: ignore[union-attr]
    match rng.randrange(5):
        case 0:
            raw["service"]["kind"] = value_of(shape, rng, [])
            raw["service"].setdefault("description", "The work of the office.")
        case 1:
            raw["service"]["description"] = "\n\n".join(rng.sample(WORDS, 3))
        case _:
            raw["service"]["name"] = rng.choice(["Shared Work", "Joint Services & Records", "Office of the North"])
    return True


def a_measure(raw: Raw, rng: Random, _: Draft) -> bool:
    measures = raw["service"].setdefault("measures", [])
    if measures and rng.random() < 0.5:
        del measures[rng.randrange(len(measures))]
    else:
        measures.insert(rng.randint(0, len(measures)), {"measure": f"Counts of {rng.choice(WORDS)}"})
    return True


def a_blank(raw: Raw, rng: Random, now: Draft) -> bool:
    """A blank of a clause filled, or one that is filled left open."""
    values = raw.setdefault("blanks", {})
    specs = {
        (one.slot.topic, name): spec
        for one in now.composition.chosen
        if one.clause is not None
        for name, spec in one.clause.meta.blanks.items()
    }
    if not specs:
        return False
    (topic, name), spec = rng.choice(list(specs.items()))
    least = spec.min if spec.min is not None else 1
    value: object = {"text": rng.choice(WORDS), "date": "2028-01-31"}.get(
        str(spec.type), int(least) + rng.randint(0, 9)
    )
    values.setdefault(topic, {})[name] = rng.choice([value, value, {"open": "the clerk knows"}])
    return True


def a_choice(raw: Raw, rng: Random, now: Draft) -> bool:
    """Another option of a choice of the library."""
    choices: Mapping[str, Any] = now.library.choices
    kind = now.file.answers.service.kind
    asked = [choice.id for file in now.library.service(kind) for choice in file.choices]
    name = rng.choice(asked or sorted(choices))
    option = rng.choice([*choices[name].options, None])
    raw.setdefault("choices", {})[name] = option if option is not None else {"counsel": "for the board"}
    return True


def a_clause_by_hand(raw: Raw, rng: Random, now: Draft) -> bool:
    """Another alternative for a topic, whatever the facts say."""
    taken = {one.slot.topic for one in now.composition.chosen}
    topics = {
        topic: [c for c in group if c.meta.status is not Status.RETIRED]
        for topic, group in now.library.topics.items()
        if topic in taken and len(group) > 1
    }
    topic = rng.choice(sorted(topics))
    use = rng.choice(topics[topic]).id
    raw.setdefault("clauses", {})[topic] = {"use": use, "reason": "Counsel prefers it."}
    return True


CHANGES = (
    an_option, an_option, a_figure, a_figure, any_term, left, a_member, a_method, a_cost, a_new_party, a_party_less,
    another_name, another_order, about_a_party, the_service, a_measure, a_blank, a_blank, a_choice, a_clause_by_hand,
)  # fmt: skip
"""All of them; what is commoner in life stands twice."""
