"""Random terms of funding, valid by construction: every method and adjustment, from a seed.

Property tests draw a seed and build from it, so that a failing case is named by one number.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise
from random import Random

from hypothesis import strategies as st

from tests.samples import GONE, TOWNS, answers_data

FIRST = 2027
"""The first fiscal year of every sample; its term ends in the fiscal year 2031."""
LAST = 2031
SEEDS = st.integers(0, 2**40)
Parties = Sequence[str]
Plain = dict[str, object]


def dollars(rng: Random, most: int = 1_000_000) -> str:
    return str(Decimal(rng.choice([0, 1, rng.randrange(most), rng.randrange(most * 100)])).scaleb(-2))


def percent(rng: Random, most: int = 100) -> str:
    return str(rng.choice([0, most, rng.randrange(most + 1), Decimal(rng.randrange(most * 10_000)).scaleb(-4)]))


def percents(rng: Random, count: int) -> list[str]:
    """Percentages that add up to 100; some of them may be zero."""
    cuts = sorted(rng.choice([rng.randrange(1_000_001), rng.randrange(101) * 10_000]) for _ in range(count - 1))
    ends = [0, *cuts, 1_000_000]
    return [str(Decimal(high - low).scaleb(-4)) for low, high in pairwise(ends)]


def figures(rng: Random, parties: Parties) -> Plain:
    """A figure of each party, not all of them zero."""
    found = {key: rng.choice([0, rng.randrange(100), rng.randrange(10**9)]) for key in parties}
    if not any(found.values()):
        found[rng.choice(list(parties))] = 1 + rng.randrange(1000)
    return found


def measure(rng: Random, parties: Parties) -> Plain:
    of = rng.choice(["population", "calls", "net_grand_list", "other"])
    if rng.random() < 0.7:
        return {"of": of, "source": "A count", "as_of": "2026-06-30", "values": figures(rng, parties)}
    first = rng.randrange(2018, 2028)
    years = {first + place: figures(rng, parties) for place in range(rng.randrange(1, 7))}
    return {"of": of, "years": years, "average": rng.randrange(1, 7), "lag": rng.randrange(3)}


def _fixed(rng: Random, parties: Parties) -> Plain:
    return {"percents": dict(zip(parties, percents(rng, len(parties)), strict=True))}


def _blend(rng: Random, parties: Parties) -> Plain:
    weights = percents(rng, rng.randrange(2, 5))
    return {"parts": [{"weight": one} | ({"measure": measure(rng, parties)} if rng.random() < 0.8 else {})
                      for one in weights]}  # fmt: skip


def _formula(rng: Random, parties: Parties) -> Plain:
    return {"terms": [{"measure": measure(rng, parties), "unit": rng.choice([1, 100, 1_000_000, "0.5"])}
                      for _ in range(rng.randrange(2, 4))]}  # fmt: skip


def _alternating(rng: Random, parties: Parties) -> Plain:
    order = list(parties) if len(parties) > 1 else [*parties, *parties]
    rng.shuffle(order)
    return {"order": order, "years_each": rng.randrange(1, 4)}


DIVIDING: Mapping[str, Callable[[Random, Parties], Plain]] = {
    "equal": lambda _rng, _parties: {},
    "fixed": _fixed,
    "measure": lambda rng, parties: {"measure": measure(rng, parties)},
    "blend": _blend,
    "formula": _formula,
    "alternating": _alternating,
}
"""Each method that divides a cost, from the parties among which it does."""


def some(rng: Random, paying: Parties, most: int = 500) -> Plain:
    """Quantities of some of the parties, at least of one."""
    chosen = [key for key in paying if rng.random() < 0.8] or list(paying)[:1]
    return {key: rng.choice([0, rng.randrange(most), str(Decimal(rng.randrange(most * 10)).scaleb(-1))])
            for key in chosen}  # fmt: skip


def _stepped(rng: Random, paying: Parties) -> Plain:
    years, after = range(FIRST - 2, FIRST + rng.randrange(1, 4)), rng.choice(["last", "agreed", "service_stops"])
    return {"amounts": {key: {year: dollars(rng) for year in years} for key in paying}, "afterwards": after}


def _rate(rng: Random, paying: Parties) -> Plain:
    rates = {key: dollars(rng, 100) for key in paying if rng.random() < 0.3}
    return {"measure": measure(rng, paying), "rate": dollars(rng, 100), "rates": rates}


def _fees(rng: Random, paying: Parties) -> Plain:
    limits = sorted(rng.sample(range(1, 100_000), rng.randrange(3)))
    tiers: list[Plain] = [{"up_to": limit, "kept": percent(rng)} for limit in limits]
    found: Plain = {
        "tiers": [*tiers, {"kept": percent(rng)}],
        "applies": rng.choice(["part", "whole"]),
        "collected": {key: dollars(rng, 100_000) for key in paying},
    }
    if rng.random() < 0.5:
        found |= {"minimum": dollars(rng, 50_000), "minimum_due": "12-01"}
    if rng.random() < 0.3:
        found["classes"] = [{"name": "Redevelopment", "kept": percent(rng), "collected": some(rng, paying)}]
    return found


PRICED: Mapping[str, Callable[[Random, Parties], Plain]] = {
    "amounts": lambda rng, paying: {"amounts": {key: dollars(rng) for key in paying}, "increase": percent(rng, 20)},
    "stepped": _stepped,
    "rate": _rate,
    "charges": lambda rng, paying: {
        "prices": [
            {"item": f"Use {n}", "unit": "visit", "price": dollars(rng, 1000), "quantities": some(rng, paying)}
            for n in range(rng.randrange(1, 4))
        ]
    },
    "hourly": lambda rng, paying: {
        "rates": [{"work": "Inspector", "rate": dollars(rng, 100), "hours": some(rng, paying)}],
        "overhead": percent(rng, 30),
    },
    "cost_plus": lambda rng, paying: {"costs": {key: dollars(rng) for key in paying}, "percent": percent(rng, 30)},
    "fees": _fees,
    "own": lambda _rng, _paying: {},
    "in_kind": lambda rng, paying: {"hours": 120, "rate": dollars(rng, 100), "received": some(rng, paying)},
}
"""Each method that sets a price, from the parties that pay it."""


def method(rng: Random, parties: Parties, payee: str | None, kinds: Sequence[str] = ()) -> Plain:
    """A method, of these kinds or any, for a cost in which `parties` take part and `payee` is paid."""
    name = rng.choice(list(kinds) or [*DIVIDING, *PRICED])
    if name in DIVIDING:
        return {"method": name, **DIVIDING[name](rng, parties)}
    return {"method": name, **PRICED[name](rng, [key for key in parties if key != payee])}


def _limit(rng: Random, rule: str, parties: Parties, payee: str | None) -> Plain:
    kinds = {"percent": percent(rng, 20 if rule == "floor" else 100), "dollars": dollars(rng, 50_000)}
    if rule == "cap":
        kinds["growth"] = percent(rng, 20)
    name = rng.choice(list(kinds))
    found: Plain = {"rule": rule, name: kinds[name]}
    if rng.random() < 0.7:
        found["party"] = rng.choice(list(parties))
    if rule == "cap" and rng.random() < 0.4 and found.get("party") != payee:
        found["excess"] = "provider"
    return found


def _credit(rng: Random, paying: Sequence[str], payee: str | None) -> Plain:
    party = rng.choice(list(paying))
    bearer = rng.choice(["others", "provider"]) if party != payee else "others"
    return {"party": party, "dollars": dollars(rng, 20_000), "reason": "Its garage", "borne_by": bearer}


def _threshold(rng: Random, parties: Parties) -> Plain:
    then = method(rng, parties, None, list(DIVIDING))
    if rng.random() < 0.5:
        return {"watches": "share", "above": percent(rng), "then": then}
    return {"watches": "cost", "above": dollars(rng), "then": then, "excess_only": rng.random() < 0.5}


def _escalator(rng: Random) -> Plain:
    if rng.random() < 0.5:
        return {"percent": str(rng.randrange(1, 10))}
    changes = {year: str(Decimal(rng.randrange(-200, 900)).scaleb(-2)) for year in range(FIRST - 3, LAST + 2)}
    return {"index": "Consumer Price Index", "changes": changes, "percent": "0.5", "least": "0", "most": "4"}


def adjustments(rng: Random, shares: Plain, parties: Parties, payee: str | None) -> list[Plain]:
    """Up to three adjustments that fit the method, without limits that contradict each other."""
    name = str(shares["method"])
    priced = name in PRICED
    paying = [key for key in parties if key != payee] if priced else list(parties)
    fitting: dict[str, Callable[[], Plain]] = {
        "cap": lambda: _limit(rng, "cap", paying, payee),
        "credit": lambda: _credit(rng, paying, payee),
        "lesser_of": lambda: {"other": _other(rng, parties, paying, payee, priced)},
        "rounding": lambda: {"of": "amounts", "to": rng.choice([1, 5, 100])},
    }  # fmt: skip
    if rng.random() < 0.5:
        fitting["floor"] = lambda: _limit(rng, "floor", paying, payee)
        del fitting["cap"]
    if name not in ("stepped", "fees", "own"):
        fitting["escalator"] = lambda: _escalator(rng)
    if priced:
        fitting["minimum"] = lambda: {"dollars": dollars(rng, 20_000)}
    else:
        fitting["threshold"] = lambda: _threshold(rng, parties)
        fitting["phase_in"] = lambda: {"before": method(rng, parties, None, list(DIVIDING)), "percents": [25, 50]}
    chosen = rng.sample(sorted(fitting), rng.choice([0, 0, 1, 1, 2, 3]))
    found = [{"rule": rule, **fitting[rule]()} for rule in chosen]
    return [one for one in found if name != "alternating" or "growth" not in one]


def _other(rng: Random, parties: Parties, paying: Parties, payee: str | None, priced: bool) -> Plain:
    name = rng.choice([*DIVIDING, *PRICED])
    return method(rng, paying if priced and name in DIVIDING else parties, payee, [name])


def operating(rng: Random, parties: Parties, payee: str | None, kinds: Sequence[str] = ()) -> Plain:
    """The answers of `funding` on the operating cost."""
    shares = method(rng, parties, payee, kinds)
    found: Plain = {
        "shares": shares,
        "adjustments": adjustments(rng, shares, parties, payee),
        "first_fiscal_year": FIRST,
    }
    if rng.random() < 0.9:
        found["first_budget"] = dollars(rng)
    if rng.random() < 0.3:
        found["budgets"] = {FIRST + place: dollars(rng) for place in range(1, rng.randrange(2, 5))}
    return found


def line(rng: Random, key: str, parties: Parties, lead: str | None) -> Plain:
    """A cost line beside it, among some of the parties."""
    among = rng.sample(list(parties), rng.randrange(1, len(parties) + 1))
    payee = rng.choice([None, *parties])
    if all(one == (payee or lead) for one in among):
        among = list(parties)
    shares = method(rng, among, payee or lead)
    found: Plain = {
        "id": key,
        "name": key.capitalize(),
        "nature": rng.choice(["operating", "capital", "start_up", "closing", "debt", "rent"]),
        "parties": among,
        "shares": shares,
        "adjustments": adjustments(rng, shares, among, payee or lead),
        "cost": dollars(rng),
    }
    if payee is not None:
        found["paid_to"] = payee
    if rng.random() < 0.5:
        found["first"] = rng.randrange(FIRST - 2, FIRST + 2)
        found["last"] = rng.randrange(FIRST + 2, FIRST + 40)
    return found


def funding(rng: Random, parties: Parties, lead: str | None) -> Plain:
    lines = [line(rng, f"cost_{n}", parties, lead) for n in range(rng.choice([0, 0, 0, 1, 2]))]
    return {**operating(rng, parties, lead), "lines": lines}


def random_terms(seed: int) -> Plain:
    """Answers with random terms of money, valid, and only what these refer to."""
    rng = Random(seed)
    parties = TOWNS[: rng.choice([2, 3, 4])]
    return {
        "service": {"kind": "dispatch"},
        "parties": [{"id": key, "name": key, "kind": "town"} for key in parties],
        "management": {"model": "lead_agency", "lead": TOWNS[0]},
        "term": {"length": "fixed", "end": f"{LAST + 1}-06-30"},
        "funding": funding(rng, parties, TOWNS[0]),
    }


def random_answers(seed: int) -> Plain:
    """The same within complete answers."""
    terms = random_terms(seed)
    data = answers_data({"leaving.property": GONE, "funding.first_budget": GONE}, len(terms["parties"]))  # type: ignore[arg-type]
    data["funding"] = {**data["funding"], **terms["funding"]}  # type: ignore[dict-item]
    return data


def spoiled(data: object, rng: Random) -> Plain:
    """The answers with one value exchanged, taken out, doubled or misspelled, somewhere."""
    places = [place for place in _places(data) if rng.random() < 0.5 or place[0] == "funding"]
    *walk, last = rng.choice(places)
    target = data
    for step in walk:
        target = target[step]  # type: ignore[index]
    match rng.randrange(5):
        case 0:
            del target[last]  # type: ignore[attr-defined]
        case 1 if isinstance(target, dict):
            target[f"{last}x"] = target.pop(last)
        case 2 if isinstance(target, list):
            target.append(target[last])
        case _:
            target[last] = rng.choice(ODD)  # type: ignore[index]
    return data  # type: ignore[return-value]


ODD: tuple[object, ...] = (
    -1, 0, 101, 10**30, "0.00001", "12-40", "nobody", "", None, True, [], {}, [[]], {"a": {"b": 1}}, "2027-99-01",
    "$1,000", "50%", "NaN", "Infinity", {"open": "the clerk"}, {"method": "equal"}, {"rule": "cap"}, "x" * 400,
    "a\u0000b",
)  # fmt: skip
"""Values that hardly any question takes."""


def _places(value: object, here: tuple[object, ...] = ()) -> list[tuple[object, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    found = [] if not here else [here]
    for key, member in inner:
        found += _places(member, (*here, key))
    return found
