"""Conditions: the one expression over facts that says when an alternative applies.

The grammar is a small part of Python's: names of facts, text, numbers, `==`, `!=`, `<`, `<=`, `>`, `>=`,
`in [..]`, `not`, `and`, `or` and parentheses. It has three truth values: where an answer that matters is
missing the condition is undecided, and the facts it read say which question to answer.
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import product
from math import prod

from agreement_builder.answers.facts import Unanswered

Lookup = Callable[[str], object]
"""Gives the value of a fact by its dotted path."""

_COMPARE: dict[type[ast.cmpop], Callable[[object, object], bool]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,  # type: ignore[dict-item]
    ast.LtE: operator.le,  # type: ignore[dict-item]
    ast.Gt: operator.gt,  # type: ignore[dict-item]
    ast.GtE: operator.ge,  # type: ignore[dict-item]
    ast.In: lambda value, members: value in members,  # type: ignore[operator]
    ast.NotIn: lambda value, members: value not in members,  # type: ignore[operator]
}
_ALLOWED = "facts, text in quotes, numbers, true, false, ==, !=, <, <=, >, >=, in [...], not, and, or"


class ConditionFault(ValueError):
    """A text that is not a condition; the message says what is wrong."""


@dataclass(frozen=True, slots=True)
class Atom:
    """One comparison of a fact, or the fact by itself (no `sign`); `holds` is whether the condition wants it to hold.

    `sign` is how Python writes the comparison, and `value` what the fact is compared with.
    """

    path: str
    sign: str = ""
    value: object = None
    holds: bool = True


Unmet = tuple[tuple[Atom, ...], ...]
"""Ways in which a condition would come to hold; every atom of one way is needed for it."""


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition, parsed; `text` is how it was written."""

    text: str
    tree: ast.expr

    def evaluate(self, lookup: Lookup) -> bool | None:
        """True, False, or None where an unanswered fact decides."""
        return _evaluate(self.tree, lookup)

    def facts(self) -> tuple[str, ...]:
        """The dotted paths that the condition may read, in order."""
        return tuple(dict.fromkeys(_paths(self.tree)))

    def deciding(self, lookup: Lookup) -> tuple[Atom, ...]:
        """The facts that together make it hold, of several ways in which it does the first; none if it does not."""
        return tuple(_deciding(self.tree, lookup))

    def unmet(self, lookup: Lookup) -> Unmet:
        """What would have to be otherwise for it to hold: ways, each of facts that do not hold now.

        One way without facts if it does hold.
        """
        return _unmet(self.tree, lookup, wanted=True)

    def comparisons(self) -> Iterator[tuple[str, str]]:
        """Each fact compared with a text, for a check that the text is one of its choices."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Compare) and isinstance(node.left, (ast.Name, ast.Attribute)):
                for constant in ast.walk(node.comparators[0]):
                    if isinstance(constant, ast.Constant) and isinstance(constant.value, str):
                        yield _path(node.left), constant.value


def parse_condition(text: str) -> Condition:
    """The condition that `text` writes; raises ConditionFault."""
    try:
        tree = ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise ConditionFault(f"is not an expression; it may hold {_ALLOWED}") from None
    if sum(1 for _ in ast.walk(tree)) > 200:
        raise ConditionFault("is too long; split the alternative")
    _admit(tree)
    return Condition(text.strip(), tree)


def _admit(node: ast.expr) -> None:
    match node:
        case ast.BoolOp(values=values):
            for value in values:
                _admit(value)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            _admit(operand)
        case ast.Compare(left=left, ops=[operation], comparators=[right]) if type(operation) in _COMPARE:
            _path(left)
            listed = isinstance(_constant(right), list)
            if listed != isinstance(operation, (ast.In, ast.NotIn)):
                raise ConditionFault(
                    f"holds {ast.unparse(node)!r}; `in` is followed by a list in [], and a list by nothing else"
                )
        case ast.Name() | ast.Attribute():
            _path(node)
        case _:
            raise ConditionFault(f"holds {ast.unparse(node)!r}, which is not allowed; it may hold {_ALLOWED}")


def _path(node: ast.expr) -> str:
    match node:
        case ast.Name(id=name) if not name.startswith("_"):
            return name
        case ast.Attribute(value=value, attr=name) if not name.startswith("_"):
            return f"{_path(value)}.{name}"
    raise ConditionFault(f"holds {ast.unparse(node)!r} where a fact such as funding.fees should stand")


def _constant(node: ast.expr) -> object:
    match node:
        case ast.Constant(value=bool() | int() | str() as value):
            return value
        case ast.Constant(value=float()):
            return Decimal(ast.unparse(node))
        case ast.Name(id="true" | "false" as word):
            return word == "true"
        case ast.List(elts=members):
            return [_constant(member) for member in members]
    raise ConditionFault(f"compares with {ast.unparse(node)!r}; compare with text in quotes, a number or a list")


def _paths(node: ast.expr) -> Iterator[str]:
    match node:
        case ast.BoolOp(values=values):
            for value in values:
                yield from _paths(value)
        case ast.UnaryOp(operand=operand):
            yield from _paths(operand)
        case ast.Compare(left=left):
            yield _path(left)
        case _:
            yield _path(node)


def _evaluate(node: ast.expr, lookup: Lookup) -> bool | None:
    match node:
        case ast.BoolOp(op=operation, values=parts):
            decisive = isinstance(operation, ast.Or)
            undecided = False
            for part in parts:
                truth = _evaluate(part, lookup)
                if truth is decisive:
                    return decisive
                undecided = undecided or truth is None
            return None if undecided else not decisive
        case ast.UnaryOp(operand=operand):
            truth = _evaluate(operand, lookup)
            return None if truth is None else not truth
        case ast.Compare(left=left, ops=[comparison], comparators=[right]):
            compared = lookup(_path(left))
            if isinstance(compared, Unanswered):
                return None
            try:
                return bool(_COMPARE[type(comparison)](compared, _constant(right)))
            except TypeError:
                return False
    fact = lookup(_path(node))
    return None if isinstance(fact, Unanswered) else bool(fact)


_SIGNS: dict[type[ast.cmpop], str] = {
    ast.Eq: "==", ast.NotEq: "!=", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.In: "in",
    ast.NotIn: "not in",
}  # fmt: skip

_MOST_WAYS = 12
"""More ways in which several parts of a condition come to hold together are not told apart."""


def _atom(node: ast.expr, *, wanted: bool) -> Atom:
    match node:
        case ast.Compare(left=left, ops=[comparison], comparators=[right]):
            return Atom(_path(left), _SIGNS[type(comparison)], _constant(right), wanted)
    return Atom(_path(node), holds=wanted)


def _deciding(node: ast.expr, lookup: Lookup, *, wanted: bool = True) -> Iterator[Atom]:
    if _evaluate(node, lookup) is not wanted:
        return
    match node:
        case ast.UnaryOp(operand=operand):
            yield from _deciding(operand, lookup, wanted=not wanted)
        case ast.BoolOp(op=operation, values=parts) if isinstance(operation, ast.And) is wanted:
            for part in parts:
                yield from _deciding(part, lookup, wanted=wanted)
        case ast.BoolOp(values=parts):
            for part in parts:
                if _evaluate(part, lookup) is wanted:
                    yield from _deciding(part, lookup, wanted=wanted)
                    return
        case _:
            yield _atom(node, wanted=wanted)


def _unmet(node: ast.expr, lookup: Lookup, *, wanted: bool) -> Unmet:
    if _evaluate(node, lookup) is wanted:
        return ((),)
    match node:
        case ast.UnaryOp(operand=operand):
            return _unmet(operand, lookup, wanted=not wanted)
        case ast.BoolOp(op=operation, values=parts):
            ways = [_unmet(part, lookup, wanted=wanted) for part in parts]
            if isinstance(operation, ast.And) is wanted:
                if prod(map(len, ways)) > _MOST_WAYS:
                    ways = [(min(way, key=len),) for way in ways]
                return tuple(tuple(atom for way in chosen for atom in way) for chosen in product(*ways))
            return tuple(way for found in ways for way in found)
    return ((_atom(node, wanted=wanted),),)
