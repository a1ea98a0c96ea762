"""Markup: a strict subset of Markdown to blocks of the tree.

Paragraphs, numbered items (two levels), `*emphasis*`, `**"Term"**` where a term is defined, and
`[Section](#topic)`, `[Section](#topic/caption)` or `[Exhibit](#exhibit)` to refer; anything else is refused
by name. Item numbers are the writer's business, and so are section numbers: typed ones are refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from agreement_builder.document.tree import (
    Blank,
    Block,
    Emphasis,
    Inline,
    Item,
    Paragraph,
    Reference,
    Term,
    Text,
    Value,
)

_PARSER = MarkdownIt("commonmark", {"typographer": True}).enable(["table", "smartquotes"]).disable("entity")
_MARK = re.compile("\ue000([0-9]+)\ue001")
_QUOTED = re.compile(r'[“"]([^“”"]+)[”"]\Z')
_TARGET = re.compile(r"#[a-z0-9][a-z0-9_/-]*\Z")
_TYPED = re.compile(r"\b(?:Section|Article|Exhibit)s?\s+(?:[0-9]+(?:\.[0-9]+)?(?![\w-])|[IVX]+\b|[A-Z]\b)")
_TYPED_ITEM = re.compile(r"\s*\((?:[a-z]|[ivx]+|[0-9]+)\)\s")
_SLUG = re.compile(r"[^a-z0-9]+")
_NAMES = {
    "heading_open": "a heading",
    "table_open": "a table",
    "html_block": "HTML",
    "html_inline": "HTML",
    "image": "an image",
    "bullet_list_open": "a bulleted list",
    "blockquote_open": "a quotation block",
    "fence": "a code block",
    "code_block": "a code block (a line indented by four spaces or more)",
    "code_inline": "code in backticks",
    "hr": "a rule",
    "hardbreak": "a forced line break",
}


class MarkupFault(ValueError):
    """Text outside the subset; `line` counts from 0 within the text, `message` and `hint` are for a person."""

    def __init__(self, line: int, message: str, hint: str) -> None:
        super().__init__(message)
        self.line, self.message, self.hint = line, message, hint


@lru_cache(maxsize=8192)
def parse(text: str) -> tuple[Block, ...]:
    """The blocks of `text`, in which marks of values still stand; raises MarkupFault."""
    env: dict[str, Any] = {}
    tokens = _PARSER.parse(text, env)
    for name, definition in env.get("references", {}).items():
        message = f"The line [{name.lower()}]: defines a link, which a clause may not; it would not be printed."
        raise MarkupFault(definition["map"][0], message, "Refer with [Section](#topic); write \\[ for a bracket.")
    return _Parsing(tokens).blocks()


@dataclass(slots=True)
class _Parsing:
    """One pass over the tokens of a text."""

    tokens: Sequence[Token]
    place: int = 0
    line: int = 0

    def blocks(self) -> tuple[Block, ...]:
        found: list[Block] = []
        while self.place < len(self.tokens):
            token = self.take()
            if token.type == "paragraph_open":
                found.append(Paragraph(self.inline(self.take())))
                self.take()
            elif token.type == "ordered_list_open":
                self.begins_with_1(token)
                found.extend(self.items(1))
            else:
                self.refuse(token)
        return tuple(found)

    def take(self) -> Token:
        token = self.tokens[self.place]
        self.place += 1
        if token.map:
            self.line = token.map[0]
        return token

    def refuse(self, token: Token) -> None:
        name = _NAMES.get(token.type, token.type.replace("_", " "))
        hint = 'A clause holds paragraphs, numbered items, *emphasis*, **"Terms"** and [Section](#topic).'
        if token.type == "heading_open":
            hint = "The heading of the section is the title in the front matter."
        raise MarkupFault(self.line, f"The text holds {name}, which a clause may not.", hint)

    def begins_with_1(self, token: Token) -> None:
        if (start := token.attrs.get("start", 1)) != 1:
            message = f"A line begins with the number {start}., which would not be printed."
            hint = "Begin an item with 1. and let the program count; in other text write the number later in the line."
            raise MarkupFault(self.line, message, hint)

    def items(self, depth: int) -> list[Item]:
        found = []
        while (token := self.take()).type != "ordered_list_close":
            if token.type == "list_item_open":
                found.append(self.item(depth))
        return found

    def item(self, depth: int) -> Item:
        if depth > 2:
            raise MarkupFault(self.line, "Items are nested more than two deep.", "Make it a clause of its own.")
        content: tuple[Inline, ...] | None = None
        children: list[Item] = []
        while (token := self.take()).type != "list_item_close":
            if token.type == "paragraph_open" and content is None and not children:
                content = self.inline(self.take())
                self.take()
            elif token.type == "ordered_list_open" and content is not None:
                self.begins_with_1(token)
                children.extend(self.items(depth + 1))
            elif token.type == "paragraph_open":
                raise MarkupFault(self.line, "An item holds a second paragraph.", "Make it an item of its own.")
            else:
                self.refuse(token)
        if content is None:
            raise MarkupFault(self.line, "An item has no text.", "Write its text after the number.")
        return Item(content, tuple(children), anchor(content))

    def inline(self, token: Token) -> tuple[Inline, ...]:
        children = token.children or []
        typed = _TYPED_ITEM.match(token.content)
        if typed:
            message = f"The number {typed.group().strip()} is typed; it would go stale when items move."
            raise MarkupFault(self.line, message, "Begin the item with 1. and let the program count.")
        return _inlines(iter(children), self, None)


def _inlines(tokens: Iterable[Token], parsing: _Parsing, until: str | None) -> tuple[Inline, ...]:
    found: list[Inline] = []
    begin = parsing.line
    tokens = iter(tokens)
    for token in tokens:
        if token.type == until:
            break
        match token.type:
            case "text":
                found.append(Text(token.content.replace("'", "’")))
            case "softbreak":
                parsing.line += 1
                found.append(Text(" "))
            case "em_open":
                found.append(Emphasis(_inlines(tokens, parsing, "em_close")))
            case "strong_open":
                found.append(_term(_inlines(tokens, parsing, "strong_close"), parsing))
            case "link_open":
                found.append(_reference(token, _inlines(tokens, parsing, "link_close"), parsing))
            case _:
                parsing.refuse(token)
    joined = _joined(found)
    for inline in joined:
        if isinstance(inline, Text) and (typed := _TYPED.search(inline.text)):
            message = f"The number in “{typed.group()}” is typed; it would go stale when sections move."
            raise MarkupFault(begin, message, "Refer with [Section](#topic).")
    return joined


def _joined(inlines: list[Inline]) -> tuple[Inline, ...]:
    """The inlines with neighboring texts made one, and empty ones left out."""
    found: list[Inline] = []
    for inline in inlines:
        if isinstance(inline, Text) and found and isinstance(found[-1], Text):
            found[-1] = Text(found[-1].text + inline.text)
        elif not (isinstance(inline, Text) and not inline.text):
            found.append(inline)
    return tuple(found)


def _term(content: tuple[Inline, ...], parsing: _Parsing) -> Term:
    words = "".join(inline.text for inline in content if isinstance(inline, Text))
    quoted = _QUOTED.match(words)
    if quoted is None or not all(isinstance(inline, Text) for inline in content):
        message = "Bold type is for a term where it is defined, and this is not a term in quotation marks."
        raise MarkupFault(parsing.line, message, 'Write **"Service Area"**, or use *emphasis*.')
    return Term(quoted.group(1))


def _reference(token: Token, content: tuple[Inline, ...], parsing: _Parsing) -> Reference:
    target = str(token.attrs.get("href", ""))
    if not _TARGET.match(target):
        message = f"The link to {target or 'nothing'} is not a reference within the agreement."
        raise MarkupFault(parsing.line, message, "Refer to a topic with [Section](#topic).")
    words = "".join(inline.text for inline in content if isinstance(inline, Text))
    if words not in ("Section", "Exhibit", "Article"):
        message = f"The words of a reference are Section or Exhibit, not “{words}”: its label takes their place."
        raise MarkupFault(parsing.line, message, f"Write [Section]({target}).")
    return Reference(target[1:])


def anchor(content: tuple[Inline, ...]) -> str | None:
    """The slug of an item's caption (its leading emphasis): `notice` for `*Notice.* A Party ...`."""
    if content and isinstance(content[0], Emphasis):
        words = "".join(inline.text for inline in content[0].content if isinstance(inline, Text))
        return _SLUG.sub("-", _MARK.sub(" ", words).lower()).strip("-") or None
    return None


def place_values(blocks: tuple[Block, ...], values: tuple[Value | Blank, ...]) -> tuple[Block, ...]:
    """The blocks with every mark replaced by the value it stands for."""
    if not values:
        return blocks
    return tuple(_placed(block, values) for block in blocks)


def _placed(block: Block, values: tuple[Value | Blank, ...]) -> Block:
    match block:
        case Paragraph(content):
            return Paragraph(place_inlines(content, values))
        case Item(content, children, name):
            inner = tuple(_placed(child, values) for child in children)
            return Item(place_inlines(content, values), tuple(c for c in inner if isinstance(c, Item)), name)
    return block


def place_inlines(content: tuple[Inline, ...], values: tuple[Value | Blank, ...]) -> tuple[Inline, ...]:
    """The inlines with every mark replaced by its value."""
    found: list[Inline] = []
    for inline in content:
        match inline:
            case Text(text):
                found += _pieces(text, values) if "\ue000" in text else [inline]
            case Term(term) if "\ue000" in term:
                found.append(Term(_MARK.sub(lambda mark: _words(values[int(mark.group(1))]), term)))
            case Emphasis(inner):
                found.append(Emphasis(place_inlines(inner, values)))
            case _:
                found.append(inline)
    return tuple(found)


def _pieces(text: str, values: tuple[Value | Blank, ...]) -> Iterator[Inline]:
    for place, piece in enumerate(_MARK.split(text)):
        if place % 2:
            yield values[int(piece)]
        elif piece:
            yield Text(piece)


def _words(value: Value | Blank) -> str:
    return value.text if isinstance(value, Value) else f"[{value.label}]"
