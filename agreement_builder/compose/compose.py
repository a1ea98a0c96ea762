"""Composition: chosen clauses, filled and read, put together as one document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import TypeVar

from agreement_builder.answers.counsel import left_around
from agreement_builder.answers.facts import UndecidedFact
from agreement_builder.answers.load import AnswersFile
from agreement_builder.compose.admission import Source
from agreement_builder.compose.alternatives import Version, bracketed, choices_of, joined, merged, unsettled
from agreement_builder.compose.annex import annexes
from agreement_builder.compose.blanks import blank_findings
from agreement_builder.compose.cases import MOST, Cases
from agreement_builder.compose.checklist import Checklist, checklist
from agreement_builder.compose.counsel import LeftToCounsel, left_to_counsel
from agreement_builder.compose.decisions import OpenDecisions
from agreement_builder.compose.exhibits import exhibits
from agreement_builder.compose.ground import RouteFound, suggested
from agreement_builder.compose.lone import referred, without_lone_item
from agreement_builder.compose.member import COST, members
from agreement_builder.compose.ruled import Ruled, ruled
from agreement_builder.compose.select import Chosen, select
from agreement_builder.compose.signatures import sign
from agreement_builder.compose.text import read_markup
from agreement_builder.compose.texts import Texts
from agreement_builder.document import tree
from agreement_builder.document.relabel import relabelled
from agreement_builder.document.terms import Terms, terms_finder
from agreement_builder.document.walk import block_runs, flat
from agreement_builder.errors import Finding, LibraryRefusal, Where, error
from agreement_builder.library.clause import Clause
from agreement_builder.library.model import Library
from agreement_builder.library.outline import ArticleOutline, Slot

Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Composition:
    """A document, what was chosen for each topic, and the facts that each clause's text read.

    `undecided` holds the ids of clauses whose choice or text waits for an answer, `counsel` what is left to it, and
    `ruled` the blanks that are filled by hand at signing.
    """

    document: tree.Document
    chosen: tuple[Chosen, ...]
    definitions: tuple[Clause, ...]
    read: Mapping[str, Mapping[str, str | None]]
    findings: tuple[Finding, ...]
    routes: tuple[RouteFound, ...]
    checklist: Checklist
    undecided: frozenset[str] = frozenset()
    counsel: tuple[LeftToCounsel, ...] = ()
    ruled: tuple[Ruled, ...] = ()


def compose(library: Library, given: AnswersFile, *, annex: bool = True) -> Composition:
    """The document that the answers make of the library; with the annex for the reviewer, unless it is left off.

    Raises LibraryRefusal if the text of a chosen clause is at fault, with the faults of all of them.
    """
    file = suggested(library, given)
    cases = Cases(library, file)
    base = cases.first.base
    selection = select(cases)
    work = Composing(cases, selection.open)
    work.findings.extend((*base.findings, *selection.findings))
    for path in base.waiting:
        work.open.add(path, "the routes of authority")
    by_topic = work.sections(selection.chosen)
    outline = library.outline
    definitions = work.definitions(by_topic.values())
    if outline.definitions in by_topic:
        by_topic[outline.definitions] = _with_definitions(by_topic[outline.definitions], definitions)
    if work.faults:
        raise LibraryRefusal(work.faults)
    picked = [c.clause for c in work.chosen if c.clause is not None]
    work.findings.extend(blank_findings(picked, library.topics, file))
    demanded = checklist(cases, work.chosen, work.open.clauses)
    document, by_hand = ruled(work.document(by_topic), file, {*work.open.waiting, *work.open.in_case})
    left = tuple(left_to_counsel(cases, document))
    if annex:
        annexed = annexes(library, file.answers, base.routes, demanded, left, document)
        document = replace(document, annexes=annexed)
    return Composition(
        document=for_counsel(document, file.counsel_notes) if any(one.blanks for one in left) else document,
        chosen=tuple(work.chosen),
        definitions=tuple(work.pulled),
        read=work.texts.read,
        findings=(*work.findings, *work.open.findings(cases)),
        routes=base.routes,
        checklist=demanded,
        undecided=frozenset(work.open.clauses),
        counsel=left,
        ruled=by_hand,
    )


def for_counsel(document: Made, notes: Mapping[str, str]) -> Made:
    """The document or a part of it, whose blanks say so where counsel is to fill them."""

    def told(blank: tree.Blank) -> tree.Blank:
        left = left_around(blank.path, notes) is not None
        return replace(blank, label=f"{blank.label}: for counsel to decide") if left else blank

    return relabelled(document, told)


def _of(slot: Slot, sections: Mapping[str, tree.Clause], costs: Iterable[str]) -> Iterator[tree.Clause]:
    """The sections at a place of the outline: one, or those of all costs where these begin."""
    keys = costs if slot.topic == COST else (slot.topic,)
    yield from (sections[key] for key in keys if key in sections)


def _with_definitions(clause: tree.Clause, definitions: list[tree.Block]) -> tree.Clause:
    return replace(clause, blocks=(*clause.blocks, *definitions))


def _continued(section: tree.Clause, one: Chosen, blocks: tuple[tree.Block, ...]) -> tree.Clause:
    """The section with the text of a further topic, which is known by its own name where it stands under another."""
    section = replace(section, blocks=joined(section.blocks, blocks))
    if one.slot.under is None:
        return section
    return replace(section, heading=one.slot.heading or section.heading, continued=(*section.continued, one.slot.topic))


@dataclass
class Composing:
    """One composition over one set of answers; `faults` are of the library, `findings` of the answers."""

    cases: Cases
    open: OpenDecisions
    chosen: list[Chosen] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    faults: list[Finding] = field(default_factory=list)
    pulled: list[Clause] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.library, self.file = self.cases.library, self.cases.first.file
        self.texts = Texts(self.cases, self.open, self.faults)

    def document(self, by_topic: Mapping[str, tree.Clause]) -> tree.Document:
        """The document, from the clauses that fill the topics of the outline."""
        outline, answers = self.library.outline, self.file.answers
        costs = dict.fromkeys(member.section for member in members(answers) if member.heading is not None)
        targets = referred(by_topic.values())

        def sections(article: ArticleOutline) -> Iterator[tree.Clause]:
            return (section for slot in article.topics for section in _of(slot, by_topic, costs))

        return tree.Document(
            title=self.line(outline.title, self.library.outline_file),
            parties=tuple((tree.Value(p.name, f"parties.{p.id}.name"),) for p in answers.parties),
            service=(tree.Value(answers.service.kind.meaning, "service.kind"),),
            fronts=tuple(
                tree.Front(s.kind, s.heading, by_topic[s.topic]) for s in outline.front if s.topic in by_topic
            ),
            articles=tuple(
                tree.Article(
                    a.id,
                    a.heading,
                    tuple(without_lone_item(section, targets) for s in a.topics for section in _of(s, by_topic, costs)),
                )
                for a in outline.articles
            ),
            closing=by_topic.get(outline.closing.topic),
            signatures=tuple(sign(party) for party in answers.parties),
            exhibits=tuple(exhibits(self.cases)),
        )

    def sections(self, chosen: Iterable[Chosen]) -> dict[str, tree.Clause]:
        """The sections by their keys, in the order in which they begin; what continues a section is added to it."""
        found: dict[str, tree.Clause] = {}
        for _, group in groupby(chosen, key=lambda one: (one.slot.topic, one.about)):
            versions = merged(self.versions(tuple(group)))
            self.chosen += choices_of(versions)
            one = next((v.chosen for v in versions if v.clause), None)
            if one is None or one.clause is None:
                continue
            begun, meta = found.get(one.place), one.clause.meta
            if begun is not None:
                found[one.place] = _continued(begun, one, bracketed(versions))
            else:
                heading = (one.about.heading if one.about is not None else None) or meta.title
                blocks = bracketed(versions, heading)
                found[one.place] = tree.Clause(one.place, one.clause.id, meta.version, heading, blocks, meta.note)
        return found

    def versions(self, chosen: tuple[Chosen, ...]) -> Iterator[Version]:
        """What stands for a topic in each case on which its choice and its text depend."""
        leaves = [(one, leaf) for one in chosen for leaf in self.texts.of(one)]
        if len(leaves) > MOST:
            path = leaves[0][1].case.settled[0].path
            self.cases.many.add(path)
            clause = next((one.clause for one in chosen if one.clause is not None), None)
            yield Version(((),), self.texts.waits(path, clause), unsettled(chosen[0]))
            return
        for one, leaf in leaves:
            meta = one.clause.meta if one.clause is not None else None
            own = one.about.heading if one.about is not None and one.about.heading else None
            heading = own or (meta.title if meta is not None else "")
            yield Version((leaf.case.settled,), leaf.found, unsettled(one), heading)

    def definitions(self, clauses: Iterable[tree.Clause]) -> list[tree.Block]:
        """The definitions that the clauses need, and those that these need in turn, in alphabetical order."""
        answers = self.file.answers
        known = {
            term: clause
            for term, clauses in self.library.definitions.items()
            for clause in reversed(clauses)
            if clause.serves(answers.jurisdiction, answers.service.kind)
        }
        terms = terms_finder(tuple(sorted(known)))
        pulled: dict[str, tree.Block] = {}
        # What alternatives alone need comes last, so that a definition is known to be needed in any case.
        waiting = sorted((part for clause in clauses for part in _parts(clause.blocks)), key=lambda part: not part[1])
        while waiting:
            blocks, only_if = waiting.pop()
            for term in _terms(blocks, terms):
                source = known[term]
                if source.id not in pulled:
                    self.pulled.append(source)
                    pulled[source.id] = self.defined(source, only_if)
                    waiting.append(((pulled[source.id],), only_if))
        return sorted(pulled.values(), key=_sort_key)

    def defined(self, source: Clause, only_if: str = "") -> tree.Block:
        """A definition, in each case on which it depends; `only_if` as in `Texts.filled`."""
        versions = merged(
            Version((leaf.case.settled,), (self._definition(source, leaf.found),))
            for leaf in self.texts.filled(source, only_if=only_if)
        )
        (block,) = bracketed(versions)
        return block

    def _definition(self, source: Clause, blocks: tuple[tree.Block, ...]) -> tree.Definition:
        only = blocks[0] if len(blocks) == 1 else None
        if blocks and not isinstance(only, tree.Paragraph):
            message = "A definition is one paragraph; what stands beside it would be lost."
            hint = "Write one paragraph a file, without items."
            self.faults.append(error("clause-markup", Where(source.file, source.line), message, hint))
        content = only.content if isinstance(only, tree.Paragraph) else ()
        return tree.Definition(source.id, source.meta.version, content)

    def line(self, text: str, file: str) -> tuple[tree.Inline, ...]:
        """A single line of the outline, filled."""
        try:
            blocks = read_markup(Source(text, file, 1), self.cases.first.names, self.cases.first.reading)
        except UndecidedFact as undecided:
            self.open.add(undecided.path, "a line of the outline")
            return (tree.Blank(undecided.path, f"the text depends on {undecided.path}, which is not answered"),)
        first = blocks[0] if blocks else tree.Paragraph(())
        return first.content if isinstance(first, tree.Paragraph) else ()


def _parts(blocks: tuple[tree.Block, ...]) -> Iterator[tuple[tuple[tree.Block, ...], str]]:
    """The blocks, and apart from them those of each alternative with what it follows from."""
    yield tuple(block for block in blocks if not isinstance(block, tree.Alternatives)), ""
    for block in blocks:
        if isinstance(block, tree.Alternatives):
            yield from ((one.blocks, f"{block.question} {one.follows_from}") for one in block.members)


def _terms(blocks: tuple[tree.Block, ...], terms: Terms) -> Iterator[str]:
    for content in block_runs(blocks):
        yield from terms.used("".join([inline.text for inline in flat(content) if isinstance(inline, tree.Text)]))


def _sort_key(block: tree.Block) -> str:
    first = next(iter(block_runs((block,))), ())
    return next((inline.term.lower() for inline in first if isinstance(inline, tree.Term)), "")
