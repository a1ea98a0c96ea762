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
