"""An import goes down only, only the command line touches the world, and modules and functions stay small."""

import ast
from collections.abc import Iterator

import pytest

from tests import sources
from tests.sources import called, dotted, imports, tree

FLOORS: tuple[tuple[str, ...], ...] = (
    ("errors", "version", "yamltext", "wholefile"),
    ("document", "voting"),
    ("answers",),
    ("costs",),
    ("leaving",),
    ("library",),
    ("compose",),
    ("drafting",),
    ("edition",),
    ("checks",),
    ("ledger",),
    ("record",),
    ("linting", "accounts", "explanations", "upkeep", "writers", "readers"),
    ("redline", "verifying"),
    ("interview",),
    ("cli",),
    ("__init__", "__main__"),
)
"""Lowest first."""

LONG_MODULES: frozenset[str] = frozenset()
LONG_FUNCTIONS: frozenset[str] = frozenset()
"""Modules over 300 lines and functions over 40 (`answers/load.py:parse_answers`) that are allowed to be."""

WRITERS_OF_FILES = frozenset({"wholefile.py"})
"""The one module that writes files: the commands and the questionnaire call it."""

WORLD = frozenset({"print", "input", "exit", "quit", "breakpoint", "now", "utcnow", "today", "getenv", "getpass"})
"""Calls that only the command line may make: they print, ask, exit, or read the clock or the environment."""

FILES = frozenset({"write_bytes", "mkdir", "rmdir", "unlink", "touch", "rename", "symlink_to", "mkstemp", "makedirs"})
OUTSIDE = frozenset(
    {"click", "subprocess", "socket", "urllib", "http", "random", "secrets", "time", "tempfile", "rich"}
)
"""Packages that no module below the command line imports."""

BELOW = tuple(module for module in sources.MODULES if not module.startswith(("cli/", "__")))


def floor(module: str) -> int:
    """The floor on which a module stands, given as a path or a dotted name."""
    name = module.removeprefix("agreement_builder").removeprefix(".") or "__init__"
    first = name.replace("/", ".").removesuffix(".py").partition(".")[0]
    (found,) = [place for place, names in enumerate(FLOORS) if first in names]
    return found


def test_every_module_has_a_floor() -> None:
    assert {floor(module) for module in sources.MODULES} == set(range(len(FLOORS)))


@pytest.mark.parametrize("module", sources.MODULES)
def test_imports_go_down(module: str) -> None:
    upward = [f"line {line}: {name}" for name, line in imports(module) if floor(name) > floor(module)]
    assert upward == []


def test_imports_within_functions_are_seen() -> None:
    seen = {name for name, _ in imports("cli/build.py")}
    assert {"agreement_builder.writers.docx.write", "agreement_builder.cli.options"} <= seen
    assert floor("agreement_builder.cli.options") > floor("agreement_builder.writers.docx.write") > floor("drafting.py")


@pytest.mark.parametrize("module", sources.MODULES)
def test_no_two_modules_import_each_other_on_loading(module: str) -> None:
    mine = {name for name, _ in imports(module, on_loading=True)}
    others = [other for other in sources.MODULES if other != module and dotted(other) in mine]
    assert [o for o in others if dotted(module) in {name for name, _ in imports(o, on_loading=True)}] == []


@pytest.mark.parametrize("module", BELOW)
def test_below_the_command_line_nothing_prints_exits_or_reads_the_clock(module: str) -> None:
    assert [f"line {line}: {what}" for what, line in _touches_world(module)] == []


def _touches_world(module: str) -> Iterator[tuple[str, int]]:
    for node in ast.walk(tree(module)):
        match node:
            case ast.Call() if called(node) in WORLD:
                yield called(node), node.lineno
            case ast.Call() if (called(node) in FILES or _opens_for_writing(node)) and module not in WRITERS_OF_FILES:
                yield called(node), node.lineno
            case ast.Attribute(
                value=ast.Name(id="os" | "sys"), attr="environ" | "argv" | "stdin" | "stdout" | "stderr"
            ):
                yield node.attr, node.lineno
            case ast.Import(names=names):
                yield from ((n.name, node.lineno) for n in names if _outside(n.name, module))
            case ast.ImportFrom(module=str(name)) if _outside(name, module):
                yield name, node.lineno


def _outside(name: str, module: str) -> bool:
    first = name.partition(".")[0]
    return first in OUTSIDE and not (first in ("secrets", "tempfile") and module in WRITERS_OF_FILES)


def _opens_for_writing(node: ast.Call) -> bool:
    """Whether the call is `open` with a mode that writes, or `path.write_text`, in whatever form."""
    if called(node) == "write_text" and isinstance(node.func, ast.Attribute):
        return True
    modes = [*node.args, *(keyword.value for keyword in node.keywords if keyword.arg == "mode")]
    words = [mode.value for mode in modes if isinstance(mode, ast.Constant) and isinstance(mode.value, str)]
    return called(node) in ("open", "fdopen") and any(set(word) & set("wax+") and len(word) <= 3 for word in words)


@pytest.mark.parametrize("module", sources.MODULES)
def test_no_module_is_over_300_lines(module: str) -> None:
    lines = (sources.PACKAGE / module).read_text().count("\n")
    assert lines <= 300 or module in LONG_MODULES


@pytest.mark.parametrize("module", sources.MODULES)
def test_no_function_is_over_40_lines(module: str) -> None:
    functions = [n for n in ast.walk(tree(module)) if isinstance(n, (ast.FunctionDef, ast.AsyncFunctionDef))]
    long = {f"{module}:{n.name}": (n.end_lineno or 0) - n.lineno + 1 for n in functions}
    assert {name: length for name, length in long.items() if length > 40 and name not in LONG_FUNCTIONS} == {}


def test_the_allowed_exceptions_still_exist() -> None:
    assert LONG_MODULES | WRITERS_OF_FILES | {name.partition(":")[0] for name in LONG_FUNCTIONS} <= set(sources.MODULES)


def test_no_module_is_named_for_what_does_not_fit_elsewhere() -> None:
    stems = {module.removesuffix(".py").rpartition("/")[2] for module in sources.MODULES}
    assert stems & {"utils", "util", "helpers", "manager", "common", "misc"} == set()
