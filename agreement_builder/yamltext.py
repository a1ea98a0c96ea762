"""YAML as plain data with a line for every value: the reader of answers and of library files.

Only what a form needs is read: mappings, lists and scalars, resolved as in YAML 1.2 (`no` is a word, not
False; `06043` keeps its zero). Tags, anchors, aliases and duplicate keys are refused, so that no file can
build objects or grow on loading; decimals stay exact.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

import yaml

from agreement_builder.errors import Finding, Refusal, Where, error

Path = tuple[str | int, ...]
"""Where a value stands: keys and list positions from the top."""

MAX_BYTES = 1_000_000
MAX_DEPTH = 40

_LOADER: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]*)\Z")
_DECIMAL = re.compile(r"[-+]?(0|[1-9][0-9]*)\.[0-9]+\Z")
_WORDS: dict[str, object] = {
    "": None,
    "~": None,
    "null": None,
    "Null": None,
    "NULL": None,
    "true": True,
    "True": True,
    "TRUE": True,
    "false": False,
    "False": False,
    "FALSE": False,
}
_BIDI_CONTROLS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@dataclass(slots=True)
class Yaml:
    """The value of a YAML text and, by path, the line and column (from 1) of each key or list item."""

    value: object
    lines: dict[Path, tuple[int, int]] = field(default_factory=dict)

    def where(self, file: str, path: Path) -> Where:
        """The place of `path`, or of the nearest mapping around it that the file does hold."""
        for length in range(len(path), 0 if path else -1, -1):
            if (spot := self.lines.get(path[:length])) is not None:
                return Where(file, spot[0], spot[1], field=dotted(path) or None)
        return Where(file, field=dotted(path) or None)


def dotted(path: Path) -> str:
    """`parties.0.name` as people write it: `parties[1].name`, with list positions from 1."""
    text = ""
    for step in path:
        text += f"[{step + 1}]" if isinstance(step, int) else (f".{step}" if text else step)
    return text


def read_yaml(text: str, file: str, refusal: Callable[[list[Finding]], Refusal], first_line: int = 1) -> Yaml:
    """The data of `text`; `first_line` is the line of the file on which the text begins.

    Raises what `refusal` makes of the findings: the text is too large, is not YAML, or uses what a form
    does not need.
    """
    if len(text.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        size = f"{len(text):,} characters, and the limit is {MAX_BYTES:,} bytes"
        hint = "An answers or library file is a few pages long. Check that this is the file you meant."
        raise refusal([error("yaml-size", Where(file), f"The file is too large to be read: {size}.", hint)])
    reader = _Reader(file, first_line)
    try:
        result = reader.read(text)
    except yaml.MarkedYAMLError as fault:
        mark = fault.problem_mark or fault.context_mark
        spot = Where(file, mark.line + first_line, mark.column + 1) if mark else Where(file)
        message = f"This is not YAML: {fault.problem or fault.context}."
        hint = "Look at this line and the one above it: a missing colon, quote or space is the usual cause."
        raise refusal([*reader.findings, error("yaml-syntax", spot, message, hint)]) from None
    except yaml.reader.ReaderError:
        bad = yaml.reader.Reader.NON_PRINTABLE.search(text)
        line = text.count("\n", 0, bad.start()) + first_line if bad else None
        message = "The file holds a character that YAML does not allow (a control character, most likely)."
        unreadable = error("yaml-character", Where(file, line), message, "Delete it and type the word again.")
        raise refusal([*reader.findings, unreadable]) from None
    if reader.findings:
        raise refusal(reader.findings)
    return result


class _Reader:
    """One reading: walks the parser's events, collecting values, lines and findings."""

    def __init__(self, file: str, first_line: int) -> None:
        self.file, self.first_line = file, first_line
        self.findings: list[Finding] = []
        self.lines: dict[Path, tuple[int, int]] = {}
        self.too_deep = False

    def read(self, text: str) -> Yaml:
        value: object = None
        events: Iterator[yaml.Event] = iter(yaml.parse(text, Loader=_LOADER))
        documents = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                start = next(events)
                if documents > 1:
                    self.refuse(
                        event,
                        "yaml-documents",
                        "A second document begins here (a line of ---).",
                        "Keep one document in the file.",
                    )
                    break
                value = self.node(start, events, ())
                if self.too_deep:
                    break
        return Yaml(value, self.lines)

    def place(self, event: yaml.Event) -> tuple[int, int]:
        mark = event.start_mark
        return (mark.line + self.first_line, mark.column + 1) if mark is not None else (self.first_line, 1)

    def refuse(self, event: yaml.Event, rule: str, message: str, hint: str) -> None:
        self.findings.append(error(rule, Where(self.file, *self.place(event)), message, hint))

    def node(self, event: yaml.Event, events: Iterator[yaml.Event], path: Path) -> object:
        self.lines.setdefault(path, self.place(event))
        if len(path) > MAX_DEPTH:
            if not self.too_deep:
                self.refuse(
                    event,
                    "yaml-depth",
                    f"Values are nested more than {MAX_DEPTH} deep.",
                    "No question goes that deep: check the brackets and the indentation.",
                )
            self.too_deep = True
            return None
        self.plain(event)
        if isinstance(event, yaml.MappingStartEvent):
            return self.mapping(events, path)
        if isinstance(event, yaml.SequenceStartEvent):
            items: list[object] = []
            while not isinstance(event := next(events), yaml.SequenceEndEvent) and not self.too_deep:
                items.append(self.node(event, events, (*path, len(items))))
            return items
        return self.scalar(event) if isinstance(event, yaml.ScalarEvent) else None

    def plain(self, event: yaml.Event) -> None:
        """Refuse an anchor, an alias or a tag at a value or a key."""
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) is not None:
            self.refuse(
                event,
                "yaml-anchor",
                "Anchors (&name) and aliases (*name) are not read here.",
                "Write the value out at each place; put text that begins with & or * in quotes.",
            )
        if (tag := getattr(event, "tag", None)) is not None:
            self.refuse(
                event,
                "yaml-tag",
                f"The tag {tag} is not read here: a form holds plain values.",
                "Remove the tag; put text that begins with ! in quotes.",
            )

    def printable(self, event: yaml.ScalarEvent) -> str:
        """The text of a scalar, refused if it holds what no document can carry."""
        text: str = event.value
        if bad := unprintable(text):
            self.refuse(
                event,
                "character",
                f"The text holds the character {bad}, which no agreement can print.",
                "Delete it and type the words again.",
            )
        return text

    def mapping(self, events: Iterator[yaml.Event], path: Path) -> dict[str, object]:
        result: dict[str, object] = {}
        while not isinstance(event := next(events), yaml.MappingEndEvent) and not self.too_deep:
            if not isinstance(event, yaml.ScalarEvent):
                self.refuse(
                    event,
                    "yaml-key",
                    "A list or a mapping stands where a name should stand.",
                    "If the line begins with {{ or [, put the value in quotes.",
                )
                self.node(event, events, (*path, "?"))
                self.node(next(events), events, (*path, "?"))
                continue
            self.plain(event)
            key = self.printable(event)
            if key in result:
                self.refuse(
                    event,
                    "yaml-duplicate",
                    f'"{key}" is given twice; only one could count.',
                    "Keep the one that is meant.",
                )
            self.lines[(*path, key)] = self.place(event)
            result[key] = self.node(next(events), events, (*path, key))
        return result

    def scalar(self, event: yaml.ScalarEvent) -> object:
        text: str = event.value
        if event.style in (None, ""):
            if text in _WORDS:
                return _WORDS[text]
            if _INTEGER.match(text):
                return int(text) if len(text) < 30 else text
            if _DECIMAL.match(text):
                return Decimal(text)
        return self.printable(event)


def unprintable(text: str) -> str:
    """The first character of `text` that a document cannot carry, as `U+0007`; empty if there is none.

    Refused are control characters (other than tab and line end), characters that reverse the direction of
    the text around them and so disguise it, private-use characters and half surrogate pairs. Letters of
    every script and emoji are accepted.
    """
    if text.isascii() and text.isprintable():
        return ""
    for character in text:
        kind = unicodedata.category(character)
        control = kind == "Cc" and character not in "\n\t"
        if control or kind in ("Co", "Cs") or character in _BIDI_CONTROLS or character in "\ufffe\uffff":
            return f"U+{ord(character):04X}"
    return ""
