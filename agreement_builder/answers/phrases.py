"""A method of sharing in one phrase, for rules that name another rule: `in proportion to resident population`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from agreement_builder.answers.measure import Measure
from agreement_builder.answers.party import Party, the_name
from agreement_builder.answers.pricing import Amounts
from agreement_builder.answers.shape import meaning_of
from agreement_builder.answers.sharing import Alternating, Blend, ByMeasure, Equal, Fixed, Formula, Shares


def rule_phrase(method: Shares, parties: Sequence[Party]) -> str:
    """The method as words that complete "the cost is shared" or, for a price, "what it would pay"."""
    match method:
        case Equal():
            return "in equal shares"
        case Fixed(percents=percents):
            return f"in these percentages: {_figures(percents, parties, '{}%')}"
        case ByMeasure(measure=measure):
            return f"in proportion to {measure_phrase(measure)}"
        case Blend(parts=parts):
            named = (f"{p.weight}% {measure_phrase(p.measure) if p.measure else 'in equal parts'}" for p in parts)
            return f"by weighted measures: {'; '.join(named)}"
        case Formula(terms=terms):
            points = (
                measure_phrase(term.measure) + (f" divided by {term.unit:,}" if term.unit != 1 else "")
                for term in terms
            )
            return f"in proportion to points, which are the sum of {joined(list(points))}"
        case Alternating(order=order):
            names = {party.id: the_name(party) for party in parties}
            return f"by turns of a year: {', then '.join(names.get(key, key) for key in order)}"
        case Amounts(amounts=amounts):
            return f"under these yearly amounts: {_figures(amounts, parties, '${:,.2f}')}"
        case _:
            return f"under this rule: {meaning_of(type(method))}"


def measure_phrase(measure: Measure) -> str:
    """The measure with its source: `resident population (2020 Decennial Census)`."""
    return f"{measure.called} ({measure.source})" if measure.source else measure.called


def _figures(figures: dict[str, Decimal] | dict[str, Decimal | None], parties: Sequence[Party], form: str) -> str:
    return "; ".join(_one(figures, parties, form))


def _one(figures: dict[str, Decimal] | dict[str, Decimal | None], parties: Sequence[Party], form: str) -> Iterator[str]:
    for party in parties:
        figure = figures.get(party.id)
        if figure is not None:
            yield f"{the_name(party)} {form.format(figure)}"


def joined(words: Sequence[str]) -> str:
    """`a`, `a and b`, or `a, b, and c`."""
    if len(words) < 3:
        return " and ".join(words)
    return f"{', '.join(words[:-1])}, and {words[-1]}"
