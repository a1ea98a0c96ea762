"""Random terms of governance, leaving, payment and term, valid by construction, beside random terms of money.

A seed names a case, as in `costs_samples.py`, from which the money comes.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from tests.costs_samples import DIVIDING, FIRST, Parties, Plain, dollars, percent, random_terms
from tests.samples import GONE, answers_data

BOARDS = ("advisory_board", "committee", "governing_board")


def rule(rng: Random, **rules: Plain) -> Plain:
    """One of these rules with its figures."""
    name = rng.choice(list(rules))
    return {"rule": name, **rules[name]}


def some(rng: Random, parties: Parties) -> list[str]:
    return rng.sample(list(parties), rng.randrange(1, len(parties) + 1))


def figures(rng: Random, parties: Parties) -> Plain:
    """A measure with one figure of each party, not all of them zero."""
    values = {key: rng.choice([1, 10_000, 10_001, rng.randrange(1, 200_000)]) for key in parties}
    return {"of": "population", "source": "A count", "as_of": "2026-06-30", "values": values}


# Governance


def seats(rng: Random, parties: Parties) -> Plain:
    order = list(parties)
    rng.shuffle(order)
    cut = rng.randrange(1, len(order))
    sizes = sorted(rng.sample(range(1, 100_000), rng.randrange(3)))
    tiers = [{"above": size, "seats": rng.randrange(1, 9)} for size in (0, *sizes)]
    return rule(
        rng,
        equal={"each": rng.randrange(1, 16)},
        population={"measure": figures(rng, parties), "first": rng.randrange(1, 4), "above": rng.randrange(20_000),
                    "step": rng.randrange(1, 20_000), "most": rng.randrange(9)},
        tiers={"measure": figures(rng, parties), "tiers": tiers},
        stated={"seats": {key: rng.randrange(4) for key in parties}},
        caucus={"caucuses": [{"name": "One", "parties": order[:cut], "seats": rng.randrange(1, 5)},
                             {"name": "Other", "parties": order[cut:], "seats": rng.randrange(1, 5)}]},
    )  # fmt: skip


def votes(rng: Random, parties: Parties, *, shared: bool, caucus: bool, guests: bool) -> Plain:
    stated = {key: rng.randrange(6) for key in parties} | {parties[0]: rng.randrange(1, 6)}
    rules: dict[str, Plain] = {"per_member": {}}
    if not caucus:
        rules["per_party"] = {}
    if not caucus and not guests:
        rules |= {"by_measure": {"measure": figures(rng, parties)}, "stated": {"votes": stated}}
        rules |= {"by_share": {}} if shared else {}
    return rule(rng, **rules)


def majority(rng: Random, *, shared: bool, guests: bool = False) -> Plain:
    """A majority; with guests who vote none that counts parties alone."""
    second = rng.choice(["cost", "residents"] if shared else ["residents"])
    double = {} if guests else {"double_majority": {"second": second}}
    return rule(rng, majority={}, majority_of_all={}, two_thirds={}, three_quarters={}, unanimous={}, **double)


def matter(rng: Random, parties: Parties, *, board: bool, shared: bool) -> Plain:
    kind = rng.choice(["budget", "spending_above", "debt", "admission", "fees", "cost_sharing", "amendment",
                       "appointment", "other"])  # fmt: skip
    named = some(rng, parties)
    consent = rule(
        rng, consent_of={"parties": named}, number_of={"parties": named, "number": rng.randrange(1, len(named) + 1)}
    )
    found: Plain = {
        "matter": kind,
        "carries": majority(rng, shared=shared) if board and rng.random() < 0.5 else consent,
    }
    if kind == "spending_above" and rng.random() < 0.7:
        found["dollars"] = dollars(rng)
    if kind == "other":
        found["text"] = "the hours of the site"
    return found


def appointment(rng: Random) -> Plain:
    by = rule(rng, legislative_body={}, principals={}, by_kind={"appointers": [{"kind": "town", "by": "the board"}]})
    years = rng.randrange(1, 6)
    terms = rule(rng, own={}, office={}, years={"years": years, "first": rng.choice([[], [1, years]])})
    return {
        "by": by,
        "eligible": rng.choice(["anyone", "elected", "one_elected", "own_members"]),
        "within_days": rng.choice([0, 1, 30]),
        "unfilled": rule(rng, waits={}, principal_serves={"days": rng.randrange(1, 366)}),
        "terms": {"rule": "own"} if by["rule"] == "principals" else terms,
        "absence": rule(rng, none={}, vacated={"meetings": rng.randrange(2, 25)}),
    }


def governance(rng: Random, parties: Parties, *, shared: bool) -> Plain:
    """The answers of `governance`; `shared` says whether the parties have shares of a cost."""
    body = rng.choice([*BOARDS, "principals", "none"])
    board, seated = body in BOARDS, seats(rng, parties)
    guests = [
        {
            "holder": rng.choice([*parties, "the University"]),
            "seats": rng.randrange(1, 4),
            "standing": rng.choice(["voting", "nonvoting"]),
            "begins": rule(rng, always={}, event={"event": "it pays"}),
        }
        for _ in range(rng.choice([0, 0, 1, 2]))
    ]
    voting = any(guest["standing"] == "voting" for guest in guests)
    quorums: dict[str, Plain] = {"parties": {}, "members": {}, "stated": {"number": rng.randrange(1, 40)}}
    quorums |= {"share": {"percent": percent(rng)}} if shared else {}
    return {
        "body": body,
        "seats": seated,
        "further_seats": guests,
        "appointment": appointment(rng),
        "officers": rule(rng, elected={"years": rng.randrange(1, 4)}, rotating={}, lead={}),
        "votes": votes(rng, parties, shared=shared, caucus=seated["rule"] == "caucus", guests=voting),
        "quorum": rule(rng, **quorums),
        "majority": majority(rng, shared=shared, guests=voting),
        "tie": rng.choice(["unstated", "fails", "chair", "dispute"]),
        "matters": [matter(rng, parties, board=board, shared=shared) for _ in range(rng.randrange(4))],
        "meetings": rng.choice(["monthly", "quarterly", "semiannual", "annual"]),
        "special": rng.choice(["chair_or_two", "chair", "any_party"]),
        "principals_meet": rng.choice(["board_alone", "with_principals"]),
    }


# Leaving


def _withdrawal(rng: Random) -> Plain:
    how = rng.choice(["fiscal_year_end", "any_time", "consent"])
    if how == "consent":
        return {"withdrawal": how}
    months = rng.sample(range(1, 13), rng.randrange(1, 12))
    window = rule(
        rng, always={}, every_year={"months": months},
        interval={"months": months, "first_year": rng.randrange(1990, 2040), "every": rng.randrange(2, 8)},
    )  # fmt: skip
    notice = {"notice_months": rng.randrange(1, 61)} if rng.random() < 0.7 else {"notice_days": rng.randrange(1, 721)}
    years = {"years": rng.randrange(1, 12)}
    back = rule(rng, unstated={}, final={}, months={"months": rng.randrange(1, 61)}, consent={})
    return {
        "withdrawal": how,
        **notice,
        "window": window,
        "lock_in": rule(rng, none={}, effect=years, notice=years),
        "taking_back": back,
    }


def _exit_payment(rng: Random, *, shared: bool, final: bool) -> Plain:
    to = {"to": rng.choice(["by_share", "equally", "lead"]) if shared else "lead"}
    due = {"due": "leaving" if final else rng.choice(["leaving", "notice"])}
    falling = sorted((rng.randrange(101) for _ in range(rng.randrange(1, 6))), reverse=True)
    return rule(
        rng, none={}, percent={"percent": rng.randrange(1, 101), **to, **due}, step_down={"percents": falling, **to},
        amount={"amount": rng.randrange(1, 100_000), **to},
    )  # fmt: skip


def _liability(rng: Random, number: int, *, shared: bool) -> Plain:
    shares: dict[str, Plain] = {"equal": {}, "percent": {"percent": rng.randrange(1, 101)}}
    years = {"years": rng.randrange(1, 40)}
    return {
        "id": f"tail_{number}",
        "kind": rng.choice(["debt", "closing", "monitoring", "pension", "claims", "other"]),
        "words": "the plant",
        "share": rule(rng, **shares, **({"as_before": {}} if shared else {})),
        "until": rule(rng, settled={}, years_after_leaving=years, years_after_closing=years),
        "estimate": dollars(rng),
    }


def leaving(rng: Random, parties: Parties, *, shared: bool) -> Plain:
    """The answers of `leaving`."""
    found = _withdrawal(rng)
    final = found.get("taking_back", {}).get("rule") == "final"  # type: ignore[attr-defined]
    least: dict[str, Plain] = {
        "two": {},
        "named": {"parties": some(rng, parties), "then": rng.choice(["ends", "renegotiate"])},
    }
    if len(parties) > 2:
        least["number"] = {"parties": rng.randrange(3, len(parties) + 1)}
    found |= {
        "payment": _exit_payment(rng, shared=shared, final=final),
        "liabilities": [_liability(rng, n, shared=shared) for n in range(rng.randrange(3))],
        "least": rule(rng, **least),
        "termination": rng.choice(["all", "majority"]),
        "further_years": rng.choice([0, 0, 2]),
        "events": [{"id": f"event_{n}", "event": "the plant closes"} for n in range(rng.randrange(2))],
        "property": rng.choice(["by_share", "equal", "appraisal"]) if shared else "lead_keeps",
        "contribution_years": rng.randrange(1, 31),
        "amendment": rng.choice(["legislative", "legislative_and_exhibits"]),
    }
    if shared and len(parties) > 2:
        years = rng.randrange(1, 10)
        found["exit_property"] = rule(
            rng, stays={}, paid_out={"years": years}, appraisal={"contribution_years": years}, own_pieces={}
        )
    return found


# Payment and term


def payment(rng: Random, *, shared: bool) -> Plain:
    """The answers of `funding` on payment, late payment and settlement."""
    frequency, count = rng.choice([("monthly", 12), ("quarterly", 4), ("semiannual", 2), ("annual", 1)])
    days = sorted(rng.sample(range(12), count))
    bases: dict[str, Plain] = {
        "on_invoice": {},
        "installments": {"due": rng.choice([[], [f"{(6 + month) % 12 + 1:02d}-15" for month in days]])},
    }
    if shared:
        bases |= {"actual_cost": {}, "estimate": {"true_up_days": rng.randrange(10, 181)}}
    return {
        "payment": {"frequency": frequency, "basis": rule(rng, **bases), "invoice_days": rng.randrange(10, 121)},
        "settlement": {
            "stated_by": "10-31",
            "surplus": rng.choice(["credited", "refunded"]),
            "deficit": rng.choice(["added", "paid"]),
            "pay_days": rng.randrange(10, 121),
            "limit": rule(rng, full={}, limited={"percent": percent(rng)}),
        },
    }


def late(rng: Random, *, board: bool) -> list[Plain]:
    """Stages in the order of their days, each consequence once."""
    kinds: dict[str, Plain] = {"interest": {"rate": percent(rng, 20)}, "deemed_withdrawal": {},
                               "suspension": {"notice_days": 10}}  # fmt: skip
    kinds |= {"loss_of_vote": {}} if board else {}
    chosen = rng.sample(sorted(kinds), rng.randrange(len(kinds) + 1))
    days = sorted(rng.randrange(10, 700) for _ in chosen)
    return [
        {"after_days": after, "then": {"rule": name, **kinds[name]}} for after, name in zip(days, chosen, strict=True)
    ]


def term(rng: Random, parties: Parties, *, shared: bool) -> Plain:
    """The answers of `term`, whose last fiscal year is the one that the money knows."""
    buy_in: dict[str, Plain] = {"case_by_case": {}, "none": {}, "amount": {"amount": rng.randrange(1, 10**6)}}
    effect: Sequence[Plain] = (
        {"effect": "all"},
        {"effect": "number", "effect_count": rng.randrange(2, len(parties) + 1)},
        {"effect": "named", "effect_parties": sorted({*some(rng, parties), parties[0]})},
    )
    return {
        "start": f"{FIRST}-07-01",
        **rng.choice(effect),
        "conditions": [{"id": "union", "kind": "bargaining", "words": "the union"}] if rng.random() < 0.3 else [],
        "retroactive": rule(rng, none={}, date={"date": "2026-07-01"}),
        "admission": rng.choice(["every_party", "two_thirds", "counterpart"]),
        "joining": rng.choice(["fiscal_year", "any_day"]),
        "buy_in": rule(rng, **buy_in, **({"share_of_value": {}} if shared else {})),
        "length": "fixed",
        "end": "2032-06-30",
        "renewal": rng.choice(["none", "automatic", "by_vote"]),
        "holdover_days": rng.choice([0, 90]),
    }


def every_term(seed: int) -> Plain:
    """Complete answers with random terms of every kind."""
    rng, terms = Random(seed), random_terms(seed)
    parties = [party["id"] for party in terms["parties"]]  # type: ignore[attr-defined]
    shared = terms["funding"]["shares"]["method"] in DIVIDING  # type: ignore[index]
    data = answers_data({"funding.first_budget": GONE}, len(parties))
    governing = governance(rng, parties, shared=shared)
    money = {**data["funding"], **payment(rng, shared=shared), **terms["funding"]}  # type: ignore[dict-item]
    money["late"] = late(rng, board=governing["body"] in BOARDS)
    return data | {
        "funding": money,
        "governance": governing,
        "leaving": leaving(rng, parties, shared=shared),
        "term": term(rng, parties, shared=shared),
    }
