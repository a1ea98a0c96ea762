"""Filling: a clause's Jinja text with facts, in a sandbox and in a language that cannot loop for ever.

Clauses come from strangers. Before a text is compiled its syntax tree is read, and only printing, `if`, and
`for` over facts are admitted: no calls, no assignment, no inclusion, no arithmetic. What is printed never
enters the text: a mark takes its place, and the markup reader puts the value in afterwards, so that no
answer can be taken for markup.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from jinja2 import StrictUndefined, Template, TemplateSyntaxError, UndefinedError, nodes, pass_context
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from pydantic import BaseModel

from agreement_builder.answers.facts import DERIVED, GROUPS, Reading, Unanswered, View, fact_annotation
from agreement_builder.compose.words import FILTERS
from agreement_builder.document.tree import Blank, Value
from agreement_builder.errors import Finding, LibraryRefusal, Where, error, nearest
from agreement_builder.yamltext import unprintable

MARK = "\ue000{}\ue001"
"""What stands in the filled text for the value with this number (private-use characters)."""

MAX_LOOPS = 2
_TAGS_ALONE = re.compile(r"\s*(?:\{%[^{}]*%\}\s*)+\Z")
_SINK = "_sink"
_ROOTS = frozenset((*GROUPS, *DERIVED, "blanks"))
_LOOP = frozenset(("first", "last", "index", "length"))
_ADMITTED: tuple[type[nodes.Node], ...] = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.Getattr,
    nodes.Filter,
    nodes.If,
    nodes.For,
    nodes.Compare,
    nodes.Operand,
    nodes.And,
    nodes.Or,
    nodes.Not,
    nodes.Const,
    nodes.List,
)
_PRINTED = (nodes.TemplateData, nodes.Name, nodes.Getattr)


@dataclass(frozen=True, slots=True)
class Source:
    """A text to be filled: where it stands, and the blanks that it declares."""

    text: str
    file: str
    line: int
    blanks: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Filled:
    """A filled text with marks, and the values that the marks stand for."""

    text: str
    values: tuple[Value | Blank, ...]


def fill(source: Source, names: Mapping[str, object], reading: Reading) -> Filled:
    """The text with the facts in `names`.

    Raises LibraryRefusal if the text is at fault, and UndecidedFact if it decides on an unanswered fact.
    """
    sink = _Sink(reading)
    try:
        template = compiled(source)
        # As `render` does, without copying names that are ours alone.
        context = template.new_context({**names, _SINK: sink}, shared=True)
        text = "".join(template.root_render_func(context))
    except (UndefinedError, SecurityError, TypeError, ValueError, LookupError, ArithmeticError) as fault:
        message = f"The text of the clause cannot be filled: {fault}."
        raise LibraryRefusal(
            [
                error(
                    "clause-fill",
                    Where(source.file, source.line),
                    message,
                    "Look at what stands between {{ }} and {% %}.",
                )
            ]
        ) from None
    return Filled(text, tuple(sink.values))


class _Sink:
    """Takes what a text prints and hands out the marks."""

    __slots__ = ("reading", "values")

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.values: list[Value | Blank] = []

    def mark(self, value: object) -> str:
        if isinstance(value, Unanswered):
            self.values.append(Blank(value.path, value.label))
        elif isinstance(value, (View, BaseModel, tuple, dict)):
            raise TypeError("a whole group of answers is printed; print one of its answers")
        else:
            self.values.append(Value(str(value), self.reading.last))
        return MARK.format(len(self.values) - 1)


@pass_context
def _finalize(context: Context, value: object) -> str:
    sink: _Sink = context[_SINK]
    return sink.mark(value)


class _Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's immutable sandbox, with a short way to what is ours."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        """The attribute, if it is safe; a view of answers shows nothing but facts, so it needs no second look."""
        if type(obj) is View and attribute[0] != "_":
            try:
                return getattr(obj, attribute)
            except AttributeError:
                return self.undefined(obj=obj, name=attribute)
        return super().getattr(obj, attribute)


def _environment() -> _Sandbox:
    environment = _Sandbox(
        undefined=StrictUndefined,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,
    )
    environment.globals.clear()
    environment.filters = dict(FILTERS)
    environment.tests.clear()
    return environment


_ENVIRONMENT = _environment()


@lru_cache(maxsize=8192)
def compiled(source: Source) -> Template:
    """The compiled text; raises LibraryRefusal with every fault of its syntax."""
    for place, line in enumerate(source.text.split("\n")):
        if bad := unprintable(line):
            message = f"The text holds the character {bad}, which no agreement can print."
            where = Where(source.file, source.line + place)
            raise LibraryRefusal([error("character", where, message, "Delete it and type the words again.")])
    try:
        tree = _ENVIRONMENT.parse(_keep_line_ends(source.text))
    except TemplateSyntaxError as fault:
        where = Where(source.file, source.line + fault.lineno - 1)
        hint = "Every {% if %} needs its {% endif %}, every {{ its }}, every {% for %} its {% endfor %}."
        raise LibraryRefusal(
            [error("clause-syntax", where, f"The text cannot be read: {str(fault.message).rstrip('.')}.", hint)]
        ) from None
    admission = _Admission(source)
    admission.visit(tree, {}, 0)
    if admission.findings:
        raise LibraryRefusal(admission.findings)
    return _ENVIRONMENT.from_string(tree)


def _keep_line_ends(text: str) -> str:
    """Jinja drops the line end after any tag; only a line that holds nothing but tags is to vanish."""
    return "\n".join(map(_kept, text.split("\n")))


def _kept(line: str) -> str:
    if _TAGS_ALONE.match(line):
        return line.rstrip()
    return line[:-2] + "+%}" if line.endswith("%}") and line[-3:-2] not in ("-", "+") else line


class _Admission:
    """Reads a syntax tree and notes every part that a clause may not hold."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.findings: list[Finding] = []

    def refuse(self, node: nodes.Node, rule: str, message: str, hint: str) -> None:
        lines = (part.lineno for part in (node, *node.find_all(nodes.Node)) if part.lineno)
        where = Where(self.source.file, self.source.line + next(lines, 1) - 1)
        self.findings.append(error(rule, where, message, hint))

    def visit(self, node: nodes.Node, scope: dict[str, str], loops: int) -> None:
        if not isinstance(node, _ADMITTED):
            self.refuse(
                node,
                "clause-forbidden",
                f"The text uses {type(node).__name__.lower()}, which a clause may not.",
                "A clause may print a fact, use if, and loop over facts with for; nothing else.",
            )
            return
        match node:
            case nodes.For():
                self.loop(node, scope, loops)
                return
            case nodes.Filter() if node.name not in FILTERS:
                self.refuse(node, "clause-filter", f'There is no filter "{node.name}".', nearest(node.name, FILTERS))
            case nodes.Filter() if node.args or node.kwargs or node.dyn_args or node.dyn_kwargs:
                message = f'The filter "{node.name}" takes nothing in brackets.'
                self.refuse(node, "clause-filter", message, f"Write | {node.name} alone.")
            case nodes.Output():
                self.printed(node)
            case nodes.Name() | nodes.Getattr():
                self.fact(node, scope)
                return
        for child in node.iter_child_nodes():
            self.visit(child, scope, loops)

    def printed(self, node: nodes.Output) -> None:
        for child in node.nodes:
            inner: nodes.Node | None = child
            while isinstance(inner, nodes.Filter):
                inner = inner.node
            if isinstance(inner, _ADMITTED) and not isinstance(inner, _PRINTED):
                hint = "Between {{ and }} stands one fact; write words of the clause themselves outside."
                self.refuse(child, "clause-forbidden", "The text prints something that is no fact.", hint)

    def loop(self, node: nodes.For, scope: dict[str, str], loops: int) -> None:
        if loops >= MAX_LOOPS or node.recursive or node.test is not None or not isinstance(node.target, nodes.Name):
            self.refuse(
                node,
                "clause-forbidden",
                f"A loop may be plain and at most {MAX_LOOPS} deep.",
                "Write {% for party in parties %} ... {% endfor %}.",
            )
            return
        path = _dotted(node.iter)
        self.visit(node.iter, scope, loops)
        inner = {**scope, node.target.name: "party" if path in ("parties", "others") else "", "loop": "loop"}
        for child in (*node.body, *node.else_):
            self.visit(child, inner, loops + 1)

    def fact(self, node: nodes.Name | nodes.Getattr, scope: dict[str, str]) -> None:
        path = _dotted(node)
        first, _, rest = path.partition(".")
        hint = "The facts are listed by: agreement-builder library facts"
        if first.startswith("_") or "._" in path or not first:
            self.refuse(node, "clause-forbidden", f'"{path}" reaches behind the facts.', hint)
        elif first in scope:
            known = (
                rest in _LOOP
                if scope[first] == "loop"
                else not rest or bool(scope[first] and fact_annotation(f"party.{rest}"))
            )
            if not known:
                self.refuse(node, "clause-fact", f'There is no fact "{path}".', hint)
        elif first == "blanks":
            if rest not in self.source.blanks:
                message = f'The blank "{rest}" is not declared in the front matter.'
                self.refuse(
                    node,
                    "clause-blank",
                    message,
                    nearest(rest, self.source.blanks) or "Declare it under blanks:.",
                )
        elif first not in _ROOTS or not (path in DERIVED or fact_annotation(path)):
            self.refuse(
                node,
                "clause-fact",
                f'There is no fact "{path}".',
                nearest(first, _ROOTS) if first not in _ROOTS else hint,
            )


def _dotted(node: nodes.Node) -> str:
    match node:
        case nodes.Name():
            return node.name
        case nodes.Getattr():
            return f"{_dotted(node.node)}.{node.attr}" if _dotted(node.node) else ""
    return ""
