"""Random terms of costs, the same for the same seed: every method, every adjustment that fits it, odd figures."""

from __future__ import annotations

from random import Random
from typing import Any

from agreement_builder.answers.load import AnswersFile
from tests.samples import GONE, TOWNS, make_answers

DIVIDING = ("equal", "fixed", "measure", "blend", "formula", "alternating")
PRICED = ("amounts", "stepped", "rate", "charges", "hourly", "cost_plus", "fees", "in_kind")
OF_SHARES = ("none", "floor", "cap", "cap_provider", "threshold_share", "threshold_cost", "phase_in", "credit",
             "escalator", "lesser_of", "rounding_shares", "rounding_amounts", "growth", "bounds")  # fmt: skip
OF_PRICES = ("none", "floor", "cap", "credit", "escalator", "minimum", "lesser_of", "rounding_amounts")
YEAR = 2027


class Terms:
    """Draws the parts of one agreement."""

    def __init__(self, seed: object) -> None:
        self.random = Random(str(seed))

    def dollars(self, most: int) -> str:
        return f"{self.random.randint(1, most * 100) / 100:.2f}"

    def percents(self, count: int) -> list[str]:
        """Percentages with four decimals that add up to 100."""
        cuts = sorted(self.random.randint(0, 1_000_000) for _ in range(count - 1))
        parts = [high - low for low, high in zip([0, *cuts], [*cuts, 1_000_000], strict=True)]
        return [f"{part // 10_000}.{part % 10_000:04d}" for part in parts]

    def measure(self, keys: tuple[str, ...]) -> dict[str, Any]:
        def figures() -> dict[str, object]:
            return {key: self.random.choice([self.random.randint(1, 90_000), 5, 7.25]) for key in keys}

        if self.random.random() < 0.4:
            years = {year: figures() for year in range(2022, 2027)}
            return {"of": "calls", "source": "log", "years": years, "average": self.random.randint(1, 5)}
        return {"of": "population", "source": "census", "values": figures()}

    def dividing(self, kind: str, keys: tuple[str, ...]) -> dict[str, Any]:
        match kind:
            case "fixed":
                return {"method": kind, "percents": dict(zip(keys, self.percents(len(keys)), strict=True))}
            case "measure":
                return {"method": kind, "measure": self.measure(keys)}
            case "blend":
                parts = [{"weight": weight, "measure": self.measure(keys)} for weight in self.percents(3)]
                del parts[0]["measure"]
                return {"method": kind, "parts": parts}
            case "formula":
                terms = [{"measure": self.measure(keys), "unit": unit} for unit in (1, 100)]
                return {"method": kind, "terms": terms}
            case "alternating":
                return {"method": kind, "order": list(keys), "years_each": self.random.randint(1, 3)}
        return {"method": "equal"}

    def priced(self, kind: str, paying: tuple[str, ...]) -> dict[str, Any]:
        def each(most: int = 90_000) -> dict[str, object]:
            return {key: self.dollars(most) for key in paying}

        match kind:
            case "amounts":
                return {"method": kind, "amounts": each(), "increase": "2.5"}
            case "stepped":
                return {"method": kind, "amounts": {key: {YEAR + n: self.dollars(9000) for n in range(6)}
                                                    for key in paying}}  # fmt: skip
            case "rate":
                return {"method": kind, "measure": self.measure(TOWNS), "rate": "3.15", "rates": {paying[0]: "2.87"}}
            case "charges":
                prices = [{"item": item, "unit": "day", "price": self.dollars(90), "quantities": each(40)}
                          for item in ("Boarding", "Pick-up")]  # fmt: skip
                return {"method": kind, "prices": prices}
            case "hourly":
                rates = [{"work": work, "rate": self.dollars(90), "hours": each(40)} for work in ("Vet", "Aide")]
                return {"method": kind, "rates": rates, "overhead": "12.5"}
            case "cost_plus":
                return {"method": kind, "costs": each(), "percent": "7.75"}
            case "fees":
                tiers = [{"up_to": 20_000, "kept": 80}, {"up_to": 50_000, "kept": 60}, {"kept": 33.3333}]
                classes = [{"name": "Plan review", "kept": 25, "collected": each(5000)}]
                return {"method": kind, "tiers": tiers, "applies": self.random.choice(["part", "whole"]),
                        "minimum": 15_000, "collected": each(), "classes": classes}  # fmt: skip
        return {"method": "in_kind", "hours": 120, "rate": "61.33", "received": each(300)}

    def adjustments(self, kind: str, keys: tuple[str, ...], paying: tuple[str, ...]) -> list[dict[str, Any]]:
        one = self.random.choice(paying)
        return self.limits(kind, one) or self.changes(kind, one, keys, paying)

    def limits(self, kind: str, one: str) -> list[dict[str, Any]]:
        match kind:
            case "minimum":
                return [{"rule": "minimum", "dollars": 4_000}]
            case "floor":
                return [{"rule": "floor", "party": one, "percent": 30}]
            case "cap":
                return [{"rule": "cap", "party": one, "dollars": self.dollars(20_000)}]
            case "cap_provider":
                return [{"rule": "cap", "percent": 27, "excess": "provider"}]
            case "bounds":
                return [{"rule": "cap", "percent": 41}, {"rule": "floor", "dollars": 9_000},
                        {"rule": "cap", "party": one, "percent": 18}]  # fmt: skip
            case "growth":
                return [{"rule": "escalator", "percent": 9}, {"rule": "cap", "growth": 3}]
        return []

    def changes(self, kind: str, one: str, keys: tuple[str, ...], paying: tuple[str, ...]) -> list[dict[str, Any]]:
        match kind:
            case "threshold_share":
                return [{"rule": "threshold", "watches": "share", "above": 45, "then": {"method": "equal"}}]
            case "threshold_cost":
                then = self.dividing("fixed", keys)
                return [{"rule": "threshold", "watches": "cost", "above": 70_000, "then": then,
                         "excess_only": self.random.random() < 0.5}]  # fmt: skip
            case "phase_in":
                before = self.dividing("fixed", keys)
                return [{"rule": "phase_in", "before": before, "percents": [25, 50, 75]}]
            case "credit":
                bearer = self.random.choice(["others", "provider"]) if one != keys[0] else "others"
                return [{"rule": "credit", "party": one, "dollars": 1234.57, "reason": "garage", "borne_by": bearer}]
            case "escalator":
                return [{"rule": "escalator", "percent": 1, "index": "CPI", "changes": {2028: 2.3, 2029: 7, 2030: 1.1},
                         "least": 2.5, "most": 5}]  # fmt: skip
            case "lesser_of":
                return [{"rule": "lesser_of", "other": self.dividing("measure", paying)}]
            case "rounding_shares":
                return [{"rule": "rounding", "of": "shares", "places": 1}]
            case "rounding_amounts":
                return [{"rule": "rounding", "of": "amounts", "to": self.random.choice([1, 0.05, 100])}]
        return []


def agreement(method: str, adjustment: str, seed: object = 0) -> AnswersFile:
    """An agreement of four towns, led by Bolton, whose operating cost has this method and this adjustment."""
    terms = Terms((method, adjustment, seed))
    keys = TOWNS
    paying = keys if method in DIVIDING else keys[1:]
    shares = terms.dividing(method, keys) if method in DIVIDING else terms.priced(method, paying)
    funding: dict[str, object] = {
        "funding.shares": shares,
        "funding.adjustments": terms.adjustments(adjustment, keys, paying),
        "funding.first_budget": terms.dollars(200_000),
        "funding.budgets": {YEAR + n: terms.dollars(200_000) for n in (1, 2)} if adjustment == "none" else GONE,
        "term.length": "until_terminated",
        "term.end": GONE,
        "term.renewal": GONE,
        "leaving.property": "lead_keeps",
        "governance.votes": {"rule": "per_party"},
    }
    return make_answers(funding, parties=4)


def random_agreement(seed: int) -> AnswersFile:
    """An agreement with a random method and a random adjustment of the operating cost, and a second cost."""
    random = Random(seed)
    method = random.choice(DIVIDING + PRICED)
    adjustment = random.choice(OF_SHARES if method in DIVIDING else OF_PRICES)
    if method in ("stepped", "fees", "in_kind") and adjustment == "escalator":
        adjustment = "none"  # There is no price to raise.
    if (method, adjustment) == ("alternating", "growth"):
        adjustment = "none"  # Under turns no largest increase can hold.
    return agreement(method, adjustment, seed)


EVERY = [
    *((method, "none") for method in (*DIVIDING, *PRICED)),
    *(("measure", adjustment) for adjustment in OF_SHARES[1:]),
    *(("amounts", adjustment) for adjustment in OF_PRICES[1:]),
    ("fees", "lesser_of"),
]
"""Every method by itself, and every adjustment with one that it fits."""
