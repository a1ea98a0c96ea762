"""What the text of a clause may read, branch or no branch: known from its syntax tree before anything is filled."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from jinja2 import nodes

from agreement_builder.answers.origin import origins
from agreement_builder.compose.admission import Source, dotted, members_path
from agreement_builder.compose.fill import admitted
from agreement_builder.library.clause import Clause
from agreement_builder.library.model import Library


@dataclass(frozen=True, slots=True)
class Readings:
    """The patterns of the answers that a text goes by (`decided`: in an `if` or a loop) and that it prints."""

    decided: frozenset[str]
    printed: frozenset[str]


def readings(clause: Clause) -> Readings:
    """What the text of a clause may read; raises LibraryRefusal if it is at fault."""
    found = _read(Source(clause.text, clause.file, clause.line, frozenset(clause.meta.blanks)))
    blanks = f"blanks.{clause.topic}"
    return Readings(
        frozenset(origin for fact in found.decided for origin in _origins(fact, blanks)),
        frozenset(origin for fact in found.printed for origin in _origins(fact, blanks)),
    )


def title_readings(library: Library) -> frozenset[str]:
    """The patterns of the answers that the title of the agreement goes by and prints."""
    found = _read(Source(library.outline.title, library.outline_file, 1))
    return frozenset(origin for fact in found.decided | found.printed for origin in origins(fact))


def _origins(fact: str, blanks: str) -> frozenset[str]:
    return frozenset({f"{blanks}.{fact.removeprefix('blanks.')}"}) if fact.startswith("blanks.") else origins(fact)


@lru_cache(maxsize=8192)
def _read(source: Source) -> Readings:
    """The facts, as the text names them."""
    if "{" not in source.text:
        return Readings(frozenset(), frozenset())
    reader = _Reader()
    reader.read(admitted(source), {}, printing=True)
    return Readings(frozenset(reader.decided), frozenset(reader.printed))


class _Reader:
    """Goes through a syntax tree that was admitted."""

    def __init__(self) -> None:
        self.decided: set[str] = set()
        self.printed: set[str] = set()

    def read(self, node: nodes.Node, scope: dict[str, str], *, printing: bool) -> None:
        match node:
            case nodes.For():
                self.read(node.iter, scope, printing=False)
                if isinstance(node.target, nodes.Name):
                    scope = {**scope, node.target.name: members_path(dotted(node.iter), scope), "loop": ""}
                for child in (*node.body, *node.else_):
                    self.read(child, scope, printing=printing)
            case nodes.If():
                self.read(node.test, scope, printing=False)
                for child in (*node.body, *node.elif_, *node.else_):
                    self.read(child, scope, printing=printing)
            case nodes.Name() | nodes.Getattr():
                first, dot, rest = dotted(node).partition(".")
                path = f"{scope[first]}{dot}{rest}" if first in scope else f"{first}{dot}{rest}"
                if scope.get(first, first):
                    (self.printed if printing else self.decided).add(path)
            case _:
                if isinstance(node, nodes.Filter) and node.name == "party":
                    # It takes the key of a party and prints the party's name.
                    self.printed |= {"party.id", "party.name"}
                for child in node.iter_child_nodes():
                    self.read(child, scope, printing=printing)
