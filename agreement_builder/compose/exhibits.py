"""Exhibits: tables that the program builds from facts, placed by the outline."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from agreement_builder.answers.model import Answers
from agreement_builder.answers.party import label
from agreement_builder.compose.alternatives import Version, bracketed, merged
from agreement_builder.compose.cases import Case, Cases
from agreement_builder.compose.cells import given, name_of, text
from agreement_builder.compose.cost_tables import divided_blocks, rounding_of
from agreement_builder.compose.levels import level_blocks
from agreement_builder.compose.prices import priced_blocks
from agreement_builder.compose.worked import chart_blocks, worked_blocks
from agreement_builder.costs.account import account
from agreement_builder.costs.line import line_year
from agreement_builder.costs.terms import terms_of
from agreement_builder.document.tree import Align, Block, Column, Emphasis, Exhibit, Paragraph, Table, Value
from agreement_builder.library.outline import ExhibitKind, ExhibitOutline


def build_exhibit(outline: ExhibitOutline, answers: Answers) -> Exhibit:
    """The exhibit of this kind."""
    return Exhibit(outline.id, outline.heading, BUILDERS[outline.kind](answers))


_TELLING = ("service", "management", "funding")
"""The groups of the answers, beside the parties, of which exhibits tell."""


def exhibits(cases: Cases) -> Iterator[Exhibit]:
    """The exhibits of a draft; one that stands or reads differently by a choice of counsel, with its alternatives."""
    left = [path for path in cases.first.file.counsel_notes if path.startswith(_TELLING)]
    for outline in cases.library.outline.exhibits:
        # An exhibit is built from answers by code, which does not tell which of them it read.
        telling = [path for path in left if _tells(cases, path, outline)]

        def look(
            case: Case, outline: ExhibitOutline = outline, telling: list[str] = telling
        ) -> tuple[tuple[Block, ...], str | None]:
            verdict, read = (True, {}) if outline.when is None else case.base.weighing(outline.when)
            if not verdict:
                return (), cases.open_among(read.items()) if verdict is None else None
            waits = next((path for path in telling if not case.settles(path)), None)
            return build_exhibit(outline, case.file.answers).blocks, waits

        versions = merged(Version((leaf.case.settled,), leaf.found) for leaf in cases.leaves(look))
        if any(version.blocks for version in versions):
            yield Exhibit(outline.id, outline.heading, bracketed(versions))


def _tells(cases: Cases, path: str, outline: ExhibitOutline) -> bool:
    """Whether the exhibit reads differently under the options of a choice."""
    under = [case for case in cases.under(cases.first, path) if outline.when is None or case.base.holds(outline.when)]
    return len({build_exhibit(outline, case.file.answers) for case in under}) > 1


# Costs


def _cost_shares(answers: Answers) -> tuple[Block, ...]:
    year = account(answers)
    return (
        *divided_blocks(answers, year.lines[0], "the Net Cost"),
        *worked_blocks(answers, year.lines[0]),
        *chart_blocks(answers, year),
    )


def _prices(answers: Answers) -> tuple[Block, ...]:
    year = account(answers)
    return (
        *priced_blocks(answers, year.lines[0]),
        *worked_blocks(answers, year.lines[0]),
        *chart_blocks(answers, year),
    )


def _cost_lines(answers: Answers) -> tuple[Block, ...]:
    """Each cost with a rule of its own, in the first fiscal year in which it arises."""
    others = terms_of(answers)[1:]
    divided = any(not terms.priced and terms.shares is not None for terms in others)
    blocks: list[Block] = [Paragraph(text(rounding_of(others)))] if divided else []
    for terms in others:
        line = line_year(terms, terms.first)
        blocks.append(Paragraph((Emphasis((Value(f"{terms.name}.", f"{terms.path}.name"),)),)))
        blocks += priced_blocks(answers, line) if terms.priced else divided_blocks(answers, line, "this cost")
        blocks += worked_blocks(answers, line)
    return tuple(blocks)


# Performance measures and notice addresses


def _performance_measures(answers: Answers) -> tuple[Block, ...]:
    rows = tuple(
        (
            text(str(place)),
            (Value(measure.measure, f"service.measures[{place}].measure"),),
            (given(measure.target, f"service.measures[{place}].target", f"Target of measure {place}"),),
        )
        for place, measure in enumerate(answers.service.measures or (), 1)
    )
    columns = (
        Column("No.", Align.RIGHT, 8),
        Column("Measure", Align.LEFT, 67),
        Column("Target", Align.LEFT, 25),
    )
    return (
        Table(
            "Measures reported for each Fiscal Year",
            "Number, measure and target of each measure.",
            columns,
            rows,
        ),
    )


def _notice_addresses(answers: Answers) -> tuple[Block, ...]:
    rows = []
    for party in answers.parties:
        office = given(
            party.chief_executive,
            f"parties.{party.id}.chief_executive",
            label(party, "chief_executive"),
        )
        address = given(party.address, f"parties.{party.id}.address", label(party, "address"))
        rows.append((name_of(answers, party.id), (office,), (address,)))
    columns = (
        Column("Party", Align.LEFT, 30),
        Column("Officer", Align.LEFT, 25),
        Column("Address", Align.LEFT, 45),
    )
    return (
        Table(
            "Where notices are sent",
            "For each Party the officer and the address for notices.",
            columns,
            tuple(rows),
        ),
    )


BUILDERS: dict[ExhibitKind, Callable[[Answers], tuple[Block, ...]]] = {
    ExhibitKind.COST_SHARES: _cost_shares,
    ExhibitKind.PRICES: _prices,
    ExhibitKind.COST_LINES: _cost_lines,
    ExhibitKind.SERVICE_LEVELS: level_blocks,
    ExhibitKind.PERFORMANCE_MEASURES: _performance_measures,
    ExhibitKind.NOTICE_ADDRESSES: _notice_addresses,
}
"""The builder of each kind of exhibit."""
