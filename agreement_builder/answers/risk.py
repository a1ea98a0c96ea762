"""Liability and disputes."""

from __future__ import annotations

from pydantic import Field

from agreement_builder.answers.base import Answer, Choice


class Liability(Choice):
    """Who bears claims of third parties."""

    EACH_OWN = "each_own", "each party bears what its own officers and employees cause"
    INDEMNITY = "indemnity", "each party also holds the others harmless for what its own people cause"
    SHARED_COST = "shared_cost", "claims that arise from the service are a cost of the service and are shared"


class Disputes(Choice):
    """What happens to a dispute that the chief executive officers cannot settle."""

    MEDIATION = "mediation", "it goes to a mediator before anyone may sue"
    PRINCIPALS = "principals", "it ends with the chief executive officers; any party may then sue"


class Risk(Answer):
    """How risks are shared."""

    liability: Liability | None = Field(
        default=None,
        title="Liability to third persons",
        description="No form waives governmental immunity; the differences are between the parties.",
    )
    disputes: Disputes | None = Field(
        default=None, title="Disputes", description="The last step of the ladder of talks."
    )
