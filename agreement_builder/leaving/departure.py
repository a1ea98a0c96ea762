"""The whole account of one party that leaves: when, what it pays, what it gets, and what no rule covers."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass

from agreement_builder.answers.fiscal import fiscal_year
from agreement_builder.answers.load import AnswersFile
from agreement_builder.answers.management import Model
from agreement_builder.answers.model import Answers, party_by_id
from agreement_builder.answers.party import BOARD_KINDS
from agreement_builder.answers.term import Length, Renewal
from agreement_builder.answers.windup import Consequence, LeastNamed, LeastNumber
from agreement_builder.errors import AnswersRefusal, Where, error, nearest
from agreement_builder.leaving.days import end_of_fiscal_year
from agreement_builder.leaving.effect import Effect, Step, effect
from agreement_builder.leaving.gaps import Gap, gaps, property_at_end, property_rule
from agreement_builder.leaving.payments import ExitSum, Tail, YearPayment, exit_sums, shares_cost, tails, years_to_pay
from agreement_builder.leaving.terms import entity_of, leaving_terms

EXPIRED = "The agreement ends for all parties on that day, before a withdrawal takes effect, so that nobody withdraws."
"""What follows where the term runs out first."""


@dataclass(frozen=True, slots=True)
class Departure:
    """The account of one departure.

    `act` is what the party does on the day `notice`: a notice, a vote or a proposal. `day` is the last day of
    membership (None: no rule fixes it). `notice_in_time` says whether the notice counts
    from the day on which it was given. `follows` is what the departure means for the agreement.
    """

    party: str
    notice: dt.date
    act: str
    notice_in_time: bool
    counted: dt.date
    day: dt.date | None
    steps: tuple[Step, ...]
    years: tuple[YearPayment, ...]
    sums: tuple[ExitSum, ...]
    tails: tuple[Tail, ...]
    gets: str | None
    follows: tuple[str, ...]
    gaps: tuple[Gap, ...]

    def as_dict(self) -> dict[str, object]:
        """The account as plain data, for `--json`: dates as year-month-day, amounts in cents."""
        plain: dict[str, object] = _plain(asdict(self))  # type: ignore[assignment]
        return plain


def leave(answers: AnswersFile, party: str, notice: dt.date, since: dt.date | None = None) -> Departure:
    """The account of `party` leaving by a notice that the last other party receives on the day `notice`.

    `since` is the day from which the party has been bound; left out, the service date of the answers. Raises
    AnswersRefusal for a key that is no party's, for a notice after the end of a term that is not renewed, and for every
    missing answer on which the day depends.
    """
    model = answers.answers
    if party_by_id(model, party) is None:
        hint = nearest(party, [each.id for each in model.parties])
        raise AnswersRefusal([error("party-unknown", Where(), f'"{party}" is not the key of a party.', hint)])
    if entity_of(model) is None and model.term.length is Length.FIXED and model.term.renewal is Renewal.NONE:
        _refuse_after(answers, notice)
    terms = leaving_terms(answers, since)
    found = effect(terms, notice)
    last, steps = _within_term(model, party, found)
    expires = last is not None and found.day is not None and last < found.day
    return Departure(
        party=party,
        notice=notice,
        act=terms.act,
        notice_in_time=found.counted == notice,
        counted=found.counted,
        day=last,
        steps=steps,
        years=years_to_pay(model, party, notice, last) if last is not None else (),
        sums=exit_sums(model, party, found.counted, last) if last is not None and not expires else (),
        tails=tails(model, party),
        gets=property_at_end(model) if expires else property_rule(model),
        follows=(EXPIRED,) if expires else _follows(model, party, last),
        gaps=gaps(model, party, last),
    )


def _refuse_after(answers: AnswersFile, notice: dt.date) -> None:
    """Raises AnswersRefusal for a notice after the last day of the term."""
    end = answers.answers.term.end
    if end is not None and notice > end:
        message = f"The agreement ends on {end} and is not renewed, so nobody can leave it by a notice of {notice}."
        raise AnswersRefusal([error("dates", answers.where("term.end"), message, "Give a notice on an earlier day.")])


def _within_term(answers: Answers, party: str, found: Effect) -> tuple[dt.date | None, tuple[Step, ...]]:
    """The last day and the steps, where the agreement itself may end before the withdrawal takes effect.

    A separate body outlives the term of the agreement, and so does membership in it.
    """
    term, day, steps = answers.term, found.day, found.steps
    bound = entity_of(answers) is None
    if bound and term.length is Length.FIXED and term.end is not None and day is not None and term.end < day:
        if term.renewal is Renewal.NONE:
            return term.end, (*steps, Step("The agreement itself ends earlier, and is not renewed", term.end))
        steps = (*steps, Step("Unless it is renewed, the agreement itself ends earlier", term.end))
    leaver = party_by_id(answers, party)
    if answers.jurisdiction == "CT" and bound and leaver is not None and leaver.kind in BOARD_KINDS:
        says = "A statute may let a board leave on one year's notice (§§ 10-157a and 10-158a); ask counsel"
        steps = (*steps, Step(says))
    if answers.jurisdiction != "CT":
        steps = (*steps, Step("The fiscal year is taken to run from July 1 to June 30; counsel must confirm it"))
    if answers.choices.get("term_calendar") == "school_year":
        steps = (*steps, Step("A party may also decline the next school year, as the section on the term says"))
    if answers.choices.get("review") == "trial":
        steps = (*steps, Step("A party may also leave at the end of the trial, as the section on the review says"))
    if getattr(answers.management.person, "rule", None) == "named":
        says = "A party may also leave at once where no successor of the named person is approved, as that section says"
        steps = (*steps, Step(says))
    if "withdrawal" in answers.clauses:
        steps = (*steps, Step("The clause on withdrawal was chosen by hand; its text may differ from the answers"))
    return day, steps


def _follows(answers: Answers, party: str, last: dt.date | None) -> tuple[str, ...]:
    """What the departure means for the agreement among the others."""
    left = len(answers.parties) - 1
    least = answers.leaving.least
    lead = answers.management.model is Model.LEAD_AGENCY and party == answers.management.lead
    if left < 2:
        return ("Fewer than two parties remain, so the agreement ends on that day.",)
    found = []
    if lead:
        found.append("The lead agency leaves: the agreement ends with its membership unless the others name another.")
    short = isinstance(least, LeastNumber) and left < least.parties
    if short or (isinstance(least, LeastNamed) and party in least.parties):
        then = "it ends"
        if isinstance(least, LeastNumber | LeastNamed) and least.then is Consequence.RENEGOTIATE:
            then = "the parties that remain negotiate anew, and unless they agree it ends"
        at_end = "with the fiscal year that follows the departure"
        if last is not None:
            at_end = f"on {_long(end_of_fiscal_year(fiscal_year(last) + 1))}"
        found.append(f"The membership falls short of what the agreement needs: {then} {at_end}.")
    if not found:
        anew = "; their shares are computed again" if shares_cost(answers) else ""
        found.append(f"The agreement goes on among the other {left} parties{anew}.")
    return tuple(found)


def _long(day: dt.date) -> str:
    return f"{day:%B} {day.day}, {day.year}"


def _plain(value: object) -> object:
    match value:
        case dict():
            return {key: _plain(inner) for key, inner in value.items()}
        case list() | tuple():
            return [_plain(inner) for inner in value]
        case dt.date():
            return value.isoformat()
    return value
