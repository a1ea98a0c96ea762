"""Rules that cross the answers on management: parties that there are not, functions given twice, weeks too short.

`rules` chains them with the others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from agreement_builder.answers.division import HandedOver, PartysFunction
from agreement_builder.answers.fault import Fault
from agreement_builder.answers.handover import Between, PositionsMove, WholeStaffMoves
from agreement_builder.answers.levels import OpenHours, WeeklyHours, minutes_of, most_hours
from agreement_builder.answers.management import Management, Model, Staff
from agreement_builder.answers.model import Answers
from agreement_builder.answers.premises import PartysBuilding
from agreement_builder.answers.staffing import LentStaff, NamedConsent, OfficeDirects, Panel, SplitPositions
from agreement_builder.errors import nearest


def _named(management: Management) -> Iterator[tuple[str, str | None]]:
    """Every key of a party in these answers, with its written path."""
    for n, level in enumerate(management.levels, 1):
        yield from _listed(level.parties, f"management.levels[{n}].parties")
    for n, item in enumerate(management.division, 1):
        if isinstance(item, (PartysFunction, HandedOver)):
            yield f"management.division[{n}].party", item.party
        if isinstance(item, HandedOver):
            yield f"management.division[{n}].successor", item.successor
    for n, thing in enumerate(management.things, 1):
        yield f"management.things[{n}].owner", thing.owner
        yield f"management.things[{n}].receiver", thing.receiver
    if isinstance(management.premises, PartysBuilding):
        yield "management.premises.owner", management.premises.owner
    yield from _named_of_staff(management)
    match management.transfer:
        case PositionsMove(positions=moving):
            yield from (
                (f"management.transfer.positions[{n}].employer", position.employer)
                for n, position in enumerate(moving, 1)
            )
        case WholeStaffMoves(employers=employers):
            yield from _listed(employers, "management.transfer.employers")


def _named_of_staff(management: Management) -> Iterator[tuple[str, str | None]]:
    match management.assignment:
        case LentStaff(positions=lent):
            for n, position in enumerate(lent, 1):
                yield f"management.assignment.positions[{n}].party", position.party
        case SplitPositions(positions=split):
            for n, shared in enumerate(split, 1):
                for m, part in enumerate(shared.parts, 1):
                    yield f"management.assignment.positions[{n}].parts[{m}].party", part.party
    if isinstance(management.hiring, NamedConsent):
        yield from _listed(management.hiring.parties, "management.hiring.parties")
    if isinstance(management.direction, OfficeDirects):
        yield "management.direction.party", management.direction.party


def _listed(keys: Iterable[str], path: str) -> Iterator[tuple[str, str]]:
    yield from ((f"{path}[{n}]", key) for n, key in enumerate(keys, 1))


def _parties(answers: Answers) -> Iterator[Fault]:
    keys = [party.id for party in answers.parties]
    for path, key in _named(answers.management):
        if key is not None and key not in keys:
            yield Fault(path, "party-unknown", f'"{key}" is not the key of a party.', nearest(key, keys))


def _lead(answers: Answers) -> Iterator[Fault]:
    """What the lead agency cannot do with itself."""
    management = answers.management
    lead = management.lead
    if lead is None:
        return
    match management.transfer:
        case PositionsMove(positions=moving):
            sources = [(f"positions[{n}].employer", each.employer) for n, each in enumerate(moving, 1)]
        case WholeStaffMoves(employers=employers):
            sources = [(f"employers[{n}]", key) for n, key in enumerate(employers, 1)]
        case _:
            sources = []
    for path, key in sources:
        if key == lead:
            message = f"Employees are to move from {lead} to the lead agency, which is {lead} itself."
            yield Fault(f"management.transfer.{path}", "transfer", message, "Name the party that they leave.")
    match management.assignment, management.hiring:
        case LentStaff(positions=lent), _:
            for n, position in enumerate(lent, 1):
                if position.party == lead:
                    message = f"{lead} is to lend staff to the lead agency, which is {lead} itself."
                    path = f"management.assignment.positions[{n}].party"
                    yield Fault(path, "transfer", message, "Name the party that lends.")
        case _, NamedConsent(parties=approving):
            for n, key in enumerate(approving, 1):
                if key == lead:
                    message = f"{lead} makes the appointment, so it cannot also be one that approves it."
                    yield Fault(f"management.hiring.parties[{n}]", "hiring", message, f"Remove {lead} here.")


def _staff(answers: Answers) -> Iterator[Fault]:
    """Terms on staff that mean nothing under this structure."""
    management = answers.management
    leads = management.model is Model.LEAD_AGENCY
    employs = leads and management.staff is Staff.LEAD_EMPLOYS
    keeps = leads and management.staff is Staff.EACH_KEEPS
    known = management.model is not None and (management.staff is not None or not leads)
    terms = (
        ("hiring", management.hiring.rule != "lead_decides", employs, "the lead agency employs the staff"),
        ("transfer", management.transfer.rule != "nobody", employs, "the lead agency employs the staff"),
        ("assignment", management.assignment.rule != "assigned", keeps, "each party keeps its own staff"),
        ("direction", management.direction.rule != "employer", employs or keeps, "parties employ the staff"),
    )  # fmt: skip
    for name, given, fits, needs in terms:
        if known and given and not fits:
            message = f"management.{name} is {getattr(management, name).rule}, which has a meaning only where {needs}."
            hint = f"Remove management.{name}, or change management.model and management.staff."
            yield Fault(f"management.{name}", "staff-contradiction", message, hint)


def _structure(answers: Answers) -> Iterator[Fault]:
    """Terms that the clauses of another structure do not carry, and which would silently have no effect."""
    management = answers.management
    if management.model is None:
        return
    leads, entity = management.model is Model.LEAD_AGENCY, management.model is Model.SEPARATE_ENTITY
    terms = (
        ("person", management.person.rule != "any", leads),
        ("start_up", management.start_up.rule != "none", leads),
        ("subcontracts", management.subcontracts.rule != "free", leads and management.staff is not Staff.CONTRACTOR),
        ("reports", bool(management.reports), leads),
        ("premises", management.premises.rule in ("rented", "joint"), leads),
        ("premises", management.premises.rule in ("license", "lease"), leads or entity),
        ("division", bool(management.division), not entity),
        ("things", bool(management.things), not entity),
    )
    for name, given, fits in terms:
        if given and not fits:
            message = f"management.{name} is given, but where {management.model.meaning}, it has no effect."
            if leads:
                message = f"management.{name} is given, but a contractor provides all of the service."
            hint = f"Remove management.{name}, or change management.model or management.staff."
            yield Fault(f"management.{name}", "lead-contradiction", message, hint)


def _division(answers: Answers) -> Iterator[Fault]:
    told: dict[str, int] = {}
    for n, item in enumerate(answers.management.division, 1):
        path = f"management.division[{n}]"
        first = told.setdefault(item.function.casefold(), n)
        if first != n:
            message = f'"{item.function}" is given twice (in places {first} and {n}), so nobody knows whose it is.'
            yield Fault(f"{path}.function", "division", message, "Name each function once.")
        if isinstance(item, HandedOver) and item.party is not None and item.party == item.successor:
            message = f'"{item.function}" is to pass from {item.party} to {item.party} itself.'
            yield Fault(f"{path}.successor", "division", message, "Name the party that takes it over.")


def _levels(answers: Answers) -> Iterator[Fault]:
    for n, level in enumerate(answers.management.levels, 1):
        path = f"management.levels[{n}]"
        if isinstance(level, WeeklyHours) and level.hours is not None and level.hours > most_hours(level):
            persons = "one person works" if level.persons == 1 else f"{level.persons} persons work"
            message = f"{level.hours} hours a week are promised, but {persons} at most {most_hours(level)}."
            yield Fault(f"{path}.hours", "level", message, "Correct the hours, or say how many persons work them.")
        if isinstance(level, OpenHours):
            if level.opens and level.closes and minutes_of(level.closes) <= minutes_of(level.opens):
                message = f"The hours end at {level.closes}, which is not after their beginning at {level.opens}."
                hint = "Correct one of the two; hours that pass midnight are two levels."
                yield Fault(f"{path}.closes", "level", message, hint)
            if level.days is not None and len(set(level.days)) < len(level.days):
                yield Fault(f"{path}.days", "level", "A day of the week is named twice.", "Name each day once.")


def _panel(answers: Answers) -> Iterator[Fault]:
    hiring = answers.management.hiring
    if isinstance(hiring, Panel) and hiring.members_each == 0 and not hiring.others:
        message = "The panel has no members: none from the parties, and no others."
        hint = "Give each party a member, name others, or choose lead_decides."
        yield Fault("management.hiring.members_each", "hiring", message, hint)


def _positions(answers: Answers) -> Iterator[Fault]:
    """Shared positions whose parts do not make a whole."""
    assignment = answers.management.assignment
    if not isinstance(assignment, SplitPositions):
        return
    for n, position in enumerate(assignment.positions, 1):
        path = f"management.assignment.positions[{n}]"
        parts = [part.percent for part in position.parts if part.percent is not None]
        total = sum(parts)
        if total > 100 or (len(parts) == len(position.parts) and total != 100):
            message = f"The parts of the position {position.title} add up to {total} percent, not to 100."
            yield Fault(f"{path}.parts", "position", message, f"Change them by {100 - total:+} in all.")
        keys = [part.party for part in position.parts]
        if len(set(keys)) < len(keys):
            message = f"A party has two parts of the position {position.title}."
            yield Fault(f"{path}.parts", "position", message, "Give each party one part.")


def _transfer_days(answers: Answers) -> Iterator[Fault]:
    transfer = answers.management.transfer
    if isinstance(transfer, (PositionsMove, WholeStaffMoves)) and isinstance(transfer.day, Between):
        first, last = transfer.day.first, transfer.day.last
        if first and last and last < first:
            message = f"Employees move by {last}, which is before the first day of the transfer, {first}."
            yield Fault("management.transfer.day.last", "dates", message, "Correct one of the two dates.")


def _things(answers: Answers) -> Iterator[Fault]:
    premises, lead = answers.management.premises, answers.management.lead
    if isinstance(premises, PartysBuilding) and premises.owner is not None and premises.owner == lead:
        message = f"{lead} is to use a building of {lead} itself by {premises.rule}."
        hint = "Name the party that owns it, or set management.premises to {rule: own}."
        yield Fault("management.premises.owner", "thing", message, hint)
    for n, thing in enumerate(answers.management.things, 1):
        if thing.owner is not None and thing.owner == thing.receiver:
            message = f"{thing.owner} cannot pass {thing.what} to itself."
            yield Fault(f"management.things[{n}].receiver", "thing", message, "Name the party that gets it.")


RULES: tuple[Callable[[Answers], Iterator[Fault]], ...] = (
    _parties, _lead, _staff, _structure, _division, _levels, _panel, _positions, _transfer_days, _things,
)  # fmt: skip
"""All rules on management, in the order in which their findings are told."""
