"""Who provides the service, with whose staff and equipment."""

from __future__ import annotations

from pydantic import Field

from agreement_builder.answers.base import Answer, Choice, Key


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
