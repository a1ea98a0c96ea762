"""What the rules of costs mean: why a contradiction in the terms of money matters and what to do about it."""

from __future__ import annotations

MONEY: dict[tuple[str, ...], str] = {
    (
        "share-missing",
        "share-zero",
        "shares-total",
    ): """The shares do not divide the whole cost among the parties.

Every party needs a figure, figures must not all be zero, and percentages and weights add up to exactly 100, or
part of the cost would have no payer.""",
    ("measure",): """A measure has figures that do not belong together.

Figures of one day and figures by year cannot both count, and an average of several years needs figures by year.
Then nobody knows which of them makes the shares.""",
    ("adjustment", "cap-below-floor"): """An adjustment does not fit the method, or cannot be met.

Thresholds, phases and rounded shares change shares, so they need a method that divides a cost; a minimum belongs
to a price. A floor or a cap has exactly one limit. A cap below a floor, or floors of more than the whole cost,
leave no amount that keeps both.""",
    ("years-unpriced", "tiers"): """A list of amounts or tiers has a gap.

Where amounts are stated year by year, every fiscal year of the term has one, or afterwards says what is paid then;
a term longer than its price list leaves the parties without a price. Tiers of fees follow one another, and the last
one has no upper limit, so that every dollar belongs to one of them.""",
    ("line-twice", "payee-missing", "payer-missing"): """A cost has no key of its own, or nobody who pays or is paid.

Commands call each cost by its key, and operating is that of the operating cost. A rent needs a party that is paid,
and a rent or a price needs another party that pays.""",
}
"""Explanations of the rules of sharing, adjustments and cost lines."""
