"""A method of sharing in one phrase, for rules that name another rule: `in proportion to resident population`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from agreement_builder.answers.measure import Measure
from agreement_builder.answers.party import Party, the_name
from agreement_builder.answers.pricing import Amounts, Charges, Hourly, Rate
from agreement_builder.answers.shape import meaning_of
from agreement_builder.answers.sharing import Alternating, Blend, ByMeasure, Equal, Fixed, Formula, Shares


def rule_phrase(method: Shares, parties: Sequence[Party]) -> str:
    """The method as words that complete "the cost is divided" or, for a price, "what it would pay"."""
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
        case Alternating(order=order, years_each=years):
            names = {party.id: the_name(party) for party in parties}
            turn = "one Fiscal Year" if years == 1 else f"{years} Fiscal Years"
            return f"by turns of {turn}: {', then '.join(names.get(key, key) for key in order)}"
        case Amounts(amounts=amounts):
            return f"under these yearly amounts: {_figures(amounts, parties, '${:,.2f}')}"
        case Rate() if not method.rates and method.rate is not None:
            return f"at ${method.rate:,.2f} for each unit of {measure_phrase(method.measure)}"
        case Charges(prices=prices):
            return f"at these prices: {_prices((f'{p.item}, {p.unit}', p.price) for p in prices)}"
        case Hourly(rates=rates, overhead=overhead):
            more = f"; with {overhead}% in addition for overhead" if overhead else ""
            return f"at these hourly prices: {_prices((rate.work, rate.rate) for rate in rates)}{more}"
        case _:
            return f"under this rule: {meaning_of(type(method))}"


def measure_phrase(measure: Measure) -> str:
    """The measure with its source: `resident population (2020 Decennial Census)`."""
    average = f"average of the newest {measure.average} years" if measure.average > 1 else None
    details = [detail for detail in (measure.source, average) if detail]
    return f"{measure.called} ({', '.join(details)})" if details else measure.called


def _prices(prices: Iterable[tuple[str, Decimal | None]]) -> str:
    return "; ".join(f"{what} ${price:,.2f}" if price is not None else what for what, price in prices)


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


def sentence(words: str) -> str:
    """The words with a capital at the beginning, for the start of a sentence."""
    return words[:1].upper() + words[1:]


def small(words: str) -> str:
    """Words with a small first letter, unless the first word has capitals of its own, such as a name in capitals."""
    first = words.partition(" ")[0]
    return words[:1].lower() + words[1:] if first[1:].islower() or len(first) == 1 else words
