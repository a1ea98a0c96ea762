"""Each alternative that a draft carries for counsel is what the option alone would have made of the answers."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from agreement_builder.answers.load import AnswersFile, revised
from agreement_builder.answers.model import Answers
from agreement_builder.answers.shape import Group, Shape, Single, fields_of
from agreement_builder.compose.compose import Composition, compose
from agreement_builder.compose.ground import concerning
from agreement_builder.document import tree
from agreement_builder.document.walk import block_runs, clauses, flat
from agreement_builder.errors import AnswersRefusal, Severity
from agreement_builder.library.model import Library
from tests import drafts

OPTIONS_WITHOUT = ("management.model", "choices.entity")
"""Choices of which no draft carries the alternatives."""


def _closed(shape: Shape, path: str = "") -> Iterator[str]:
    """Every closed choice of the models that may be left open, outside lists."""
    match shape:
        case Single(kind="choice" | "yes_no", optional=True):
            yield path
        case Group(model=model):
            for name, inner in fields_of(model).items():
                yield from _closed(inner, f"{path}.{name}" if path else name)


CLOSED = tuple(_closed(Group(model=Answers)))


def _words(content: tuple[tree.Inline, ...], path: str) -> str:
    """The words; an answer to the choice itself, which is a blank where it is left to counsel, as its path."""
    found = []
    for inline in flat(content):
        match inline:
            case tree.Value(_, of) | tree.Blank(of, _) if of == path:
                found.append(path)
            case tree.Text(text) | tree.Value(text, _) | tree.Blank(_, text) | tree.Term(text) | tree.Reference(text):
                found.append(text)
    return "".join(found)


def _kept(blocks: tuple[tree.Block, ...], meaning: str) -> Iterator[tree.Block]:
    """The blocks with those of the one alternative that follows from an option."""
    for block in blocks:
        if isinstance(block, tree.Alternatives):
            (member,) = [one for one in block.members if meaning in one.follows_from.split("; or ")]
            yield from member.blocks
        else:
            yield block


def shown(document: tree.Document, path: str, meaning: str = "") -> dict[str, list[str]]:
    """The paragraphs of each section and exhibit, as they are if counsel takes the option with this meaning."""
    parts = {clause.topic: clause.blocks for clause in clauses(document)}
    parts |= {exhibit.id: exhibit.blocks for exhibit in document.exhibits}
    kept = {place: tuple(_kept(blocks, meaning)) for place, blocks in parts.items()}
    return {place: [_words(run, path) for run in block_runs(blocks)] for place, blocks in kept.items() if blocks}


def errors(made: Composition) -> set[str]:
    return {finding.message for finding in made.findings if finding.severity is Severity.ERROR}


def differ_only_in_remarks(got: dict[str, list[str]], wanted: dict[str, list[str]]) -> bool:
    """Whether what stands under an option is what it alone would have made.

    Definitions that other alternatives need stand there as well. Where a further answer decides what stands under
    the option, the alternatives say so, and a draft with the option alone has nothing.
    """
    told = {place: [words for words in lines if "depends on" not in words] for place, lines in got.items()}
    told = {place: lines for place, lines in told.items() if lines}
    wanted = {place: [words for words in lines if "depends on" not in words] for place, lines in wanted.items()}
    wanted = {place: lines for place, lines in wanted.items() if lines}
    words = told.pop("defined-terms"), wanted.pop("defined-terms")
    return told == wanted and set(words[1]) <= set(words[0])


def agrees(library: Library, file: AnswersFile, path: str, known: set[str]) -> int:
    """Holds a draft with the choice left to counsel against one for each option; how many there are.

    `known` are the errors of the draft without it.
    """
    made = compose(library, revised(file, [f"{path}={{counsel: n}}"], "--set"), annex=False)
    (left,) = made.counsel
    assert errors(made) <= known
    found, texts = 0, set()
    for option in left.options:
        alone = compose(library, revised(file, [f"{path}={option.value}"], "--set"), annex=False).document
        assert differ_only_in_remarks(shown(made.document, path, option.meaning), shown(alone, path)), option
        texts.add(repr(shown(alone, path)))
        found += 1
    for option, _ in left.barred:
        with pytest.raises(AnswersRefusal):
            revised(file, [f"{path}={option.value}"], "--set")
    assert left.places if len(texts) > 1 else not left.places
    return found


@pytest.mark.parametrize("path", [path for path in CLOSED if path not in OPTIONS_WITHOUT])
def test_each_alternative_of_a_choice_of_the_models_is_what_its_option_makes(library, bolton, path):
    assert agrees(library, bolton, path, errors(drafts.make().composition)) >= 1


@pytest.fixture(scope="module")
def asked(library: Library) -> dict[str, list[str]]:
    """The choices of the library, by the example in which each first concerns the agreement."""
    found: dict[str, list[str]] = {}
    seen: set[str] = set()
    for name in drafts.EXAMPLES:
        for choice in concerning(library, drafts.answers(path=drafts.EXAMPLES[name]).answers):
            if choice.id not in seen:
                seen.add(choice.id)
                found.setdefault(name, []).append(f"choices.{choice.id}")
    return found


@pytest.mark.parametrize("name", drafts.EXAMPLES)
def test_each_alternative_of_a_choice_of_the_library_is_what_its_option_makes(library, asked, name):
    file = drafts.answers(path=drafts.EXAMPLES[name])
    known = errors(compose(library, file, annex=False))
    for path in asked.get(name, ()):
        if path not in OPTIONS_WITHOUT:
            assert agrees(library, file, path, known) >= 2
