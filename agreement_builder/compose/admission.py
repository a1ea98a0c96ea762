"""Admission: what the Jinja text of a clause may hold, read from its syntax tree before it is compiled.

Only printing, `if`, and `for` over facts are admitted, node by node: no calls, no assignment, no inclusion, no
arithmetic. Whatever is not named here is refused.
"""

from __future__ import annotations

from dataclasses import dataclass

from jinja2 import nodes

from agreement_builder.answers.party import Party
from agreement_builder.answers.paths import models_of
from agreement_builder.answers.rosters import ROSTERS
from agreement_builder.answers.vocabulary import (
    CHOICES,
    DERIVED,
    GROUPS,
    KINDS,
    MEMBER_FACTS,
    ROUTES,
    added_name,
    fact_annotation,
    fact_exists,
)
from agreement_builder.compose.words import FILTERS
from agreement_builder.errors import Finding, Where, error, nearest

MAX_LOOPS = 2
_PARTIES = ("parties", "others", "effect_parties", "least_parties", "payers", "turns")
_ROOTS = frozenset((*GROUPS, *DERIVED, *MEMBER_FACTS, ROUTES, CHOICES, KINDS, "blanks"))
_LOOP = frozenset(("first", "last", "index", "revindex", "length"))
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


class Admission:
    """Reads a syntax tree and notes every part that a clause may not hold."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.findings: list[Finding] = []

    def refuse(self, node: nodes.Node, rule: str, message: str, hint: str) -> None:
        """Notes a finding at the line of a node."""
        lines = (part.lineno for part in (node, *node.find_all(nodes.Node)) if part.lineno)
        where = Where(self.source.file, self.source.line + next(lines, 1) - 1)
        self.findings.append(error(rule, where, message, hint))

    def visit(self, node: nodes.Node, scope: dict[str, str], loops: int) -> None:
        """Reads a node within `loops` loops, whose names are in `scope`."""
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
        """Reads what is printed, which may be a fact and nothing else."""
        for child in node.nodes:
            inner: nodes.Node | None = child
            while isinstance(inner, nodes.Filter):
                inner = inner.node
            if isinstance(inner, _ADMITTED) and not isinstance(inner, _PRINTED):
                hint = "Between {{ and }} stands one fact; write words of the clause themselves outside."
                self.refuse(child, "clause-forbidden", "The text prints something that is no fact.", hint)

    def loop(self, node: nodes.For, scope: dict[str, str], loops: int) -> None:
        """Reads a loop over parties or another list of facts."""
        if loops >= MAX_LOOPS or node.recursive or node.test is not None or not isinstance(node.target, nodes.Name):
            self.refuse(
                node,
                "clause-forbidden",
                f"A loop may be plain and at most {MAX_LOOPS} deep.",
                "Write {% for party in parties %} ... {% endfor %}.",
            )
            return
        self.visit(node.iter, scope, loops)
        inner = {**scope, node.target.name: members_path(dotted(node.iter), scope), "loop": "loop"}
        for child in (*node.body, *node.else_):
            self.visit(child, inner, loops + 1)

    def fact(self, node: nodes.Name | nodes.Getattr, scope: dict[str, str]) -> None:
        """Reads the name of a fact, which must exist."""
        path = dotted(node)
        first, _, rest = path.partition(".")
        hint = "The facts are listed by: agreement-builder library facts"
        if first.startswith("_") or "._" in path or not first:
            self.refuse(node, "clause-forbidden", f'"{path}" reaches behind the facts.', hint)
        elif first in scope:
            known = (
                rest in _LOOP
                if scope[first] == "loop"
                else not rest or bool(scope[first] and fact_annotation(f"{scope[first]}.{rest}"))
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
        elif first not in _ROOTS or not (fact_exists(path) or fact_annotation(path) or added_name(path)):
            self.refuse(
                node,
                "clause-fact",
                f'There is no fact "{path}".',
                nearest(first, _ROOTS) if first not in _ROOTS else hint,
            )


def members_path(path: str, scope: dict[str, str]) -> str:
    """The path by which the facts of a list's members are known: `party` for parties; empty for plain values."""
    first, dot, rest = path.partition(".")
    known = f"{scope[first]}{dot}{rest}" if first in scope else path
    if known in _PARTIES or any(Party in models_of(annotation) for annotation in fact_annotation(known)):
        return "party"
    lists = known in ROSTERS or any(any(models_of(annotation)) for annotation in fact_annotation(known))
    return known if lists else ""


def dotted(node: nodes.Node) -> str:
    """The name of a fact as the text writes it; empty for what is no name."""
    match node:
        case nodes.Name():
            return node.name
        case nodes.Getattr():
            return f"{dotted(node.node)}.{node.attr}" if dotted(node.node) else ""
    return ""
