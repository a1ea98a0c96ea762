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

from agreement_builder.answers.facts import Reading, Unanswered, View
from agreement_builder.compose.admission import Admission, Source
from agreement_builder.compose.words import FILTERS
from agreement_builder.document.tree import Blank, Value
from agreement_builder.errors import LibraryRefusal, Where, error
from agreement_builder.yamltext import unprintable

MARK = "\ue000{}\ue001"
"""What stands in the filled text for the value with this number (private-use characters)."""

_TAGS_ALONE = re.compile(r"\s*(?:\{%[^{}]*%\}\s*)+\Z")
_SINK = "_sink"


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
    """The compiled text; raises LibraryRefusal as `admitted`."""
    return _ENVIRONMENT.from_string(admitted(source))


def refuse_faults(source: Source) -> None:
    """Raises LibraryRefusal with every fault that `admitted` finds, without more work than that takes."""
    _refuse_unprintable(source)
    if "{" in source.text:
        admitted(source)


def _refuse_unprintable(source: Source) -> None:
    if not unprintable(source.text.replace("\n", "")):
        return
    for place, line in enumerate(source.text.split("\n")):
        if bad := unprintable(line):
            message = f"The text holds the character {bad}, which no agreement can print."
            where = Where(source.file, source.line + place)
            raise LibraryRefusal([error("character", where, message, "Delete it and type the words again.")])


def admitted(source: Source) -> nodes.Template:
    """The syntax tree of the text; raises LibraryRefusal with every fault of its syntax."""
    _refuse_unprintable(source)
    try:
        tree = _ENVIRONMENT.parse(_keep_line_ends(source.text))
    except TemplateSyntaxError as fault:
        where = Where(source.file, source.line + fault.lineno - 1)
        hint = "Every {% if %} needs its {% endif %}, every {{ its }}, every {% for %} its {% endfor %}."
        raise LibraryRefusal(
            [error("clause-syntax", where, f"The text cannot be read: {str(fault.message).rstrip('.')}.", hint)]
        ) from None
    admission = Admission(source)
    admission.visit(tree, {}, 0)
    if admission.findings:
        raise LibraryRefusal(admission.findings)
    return tree


def _keep_line_ends(text: str) -> str:
    """Jinja drops the line end after any tag; only a line that holds nothing but tags is to vanish."""
    return "\n".join(map(_kept, text.split("\n")))


def _kept(line: str) -> str:
    if _TAGS_ALONE.match(line):
        return line.rstrip()
    return line[:-2] + "+%}" if line.endswith("%}") and line[-3:-2] not in ("-", "+") else line
