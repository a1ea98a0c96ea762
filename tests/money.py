"""Terms on money for tests: for each group of them every alternative once, as overrides of complete answers."""

from __future__ import annotations

from collections.abc import Mapping

_DAYS: Mapping[str, object] = {"proposed_by": "01-15", "reviewed_by": "02-15", "adopted_by": "03-15"}
_FUND: Mapping[str, object] = {"inflow": {"rule": "dollars", "amount": 5000}, "cap": 50000}

MONEY: Mapping[str, Mapping[str, object]] = {
    "funding.budget": {
        "each party": {**_DAYS, "adoption": "each_party", "proposer": "head", "fallback": {"rule": "appropriated"}},
        "unanimous": {
            **_DAYS,
            "adoption": "unanimous",
            "second_try": {"rule": "meeting", "meet_by": "04-15", "agree_by": "05-01"},
            "fallback": {"rule": "carried_over", "cap": 3},
        },
        "majority": {**_DAYS, "adoption": "majority", "limit": {"rule": "percent", "percent": 4}},
        "by share": {
            **_DAYS,
            "adoption": "by_share",
            "proposer": "board",
            "fallback": {"rule": "dispute"},
            "limit": {"rule": "index", "index": "Consumer Price Index of the Bureau of Labor Statistics", "points": 1},
        },
        "board": {**_DAYS, "adoption": "board"},
    },
    "funding.payment": {
        "on invoice": {"frequency": "quarterly", "invoice_days": 30},
        "stated days": {"frequency": "semiannual", "basis": {"rule": "installments", "due": ["07-31", "01-31"]}},
        "first days": {"frequency": "monthly", "basis": {"rule": "installments"}},
        "actual cost": {"frequency": "quarterly", "invoice_days": 30, "basis": {"rule": "actual_cost"}},
        "estimate": {"frequency": "quarterly", "invoice_days": 30, "basis": {"rule": "estimate", "true_up_days": 45}},
    },
    "funding.late": {
        "nothing": [],
        "interest": [{"after_days": 0, "then": {"rule": "interest", "rate": 6}}],
        "suspension": [{"after_days": 60, "then": {"rule": "suspension", "notice_days": 60}}],
        "every stage": [
            {"after_days": 10, "then": {"rule": "interest", "rate": 6}},
            {"after_days": 60, "then": {"rule": "loss_of_vote"}},
            {"after_days": 90, "then": {"rule": "suspension", "notice_days": 30}},
            {"after_days": 365, "then": {"rule": "deemed_withdrawal"}},
        ],
    },
    "funding.settlement": {
        "credited": {"stated_by": "10-31", "surplus": "credited", "deficit": "added"},
        "refunded": {"stated_by": "10-31", "surplus": "refunded", "deficit": "paid", "pay_days": 45},
        "limited": {
            "stated_by": "10-31",
            "surplus": "credited",
            "deficit": "paid",
            "pay_days": 45,
            "limit": {"rule": "limited", "percent": 5},
        },
        "reserve": {"stated_by": "10-31", "surplus": "reserve", "deficit": "added"},
    },
    "funding.reserve": {
        "none": {"rule": "none"},
        "replacement": {"rule": "replacement", **_FUND, "uses": ["the replacement of vehicles", "radios"]},
        "closing": {
            "rule": "closing",
            "inflow": {"rule": "percent", "percent": 3},
            "cap": 50000,
            "site": "the old yard",
            "allowed": ["the final cover"],
            "forbidden": ["fuel"],
        },
    },
    "funding.capital": {
        "in budget": {"rule": "in_budget"},
        "own split": {"rule": "own_split", "cost": 10000, "life": 5},
        "consent": {"rule": "consent", "cost": 10000, "life": 5},
        "plan": {"rule": "plan", "cost": 10000, "life": 5, "years": 5},
    },
    "funding.cost_rules": {
        "budget": {"rule": "budget"},
        "listed": {"rule": "listed", "overhead": 8, "allowed": ["legal fees"], "forbidden": ["interest on debt"]},
    },
    "funding.grants": {
        "none": [],
        "other": [{"program": "other", "applicant": "bolton", "name": "the Safe Homes Grant", "amount": 5000}],
        "incentive": [
            {
                "program": "rpip",
                "applicant": "bolton",
                "amount": 90000,
                "first_year": 2027,
                "self_funded": [0, 25, 50],
                "if_ends": "shared",
            }
        ],
    },
}
"""By the path of the group and a name for each alternative."""

OF_SHARES = {"funding.payment": ("actual cost", "estimate")}
"""Alternatives that mean something only where a lead agency is paid shares of a cost."""

OF_A_LEAD = {**OF_SHARES, "funding.late": ("every stage",)}
"""Alternatives that mean nothing where a body of its own provides the service."""


def money(row: Mapping[str, str]) -> dict[str, object]:
    """The alternatives named in a row as overrides, less what the body that oversees the service bars."""
    found = {path: MONEY[path][name] for path, name in row.items() if path in MONEY}
    body = row.get("governance.body", "advisory_board")
    if body not in ("advisory_board", "governing_board") and row.get("funding.late") == "every stage":
        found["funding.late"] = MONEY["funding.late"]["suspension"]
    if row.get("funding.budget") == "by share" and body not in ("advisory_board", "governing_board"):
        found["funding.budget"] = MONEY["funding.budget"]["majority"]
    if row.get("funding.budget") == "board" and body != "governing_board":
        found["funding.budget"] = MONEY["funding.budget"]["each party"]
    if row.get("funding.settlement") == "reserve" and row.get("funding.reserve", "none") == "none":
        found["funding.settlement"] = MONEY["funding.settlement"]["credited"]
    return found
