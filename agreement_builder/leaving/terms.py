"""The terms on which a party leaves: those of the answers, or those of the statute where a separate body is left.

The clauses of the topic withdrawal say the same; for a separate body its statute takes the place of the answers.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from agreement_builder.answers.load import AnswersFile
from agreement_builder.answers.management import Model
from agreement_builder.answers.model import Answers
from agreement_builder.answers.withdrawal import AlwaysOpen, BoundAtFirst, NoNoticeAtFirst, Withdrawal, rule_of
from agreement_builder.errors import AnswersRefusal, Finding, error
from agreement_builder.leaving.days import Window, add_months


@dataclass(frozen=True, slots=True)
class LeavingTerms:
    """When notice may be given and when it takes effect.

    `withdrawal` is None where neither answers nor statute say it. Notice runs for `months`, or for `days` where
    these are not zero. No notice is given before `no_notice_before`, and none takes effect before
    `no_effect_before`. `source` says where the terms come from, `begins` what the notice counts from, and `act` what
    the party does: gives notice, or votes. `runs` says what its time is, where a statute states it otherwise.
    """

    withdrawal: Withdrawal | None
    months: int
    days: int
    window: Window
    no_notice_before: dt.date | None
    no_effect_before: dt.date | None
    source: str
    begins: str = "The last party receives the notice"
    act: str = "notice"
    runs: str | None = None


VOTE = "The legislative body of the party votes to withdraw"
HEALTH_DISTRICT_NOTICE, HEALTH_DISTRICT_MEMBERSHIP, MUNICIPAL_DISTRICT_NOTICE = 6, 24, 6
"""Months: from a vote before January 1 to July 1, and of membership before the vote (§ 19a-246); and from the vote
of a member of a municipal district to the withdrawal (§ 7-332).
"""


def leaving_terms(file: AnswersFile, since: dt.date | None = None) -> LeavingTerms:
    """The terms of these answers; `since` is the day from which the party has been bound (else the service date).

    Raises AnswersRefusal for every answer that is missing and on which the day depends.
    """
    answers = file.answers
    start = since or answers.term.start
    if answers.management.model is Model.SEPARATE_ENTITY:
        entity = answers.choices.get("entity")
        if entity == "health_district":
            _refuse(_open(file, start, needed=True))
            lock = _later(start, HEALTH_DISTRICT_MEMBERSHIP)
            source = "section 19a-246 of the Connecticut General Statutes"
            return LeavingTerms(
                Withdrawal.FISCAL_YEAR_END, HEALTH_DISTRICT_NOTICE, 0, AlwaysOpen(), lock, None, source, VOTE, "vote",
                "A vote passed before January 1 takes effect on the following July 1",
            )  # fmt: skip
        if entity == "municipal_district":
            source = "section 7-332 of the Connecticut General Statutes"
            return LeavingTerms(
                Withdrawal.ANY_TIME, MUNICIPAL_DISTRICT_NOTICE, 0, AlwaysOpen(), None, None, source, VOTE, "vote",
                f"The withdrawal takes effect {MUNICIPAL_DISTRICT_NOTICE} months after the vote",
            )  # fmt: skip
        if entity == "economic_development_commission":
            _refuse(_no_notice(file))
            source = "the section on withdrawal from the commission"
            months, days = answers.leaving.notice_months or 0, answers.leaving.notice_days
            return LeavingTerms(Withdrawal.FISCAL_YEAR_END, months, days, AlwaysOpen(), None, None, source)
        return LeavingTerms(None, 0, 0, AlwaysOpen(), None, None, "the terms that the separate body sets")
    return _stated(file, start)


def _stated(file: AnswersFile, start: dt.date | None) -> LeavingTerms:
    leaving = file.answers.leaving
    if leaving.withdrawal is Withdrawal.CONSENT:
        source = "the section on withdrawal by consent"
        begins = "The last party receives the proposal of an amendment"
        return LeavingTerms(Withdrawal.CONSENT, 0, 0, AlwaysOpen(), None, None, source, begins, "proposal")
    lock = leaving.lock_in
    window = leaving.window
    missing = [*_no_notice(file), *_open(file, start, needed=rule_of(lock) not in ("", "none"))]
    if leaving.withdrawal is None:
        missing.insert(0, _needed(file, "leaving.withdrawal", "when a withdrawal takes effect"))
    if window is None:
        missing.append(_needed(file, "leaving.window", "when notice may be given"))
    if lock is None:
        missing.append(_needed(file, "leaving.lock_in", "whether a party may leave in the first years"))
    _refuse(missing)
    no_notice = _later(start, 12 * lock.years) if isinstance(lock, NoNoticeAtFirst) else None
    free = _later(start, 12 * lock.years) if isinstance(lock, BoundAtFirst) else None
    no_effect = free - dt.timedelta(days=1) if free is not None else None
    return LeavingTerms(
        leaving.withdrawal, leaving.notice_months or 0, leaving.notice_days, window or AlwaysOpen(),
        no_notice, no_effect, "the section on withdrawal",
    )  # fmt: skip


def _later(start: dt.date | None, months: int) -> dt.date | None:
    return add_months(start, months) if start is not None else None


def _no_notice(file: AnswersFile) -> list[Finding]:
    leaving = file.answers.leaving
    if leaving.notice_months is None and not leaving.notice_days:
        return [_needed(file, "leaving.notice_months", "how long the notice runs")]
    return []


def _open(file: AnswersFile, start: dt.date | None, *, needed: bool) -> list[Finding]:
    if needed and start is None:
        return [_needed(file, "term.start", "from which day the first years are counted")]
    return []


def _needed(file: AnswersFile, path: str, what: str) -> Finding:
    hint = f"Answer {path}."
    if path == "term.start":
        hint = "Answer term.start, or give the day from which the party is bound with --agreed-since."
    return error("decision-open", file.where(path), f"The day cannot be computed: it is not answered {what}.", hint)


def _refuse(missing: list[Finding]) -> None:
    if missing:
        raise AnswersRefusal(missing)


def entity_of(answers: Answers) -> str | None:
    """The kind of separate body that is left; None where a party or nobody leads."""
    return answers.choices.get("entity") if answers.management.model is Model.SEPARATE_ENTITY else None
