"""One clause as it stands in the library: every branch of its text, and a placeholder for every fact."""

from __future__ import annotations

import re
from collections.abc import Iterator

from agreement_builder.answers.vocabulary import vocabulary
from agreement_builder.compose.admission import Source
from agreement_builder.compose.fill import MARK, compiled
from agreement_builder.compose.markup import MarkupFault, parse, place_values
from agreement_builder.document.tree import Blank, Block
from agreement_builder.errors import LibraryRefusal, Where, error
from agreement_builder.library.clause import Clause

_CODE = re.compile(r"\{\{(.*?)\}\}|\{%(.*?)%\}")
_TAGS_ALONE = re.compile(r"\s*(?:\{%[^{}]*%\}\s*)+")
_MARKER = re.compile(r"(\s*)[0-9]+\.(\s+)")
_OPENING = ("if", "elif", "else", "for")
_OWNERS = {"lead": "the lead agency", "others": "the others"}


def specimen(clause: Clause) -> tuple[Block, ...]:
    """The blocks of a clause without answers, for a reviewer.

    Every fact is a blank with the name of its question, and so is every condition, such as `[if ...:]`, before
    the words that depend on it; `[end]` follows them. Raises LibraryRefusal if the text is at fault.
    """
    compiled(Source(clause.text, clause.file, clause.line, frozenset(clause.meta.blanks)))
    work = _Marking(clause)
    text = "\n".join(work.lines())
    try:
        return place_values(parse(text), tuple(work.values))
    except MarkupFault as fault:
        hint = f"{fault.hint} For the line: agreement-builder library lint"
        raise LibraryRefusal([error("clause-markup", Where(clause.file, clause.line), fault.message, hint)]) from None


class _Marking:
    """One text with a mark in place of everything between braces; `values` are what the marks stand for."""

    def __init__(self, clause: Clause) -> None:
        self.clause = clause
        self.values: list[Blank] = []
        self.questions = vocabulary()

    def lines(self) -> Iterator[str]:
        """The lines; a line of tags alone becomes a paragraph, or goes into the nested item that it is about."""
        lines = [_MARKER.sub(r"\g<1>1.\g<2>", line, count=1) for line in self.clause.text.split("\n")]
        waiting = ""
        done: list[str] = [""]
        for place, line in enumerate(lines):
            if not _TAGS_ALONE.fullmatch(line):
                done.append(_begun(_CODE.sub(self.mark, line), waiting))
                waiting = "" if line.strip() else waiting
                continue
            for found in _CODE.finditer(line):
                mark = self.mark(found)
                opens = (found[2] or "").strip(" -+").split()[0] in _OPENING
                if opens and _nested(next((text for text in lines[place + 1 :] if _says(text)), "")):
                    waiting += f"{mark} "
                elif not opens and _nested(done[last := _last(done)]):
                    done[last] += f" {mark}"
                else:
                    done += ["", mark, ""]
        return iter(done)

    def mark(self, found: re.Match[str]) -> str:
        """The mark for a printed fact or a tag."""
        fact, tag = found[1], found[2]
        if fact is not None:
            path = fact.partition("|")[0].strip(" -+")
            self.values.append(Blank(path, self.label(path)))
        else:
            words = tag.strip(" -+")
            self.values.append(Blank(words.split()[0], _condition(words)))
        return MARK.format(len(self.values) - 1)

    def label(self, path: str) -> str:
        """What stands between the brackets for a fact."""
        first, _, rest = path.partition(".")
        spec = self.clause.meta.blanks.get(rest) if first == "blanks" else None
        if spec is not None:
            return spec.label
        if rest in ("name", "the_name", "short"):
            return f"name of {_OWNERS.get(first, 'the ' + first)}"
        question = self.questions.get(path) or self.questions.get(f"lead.{rest}") or path
        return question.partition(":")[0]


def _condition(tag: str) -> str:
    """A tag in words: `if count > 2:`, `otherwise:`, `for each of parties:`, `end`."""
    word, _, rest = tag.partition(" ")
    rest = rest.strip().replace("loop.last", "it is the last").replace("loop.first", "it is the first")
    match word:
        case "if":
            return f"if {rest}:"
        case "elif":
            return f"or if {rest}:"
        case "else":
            return "otherwise:"
        case "for":
            return f"for each of {rest.rpartition(' in ')[2].strip()}:"
    return "end"


def _begun(line: str, waiting: str) -> str:
    """The line with `waiting` at the beginning of its words."""
    marker = _MARKER.match(line)
    place = marker.end() if marker else 0
    return line[:place] + waiting + line[place:] if waiting else line


def _nested(line: str) -> bool:
    marker = _MARKER.match(line)
    return marker is not None and bool(marker[1])


def _last(lines: list[str]) -> int:
    """The place of the last line with words."""
    return next((place for place in range(len(lines) - 1, -1, -1) if lines[place].strip()), 0)


def _says(line: str) -> bool:
    return bool(line.strip()) and not _TAGS_ALONE.fullmatch(line)
