"""Who provides the service, with whose staff and equipment, and what is promised to whom."""

from __future__ import annotations

from pydantic import Field

from agreement_builder.answers.base import Answer, Choice, Key
from agreement_builder.answers.division import DividedFunction
from agreement_builder.answers.handover import NobodyMoves, NoPlan, StartUp, Transfer
from agreement_builder.answers.holdings import Thing
from agreement_builder.answers.levels import ServiceLevel
from agreement_builder.answers.oversight import FreeSubcontracts, Report, Subcontracts
from agreement_builder.answers.premises import OwnBuilding, Premises
from agreement_builder.answers.staffing import (
    AnyPerson,
    AssignedStaff,
    Assignment,
    Direction,
    EmployerDirects,
    Hiring,
    LeadDecides,
    Person,
)


class Model(Choice):
    """The structure under which the service is provided."""

    LEAD_AGENCY = "lead_agency", "one party provides the service to all, with its own staff"
    MUTUAL_ASSISTANCE = (
        "mutual_assistance",
        "each party keeps its own service and helps the others on request",
    )
    SEPARATE_ENTITY = (
        "separate_entity",
        "a body of its own, such as a district department of health, provides the service to its members",
    )


class OfficialAppointment(Choice):
    """How a statutory official is shared (Conn. Gen. Stat. § 7-148rr)."""

    JOINT = "joint", "the parties appoint one official jointly, in lieu of separate appointments"
    SEPARATE = "separate", "each party appoints the same person separately"


class Staff(Choice):
    """Who employs the staff."""

    LEAD_EMPLOYS = "lead_employs", "all staff are employees of the lead agency"
    EACH_KEEPS = "each_keeps", "each party stays the employer of the staff that it assigns"
    CONTRACTOR = "contractor", "the lead agency engages a contractor, and no party employs staff for the service"


class Equipment(Choice):
    """Who owns what the service uses."""

    LEAD_OWNS = "lead_owns", "the lead agency owns vehicles and equipment and charges their cost"
    EACH_OWNS = "each_owns", "each party owns what it buys and lends it to the service"


class Management(Answer):
    """How the service is provided."""

    model: Model | None = Field(
        default=None,
        title="Structure of the service",
        description="Who provides the service to whom. It decides most of the articles on management.",
    )
    lead: Key | None = Field(
        default=None,
        title="Lead agency",
        description="The key of the party that provides the service to the others.",
        examples=["bolton"],
    )
    official: OfficialAppointment | None = Field(
        default=None,
        title="Appointment of the shared official",
        description="For an office that a statute creates, such as the building official.",
    )
    staff: Staff | None = Field(
        default=None,
        title="Employer of the staff",
        description="The employer pays wages, benefits and workers' compensation.",
    )
    equipment: Equipment | None = Field(
        default=None,
        title="Ownership of equipment",
        description="It decides who insures vehicles and equipment and who keeps them at the end.",
    )

    assignment: Assignment = Field(
        default=AssignedStaff(rule="assigned"),
        title="How each party's staff work for the service",
        description="Where each party stays the employer. Staff who are lent are paid for by the service; staff who "
        "are assigned are paid for by their own party.",
    )
    hiring: Hiring = Field(
        default=LeadDecides(rule="lead_decides"),
        title="Who has a say when the head of the service is hired",
        description="The other parties live with the choice. A panel is heard; consent gives a veto.",
    )
    direction: Direction = Field(
        default=EmployerDirects(rule="employer"),
        title="Who directs the daily work",
        description="Who directs day by day may be another than who employs and evaluates.",
    )
    person: Person = Field(
        default=AnyPerson(rule="any"),
        title="Whether the service rests on one person",
        description="As where an officer of one body serves another for a time.",
    )
    transfer: Transfer = Field(
        default=NobodyMoves(rule="nobody"),
        title="Employees who move to the lead agency",
        description="Name positions only after the personnel officers and the unions have been heard.",
    )
    start_up: StartUp = Field(
        default=NoPlan(rule="none"),
        title="What prepares the beginning of the service",
        description="Where a department closes or a provider changes, choose the hand-over.",
    )
    levels: tuple[ServiceLevel, ...] = Field(
        default=(),
        max_length=100,
        title="Service levels",
        description="How much of the service each party gets, when, and how fast; they become an exhibit.",
    )
    division: tuple[DividedFunction, ...] = Field(
        default=(),
        max_length=100,
        title="Division of the service",
        description="Who performs which function, where not all of the service is done by one party.",
    )
    things: tuple[Thing, ...] = Field(
        default=(),
        max_length=100,
        title="Things that pass between parties",
        description="Vehicles, equipment or rooms that are lent, leased, sold or placed with another party.",
    )
    premises: Premises = Field(
        default=OwnBuilding(rule="own"),
        title="Building from which the service is provided",
        description="Nothing is said where the provider works from its own building at no separate charge.",
    )
    reports: tuple[Report, ...] = Field(
        default=(),
        max_length=30,
        title="Reports beside the annual report",
        description="Each with what it states and how often it is made.",
    )
    subcontracts: Subcontracts = Field(
        default=FreeSubcontracts(rule="free"),
        title="Whether part of the service may be contracted out",
        description="Others may care who comes in the provider's place.",
    )


def sells(management: Management) -> bool:
    """Whether a party sells something to another."""
    return any(thing.rule == "sold" for thing in management.things)


def leases(management: Management) -> bool:
    """Whether a party leases something to another."""
    return any(thing.rule == "leased" for thing in management.things)


def lends(management: Management) -> bool:
    """Whether a party has something that stays another's: lent, leased or placed with it."""
    return any(thing.rule != "sold" for thing in management.things)


def hands_over(management: Management) -> bool:
    """Whether a function passes from one party to another later."""
    return any(item.rule == "handed_over" for item in management.division)
