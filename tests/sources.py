"""The program's own source, read as syntax trees."""

import ast
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "agreement_builder"
MODULES = tuple(sorted(path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py")))
"""Every module by its path within the package: `answers/load.py`."""

_RULE_ARGUMENT = {"error": 0, "warning": 0, "note": 0, "Finding": 0, "refuse": 1, "Fault": 1}
"""Which argument of a call is the id of a rule, by the name of what is called."""


@lru_cache(maxsize=256)
def tree(module: str) -> ast.Module:
    return ast.parse((PACKAGE / module).read_text(encoding="utf-8"))


def dotted(module: str) -> str:
    """`agreement_builder.answers.load` for `answers/load.py`."""
    path = module.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
    return "agreement_builder" if path == "__init__" else f"agreement_builder.{path}"


def called(node: ast.Call) -> str:
    """The last part of the name of what is called: `now` for `dt.datetime.now()`."""
    match node.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def rules(module: str) -> Iterator[str]:
    """The ids of rules of which the module makes findings."""
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.Call) and called(node) in _RULE_ARGUMENT:
            place = _RULE_ARGUMENT[called(node)]
            argument = node.args[place] if len(node.args) > place else None
            for part in ast.walk(argument) if argument is not None else ():
                if isinstance(part, ast.Constant) and isinstance(part.value, str):
                    yield part.value


def imports(module: str, *, on_loading: bool = False) -> Iterator[tuple[str, int]]:
    """Every module of the program that this one imports anywhere in it (or when it is loaded), with the line."""
    for node in tree(module).body if on_loading else ast.walk(tree(module)):
        if isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] == "agreement_builder":
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                yield (inner if inner in _ALL else str(node.module)), node.lineno
        elif isinstance(node, ast.Import):
            yield from ((a.name, node.lineno) for a in node.names if a.name.startswith("agreement_builder"))


_ALL = frozenset(map(dotted, MODULES))
