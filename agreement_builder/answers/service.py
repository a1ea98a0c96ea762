"""The service that the parties share."""

from __future__ import annotations

from pydantic import Field

from agreement_builder.answers.base import Answer, Choice, Line, Prose


class ServiceKind(Choice):
    """The services of the shared-services toolkit; any other is described in words."""

    ANIMAL_CONTROL = "animal_control", "animal control"
    BUILDING_INSPECTION = "building_inspection", "building inspection"
    DISPATCH = "dispatch", "emergency dispatch"
    ECONOMIC_DEVELOPMENT = "economic_development", "economic development"
    FINANCIAL_MANAGEMENT = "financial_management", "financial management"
    FIRE_PREVENTION = "fire_prevention", "fire prevention"
    K12_EDUCATION = "k12_education", "K-12 education"
    FACILITIES_GROUNDS = "facilities_grounds", "facilities and grounds maintenance"
    HUMAN_RESOURCES = "human_resources", "human resources"
    IT_SUPPORT = "it_support", "information technology support"
    PUBLIC_HEALTH = "public_health", "public health"
    WASTE_MANAGEMENT = "waste_management", "waste management"
    WATER_WASTEWATER = "water_wastewater", "water and wastewater"
    CHILDCARE = "childcare", "childcare"
    JOINT_PURCHASING = "joint_purchasing", "joint purchasing"
    OTHER = "other", "another service, described in words"


class PerformanceMeasure(Answer):
    """One thing that is counted every year, and what the parties aim at."""

    measure: Line = Field(
        title="What is counted", description="One count or time.", examples=["Permit applications received"]
    )
    target: Line | None = Field(
        default=None,
        title="Target",
        description="What the parties aim at; the office that provides the service knows.",
    )


class Service(Answer):
    """What is shared, at what hours, and how it is measured."""

    kind: ServiceKind = Field(
        title="Service that the parties share",
        description="It selects the clauses on scope and on the duties that statutes attach to the service.",
    )
    name: Line | None = Field(
        default=None,
        title="Name of the service in the title",
        description="As the title of the agreement should say it; left out, the name of the kind is used.",
        examples=["Building Inspection Services"],
    )
    description: Prose | None = Field(
        default=None,
        title="Description of the service",
        description="What the service consists of. Needed for a service that the library does not describe.",
    )
    measures: tuple[PerformanceMeasure, ...] | None = Field(
        default=None,
        max_length=40,
        title="Performance measures",
        description="What is counted every year; they become an exhibit. Left out, the library's suggestions for "
        "the service are used; an empty list counts nothing.",
    )


def service_title(service: Service) -> str | None:
    """The service as the title of the agreement names it; None for another service without a name."""
    if service.name is not None:
        return service.name
    if service.kind is ServiceKind.OTHER:
        return None
    words = [word if word == "and" or word[0].isupper() else word.capitalize() for word in service.kind.meaning.split()]
    return " ".join(words) + " Services"
