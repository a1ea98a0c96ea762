"""Adjustments that the figures of the first year defeat: limits out of reach, thresholds passed, credits too large."""

from __future__ import annotations

from collections.abc import Iterator

from agreement_builder.answers.adjustment import Cap, Credit, Floor, Threshold, Trigger
from agreement_builder.answers.model import Answers, party_by_id
from agreement_builder.checks.rule import Check
from agreement_builder.costs.account import account
from agreement_builder.costs.line import LineYear
from agreement_builder.costs.sheet import Op, Step
from agreement_builder.costs.terms import terms_of
from agreement_builder.drafting import Draft
from agreement_builder.errors import Finding, warning


def _run(draft: Draft) -> Iterator[Finding]:
    for line in first_years(draft.file.answers):
        if line.open:
            continue
        for place, one in enumerate(line.terms.adjustments, 1):
            path = f"{line.terms.path}.adjustments[{place}]"
            match one:
                case Floor():
                    yield from _floor(draft, line, one, path)
                case Threshold() if not (line.illustrated and one.watches is Trigger.COST):
                    yield from _threshold(draft, line, one, path)
                case Credit() if not line.illustrated:
                    yield from _credit(draft, line, one, path)
                case _:
                    pass
        yield from _uncovered(draft, line)


def first_years(answers: Answers) -> Iterator[LineYear]:
    """Each cost in its first fiscal year under the agreement."""
    begins = answers.funding.first_fiscal_year
    for terms in terms_of(answers):
        year = begins if terms.first is None or begins is None else max(terms.first, begins)
        yield from (line for line in account(answers, year).lines if line.terms.id == terms.id)


def _uncovered(draft: Draft, line: LineYear) -> Iterator[Finding]:
    caps = [one for one in line.terms.adjustments if isinstance(one, Cap)]
    if line.uncovered and not (line.illustrated and any(cap.percent is None for cap in caps)):
        message = f"The caps leave ${line.uncovered / 100:,.2f} of the {line.terms.name.lower()} that no party pays."
        hint = "Raise a cap, or let the party that is paid bear the rest: excess: provider."
        yield warning("limit-unmet", draft.file.where(f"{line.terms.path}.adjustments"), message, hint)


def _floor(draft: Draft, line: LineYear, rule: Floor, path: str) -> Iterator[Finding]:
    """A floor that a larger floor, a small cost or a credit pushes under."""
    if line.terms.priced or (line.illustrated and rule.dollars is not None):
        return
    least = line.cost * rule.percent / 100 if rule.percent is not None else (rule.dollars or 0) * 100
    short = [key for key, cents in line.charges.items() if rule.party in (None, key) and cents < least - 1]
    if short:
        message = f"In the first year {_names(draft, short)} would pay less than the floor of ${least / 100:,.2f}."
        yield warning("limit-unmet", draft.file.where(path), message, "Lower the floor, or what stands against it.")


def _threshold(draft: Draft, line: LineYear, rule: Threshold, path: str) -> Iterator[Finding]:
    if any(_passed(line, step) for step in line.sheet.steps if step.paths.get("") == f"{path}.above"):
        unit = f"{rule.above} percent" if rule.watches is Trigger.SHARE else f"${rule.above:,}"
        message = f"The threshold of {unit} is passed in the first year already, so the first rule never applies."
        hint = "Raise the threshold, or make the rule past it the method itself."
        yield warning("threshold-passed", draft.file.where(path), message, hint)


def _passed(line: LineYear, limit: Step) -> bool:
    """Whether what is watched exceeds the limit: the steps that compare the two have it as their first operand."""
    compares = {Op.IF_ABOVE, Op.LESSER}
    uses = [step for step in line.sheet.steps if step.op in compares and step.operands[1] == limit.place]
    return any(line.sheet.steps[step.operands[0]].figure > limit.figure for step in uses)


def _credit(draft: Draft, line: LineYear, rule: Credit, path: str) -> Iterator[Finding]:
    steps = line.sheet.steps
    stated = [step for step in steps if f"{path}.dollars" in step.paths.values()]
    given = [step for step in steps if step.op is Op.LESSER and stated and step.operands[0] == stated[0].place]
    used = sum(given[0].figures) if given else 0
    if used < rule.dollars:
        who = _names(draft, [rule.party])
        message = (
            f"The credit of ${rule.dollars:,} to {who} is more than it pays; only ${float(used):,.2f} has an effect."
        )
        hint = "Lower the credit, or state a payment to the party as a cost of its own."
        yield warning("credit-unused", draft.file.where(path), message, hint)


def _names(draft: Draft, keys: list[str]) -> str:
    parties = (party_by_id(draft.file.answers, key) for key in keys)
    return ", ".join(party.name for party in parties if party is not None)


CHECK = Check(
    rules=("limit-unmet", "threshold-passed", "credit-unused"),
    explain="""An adjustment does not do what it says under the figures of the first year.

`limit-unmet`: the caps leave a part of the cost that nobody pays, or a party pays less than its floor, because
the floors or credits of all of them cannot hold together. `threshold-passed`: the rule for the ordinary case never
applies. `credit-unused`: a credit ends where the party pays nothing; what is beyond it is lost unless it is paid.""",
    run=_run,
)
