"""What single fields ask otherwise than their annotation tells: each exception with its reason.

Every other question follows from the models (`walk`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from pydantic import BaseModel

from agreement_builder.answers.measure import Measure, MeasureKind
from agreement_builder.answers.pricing import Amounts, CostPlus, KeptFees, Rate, Stepped
from agreement_builder.answers.sharing import Blend, BlendPart, Fixed
from agreement_builder.interview.question import Option

Field = tuple[type[BaseModel] | None, str]
"""A field of a model."""

LEAST_PARTS = 2

WHOLES: frozenset[Field] = frozenset({(Fixed, "percents")})
"""Tables of percentages that add up to 100, so that the last is what the others leave."""

OF_OTHERS: frozenset[Field] = frozenset(
    {(Amounts, "amounts"), (Stepped, "amounts"), (CostPlus, "costs"), (KeptFees, "collected")}
)
"""Tables in which the lead agency has no figure, since the others pay it."""

PAID_BY_OTHERS: frozenset[type[BaseModel]] = frozenset({Rate})
"""Models all of whose tables are of those that pay the lead agency."""

INSTEAD: Mapping[Field, str] = {(Measure, "values"): "years"}
"""Fields that are needed unless another field of the model is answered, which stands in their place."""

PARTS: Field = (Blend, "parts")
"""The list whose weights add up to 100: it goes on until they do."""

FIRST: Mapping[type[BaseModel], str] = {BlendPart: "measure"}
"""The field of a model that is asked first, where it is not the first field."""

ABSENT_SAYS: frozenset[Field] = frozenset({(BlendPart, "measure")})
"""Fields whose absence from a group that has been begun is an answer: a part without a measure is shared equally."""

EQUALLY = Option("equally", "nothing: this part is shared equally")
"""What the first question of a part offers beside the measures."""

TITLES: Mapping[Field, Callable[[Mapping[str, Any]], str]] = {
    # The question of one party; the field's title is that of the whole table.
    (Fixed, "percents"): lambda _: "Percentage of the cost that it pays",
    (Amounts, "amounts"): lambda _: "Amount that it pays in the first fiscal year, in dollars",
    (Measure, "values"): lambda group: next(
        (kind.meaning for kind in MeasureKind if kind == group.get("of")), "Figure of the party"
    ),
}
"""Titles of the rows of a table, made of the group in which it stands."""


def rest(given: Iterable[object]) -> str | None:
    """What figures leave of 100 percent, as it would be typed; None where they leave nothing."""
    left = 100 - total(given)
    return format(left, "f") if left > 0 else None


def total(given: Iterable[object]) -> Decimal:
    """The sum of figures as they are written; what is no figure, which the models will refuse, counts as 0."""
    return sum((_number(value) for value in given), Decimal(0))


def _number(value: object) -> Decimal:
    try:
        number = Decimal(str(value).strip().removesuffix("%").replace(",", ""))
    except InvalidOperation:
        return Decimal(0)
    return number if number.is_finite() else Decimal(0)


def weights(parts: Sequence[object]) -> list[object]:
    """The weights of the parts of a blend."""
    return [part.get("weight") for part in parts if isinstance(part, Mapping)]


def goes_on(parts: Sequence[object]) -> bool:
    """Whether a blend needs another part."""
    return len(parts) < LEAST_PARTS or total(weights(parts)) < 100


def supposed_whole(given: Mapping[str, Any], keys: Sequence[str]) -> dict[str, Any]:
    """Percentages of all parties: what is left of 100 stands for the first that is missing, and 0 for the others."""
    missing = [key for key in keys if given.get(key) is None]
    left = {key: Decimal(rest(given.values()) or 0) for key in missing[:1]}
    return {**given, **dict.fromkeys(missing, Decimal(0)), **left}


def supposed_parts(parts: Sequence[Any]) -> list[Any]:
    """Two or more parts of a blend with weights that add up to 100, if those given leave that."""
    found = list(parts)
    for place, part in enumerate(found):
        if isinstance(part, dict) and part.get("weight") is None:
            found[place] = {**part, "weight": _left(found)}
    while len(found) < LEAST_PARTS or _left(found):
        found.append({"weight": _left(found)})
    return found


def _left(parts: Sequence[Any]) -> Decimal:
    return Decimal(rest(weights(parts)) or 0)


def share_problem(shares: Mapping[str, Any]) -> str:
    """What is wrong with shares, given so far, that nothing else would tell; empty if nothing is."""
    match shares.get("parts"):
        case [{"weight": weight}] if _number(weight) >= 100:
            return "A blend has two parts or more, so the first weighs less than 100 percent."
    return ""
