"""Composition: chosen clauses, filled and read, put together as one document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from agreement_builder.answers.facts import Reading, UndecidedFact
from agreement_builder.answers.load import AnswersFile
from agreement_builder.compose.admission import Source
from agreement_builder.compose.annex import annexes
from agreement_builder.compose.blanks import BlankValues, blank_findings
from agreement_builder.compose.checklist import Checklist, checklist
from agreement_builder.compose.decisions import OpenDecisions
from agreement_builder.compose.exhibits import build_exhibit
from agreement_builder.compose.fill import fill
from agreement_builder.compose.ground import Ground, RouteFound, ground, suggested
from agreement_builder.compose.lone import referred, without_lone_item
from agreement_builder.compose.markup import MarkupFault, parse, place_values
from agreement_builder.compose.member import COST, Member, members
from agreement_builder.compose.select import Chosen, select
from agreement_builder.compose.signatures import sign
from agreement_builder.document import tree
from agreement_builder.document.terms import Terms, terms_finder
from agreement_builder.document.walk import block_runs, flat
from agreement_builder.errors import Finding, LibraryRefusal, Where, error
from agreement_builder.library.clause import Clause
from agreement_builder.library.model import Library
from agreement_builder.library.outline import ArticleOutline, Slot


@dataclass(frozen=True, slots=True)
class Composition:
    """A document, what was chosen for each topic, and the facts that each clause's text read.

    `undecided` holds the ids of clauses whose choice or text waits for an answer.
    """

    document: tree.Document
    chosen: tuple[Chosen, ...]
    definitions: tuple[Clause, ...]
    read: Mapping[str, Mapping[str, str | None]]
    findings: tuple[Finding, ...]
    routes: tuple[RouteFound, ...]
    checklist: Checklist
    undecided: frozenset[str] = frozenset()


def compose(library: Library, given: AnswersFile, *, annex: bool = True) -> Composition:
    """The document that the answers make of the library; with the annex for the reviewer, unless it is left off.

    Raises LibraryRefusal if the text of a chosen clause is at fault, with the faults of all of them.
    """
    file = suggested(library, given)
    base = ground(library, file)
    selection = select(library, file, base)
    chosen = selection.chosen
    work = _Composing(library, file, selection.open, base)
    work.findings.extend((*base.findings, *selection.findings))
    for path in base.waiting:
        work.open.add(path, "the routes of authority")
    by_topic = work.sections(chosen)
    outline = library.outline
    definitions = work.definitions(by_topic.values())
    if outline.definitions in by_topic:
        by_topic[outline.definitions] = _with_definitions(by_topic[outline.definitions], definitions)
    if work.faults:
        raise LibraryRefusal(work.faults)
    picked = [c.clause for c in chosen if c.clause is not None]
    work.findings.extend(blank_findings(picked, library.topics, file))
    demanded = checklist(library, file.answers, base, picked, work.open.clauses)
    annexed = annexes(library, file.answers, base.routes, demanded) if annex else ()
    return Composition(
        document=work.document(by_topic, annexed),
        chosen=chosen,
        definitions=tuple(work.pulled),
        read=work.read,
        findings=(*work.findings, *work.open.findings(file, library)),
        routes=base.routes,
        checklist=demanded,
        undecided=frozenset(work.open.clauses),
    )


def _of(slot: Slot, sections: Mapping[str, tree.Clause], costs: Iterable[str]) -> Iterator[tree.Clause]:
    """The sections at a place of the outline: one, or those of all costs where these begin."""
    keys = costs if slot.topic == COST else (slot.topic,)
    yield from (sections[key] for key in keys if key in sections)


def _with_definitions(clause: tree.Clause, definitions: list[tree.Definition]) -> tree.Clause:
    return replace(clause, blocks=(*clause.blocks, *definitions))


def _continued(section: tree.Clause, one: Chosen, blocks: tuple[tree.Block, ...]) -> tree.Clause:
    """The section with the text of a further topic, which is known by its own name where it stands under another."""
    if one.slot.under is None:
        return replace(section, blocks=(*section.blocks, *blocks))
    return replace(
        section,
        heading=one.slot.heading or section.heading,
        blocks=(*section.blocks, *blocks),
        continued=(*section.continued, one.slot.topic),
    )


@dataclass
class _Composing:
    """One composition over one set of answers; `faults` are of the library, `findings` of the answers."""

    library: Library
    file: AnswersFile
    open: OpenDecisions
    base: Ground
    findings: list[Finding] = field(default_factory=list)
    faults: list[Finding] = field(default_factory=list)
    pulled: list[Clause] = field(default_factory=list)
    read: dict[str, Mapping[str, str | None]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.facts = self.base.facts
        self.reading = Reading()
        self.names = self.facts.names(self.reading)

    def document(self, by_topic: Mapping[str, tree.Clause], annexed: tuple[tree.Exhibit, ...]) -> tree.Document:
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
            exhibits=tuple(self.exhibits()),
            annexes=annexed,
        )

    def sections(self, chosen: Iterable[Chosen]) -> dict[str, tree.Clause]:
        """The sections by their keys, in the order in which they begin; what continues a section is added to it."""
        found: dict[str, tree.Clause] = {}
        for one in chosen:
            if one.clause is None:
                continue
            begun, meta = found.get(one.place), one.clause.meta
            blocks = self.blocks(one.clause, one.about)
            if begun is not None:
                found[one.place] = _continued(begun, one, blocks)
            else:
                heading = (one.about.heading if one.about is not None else None) or meta.title
                found[one.place] = tree.Clause(one.place, one.clause.id, meta.version, heading, blocks, meta.note)
        return found

    def blocks(self, clause: Clause, about: Member | None = None) -> tuple[tree.Block, ...]:
        """The blocks of a clause; a bracketed remark where its text depends on an unanswered fact."""
        self.reading.facts = {}
        names = {**self.names, "blanks": BlankValues(clause, self.file, self.reading)}
        if about is not None:
            names.update(about.names(self.facts, self.reading))
        try:
            return compose_text(clause, names, self.reading)
        except UndecidedFact as undecided:
            self.open.add(undecided.path, clause.id, clause.id)
            self.reading.facts[undecided.path] = None
            blank = tree.Blank(undecided.path, f"the text depends on {undecided.path}, which is not answered")
            return (tree.Paragraph((blank,)),)
        except LibraryRefusal as refusal:
            self.faults.extend(refusal.findings)
            return ()
        finally:
            self.read[clause.id] = {**self.read.get(clause.id, {}), **self.reading.facts}

    def definitions(self, clauses: Iterable[tree.Clause]) -> list[tree.Definition]:
        """The definitions that the clauses need, and those that these need in turn, in alphabetical order."""
        answers = self.file.answers
        known = {
            term: clause
            for term, clauses in self.library.definitions.items()
            for clause in reversed(clauses)
            if clause.serves(answers.jurisdiction, answers.service.kind)
        }
        terms = terms_finder(tuple(sorted(known)))
        pulled: dict[str, tree.Definition] = {}
        waiting: list[tuple[tree.Block, ...]] = [clause.blocks for clause in clauses]
        while waiting:
            for term in _terms(waiting.pop(), terms):
                source = known[term]
                if source.id not in pulled:
                    self.pulled.append(source)
                    blocks = self.blocks(source)
                    pulled[source.id] = self.definition(source, blocks)
                    waiting.append(blocks)
        return sorted(pulled.values(), key=_sort_key)

    def definition(self, source: Clause, blocks: tuple[tree.Block, ...]) -> tree.Definition:
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
            blocks = read_markup(Source(text, file, 1), self.names, self.reading)
        except UndecidedFact as undecided:
            self.open.add(undecided.path, "a line of the outline")
            return (tree.Blank(undecided.path, f"the text depends on {undecided.path}, which is not answered"),)
        first = blocks[0] if blocks else tree.Paragraph(())
        return first.content if isinstance(first, tree.Paragraph) else ()

    def exhibits(self) -> Iterator[tree.Exhibit]:
        for outline in self.library.outline.exhibits:
            if outline.when is not None:
                condition = self.library.conditions[outline.when]
                verdict = condition.evaluate(lambda path: self.facts.value(path, self.names, self.reading))
                if not verdict:
                    continue
            yield build_exhibit(outline, self.file.answers)


def compose_text(clause: Clause, names: Mapping[str, object], reading: Reading) -> tuple[tree.Block, ...]:
    """The blocks of one clause, filled with `names`.

    Raises LibraryRefusal if its text is at fault, UndecidedFact if it decides on an unanswered fact.
    """
    source = Source(clause.text, clause.file, clause.line, frozenset(clause.meta.blanks))
    return read_markup(source, names, reading)


def read_markup(source: Source, names: Mapping[str, object], reading: Reading) -> tuple[tree.Block, ...]:
    """The blocks of a text, filled with `names`; raises as `compose_text`."""
    filled = fill(source, names, reading)
    try:
        blocks = parse(filled.text)
    except MarkupFault as fault:
        line = _line_of(filled.text, fault.line, source)
        raise LibraryRefusal([error("clause-markup", Where(source.file, line), fault.message, fault.hint)]) from None
    return place_values(blocks, filled.values)


def _line_of(filled: str, line: int, source: Source) -> int:
    """The line of the file that holds the words which stand on `line` of the filled text."""
    lines = filled.split("\n")
    pieces = re.split("\ue000[0-9]+\ue001", lines[line].strip() if line < len(lines) else "")
    longest = max(pieces, key=len).strip()
    for pattern in (r"\{\{[^{}]*\}\}".join(map(re.escape, pieces)), re.escape(longest)):
        for place, text in enumerate(source.text.split("\n")):
            if longest and re.search(pattern, text):
                return source.line + place
    return min(source.line + line, source.line + source.text.count("\n"))


def _terms(blocks: tuple[tree.Block, ...], terms: Terms) -> Iterator[str]:
    for content in block_runs(blocks):
        yield from terms.used("".join([inline.text for inline in flat(content) if isinstance(inline, tree.Text)]))


def _sort_key(definition: tree.Definition) -> str:
    return next((inline.term.lower() for inline in definition.content if isinstance(inline, tree.Term)), "")
