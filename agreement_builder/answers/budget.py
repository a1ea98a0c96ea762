"""How the yearly budget of the service comes about, what limits it, and what may be charged to the service."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from agreement_builder.answers.base import Answer, Choice, Line, MonthDay, Percent


class Proposer(Choice):
    """Who draws up the proposed budget."""

    LEAD = "lead", "the lead agency"
    HEAD = "head", "the head of the service"
    BOARD = "board", "the board, where there is one"


class Adoption(Choice):
    """What makes a proposed budget the budget of the service."""

    EACH_PARTY = "each_party", "each party decides on its own appropriation, and nothing is adopted for all"
    UNANIMOUS = "unanimous", "the principals of all parties accept it"
    MAJORITY = "majority", "the principals of a majority of the parties accept it"
    BY_SHARE = "by_share", "the principals of parties that bear more than half of the cost accept it"
    BOARD = "board", "the governing board adopts it"


class OneTry(Answer):
    """There is one attempt to agree on a budget."""

    rule: Literal["none"]


class SecondTry(Answer):
    """The principals meet on a revised proposal, with a later day for agreement."""

    rule: Literal["meeting"]
    meet_by: MonthDay | None = Field(
        default=None,
        title="Day by which the principals meet on a revised budget",
        description="Month and day, after the day by which the budget should have been agreed.",
        examples=["04-15"],
    )
    agree_by: MonthDay | None = Field(
        default=None,
        title="Last day for agreement on a revised budget",
        description="Month and day, early enough for the budgets of the parties.",
        examples=["05-01"],
    )


SecondAttempt = Annotated[OneTry | SecondTry, Field(discriminator="rule")]


class LastBudget(Answer):
    """The last budget continues until the new one is settled."""

    rule: Literal["last_budget"]


class CarriedOver(Answer):
    """The last operating budget carries over with a capped increase."""

    rule: Literal["carried_over"]
    cap: Percent | None = Field(
        default=None,
        title="Largest increase of a carried-over budget in percent",
        description="Contracted increases of wages and insurance are the usual measure; 0 if nothing may rise.",
        examples=["3"],
    )


class Appropriated(Answer):
    """The service is limited to what the parties have appropriated."""

    rule: Literal["appropriated"]


class Disputed(Answer):
    """The parties take the budget to the process for disputes."""

    rule: Literal["dispute"]


Fallback = Annotated[LastBudget | CarriedOver | Appropriated | Disputed, Field(discriminator="rule")]


class NoLimit(Answer):
    """A budget may rise by any amount that is agreed."""

    rule: Literal["none"]


class PercentLimit(Answer):
    """An increase above a stated percentage needs the consent of all principals."""

    rule: Literal["percent"]
    percent: Percent | None = Field(
        default=None,
        title="Increase of the budget that needs no consent, in percent",
        description="Measured from the last budget.",
        examples=["4"],
    )


class IndexLimit(Answer):
    """An increase above an index and some points needs the consent of all principals."""

    rule: Literal["index"]
    index: Line | None = Field(
        default=None,
        title="Index that limits the increase of the budget",
        description="A published index with its area and the body that publishes it.",
        examples=["Consumer Price Index for All Urban Consumers, Northeast, of the Bureau of Labor Statistics"],
    )
    points: Percent | None = Field(
        default=None,
        title="Percentage points above the index that need no consent",
        description="0 if the index alone is the limit.",
        examples=["1.5"],
    )


Limit = Annotated[NoLimit | PercentLimit | IndexLimit, Field(discriminator="rule")]


class Budget(Answer):
    """From the proposal of a budget to its adoption. The fiscal year runs from July 1 to June 30."""

    proposer: Proposer = Field(
        default=Proposer.LEAD,
        title="Who proposes the budget",
        description="Whoever knows what the service needs; the others review.",
    )
    proposed_by: MonthDay | None = Field(
        default=None,
        title="Day by which the budget is proposed",
        description="Month and day of the fiscal year before; January or February fits the budgets of towns that "
        "vote in May.",
        examples=["01-31"],
    )
    reviewed_by: MonthDay | None = Field(
        default=None,
        title="Day by which the proposed budget is reviewed",
        description="Month and day, in time for the budget hearings of every party.",
        examples=["02-28"],
    )
    adoption: Adoption | None = Field(
        default=None,
        title="What makes a proposed budget the budget of the service",
        description="Only a governing board adopts a budget. Whatever is adopted, each party still decides on its "
        "own appropriation.",
    )
    adopted_by: MonthDay | None = Field(
        default=None,
        title="Day by which the budget is adopted or agreed",
        description="Month and day on which the budgets of the parties can still follow it.",
        examples=["03-31"],
    )
    second_try: SecondAttempt = Field(
        default=OneTry(rule="none"),
        title="Second try at a budget",
        description="What happens between the day on which no budget was agreed and the rule that then steps in.",
    )
    fallback: Fallback = Field(
        default=LastBudget(rule="last_budget"),
        title="What follows if no budget is agreed in time",
        description="It keeps the service running while the parties disagree.",
        json_schema_extra={"asked": True},
    )
    limit: Limit = Field(
        default=NoLimit(rule="none"),
        title="Limit on the increase of the budget",
        description="Above it, each party has a veto, also the smallest.",
        json_schema_extra={"asked": True},
    )


class BudgetShows(Answer):
    """Nothing is listed, and the budget shows what is charged."""

    rule: Literal["budget"]


class ListedCosts(Answer):
    """Only listed costs may be charged to the service, with a limit on overhead."""

    rule: Literal["listed"]
    overhead: Percent | None = Field(
        default=None,
        title="Largest charge for overhead, in percent of the other costs",
        description="The finance officer can show what payroll, purchasing and accounting for the service cost; 0 if "
        "none may be charged.",
        examples=["8"],
    )
    allowed: tuple[Line, ...] = Field(
        default=(),
        max_length=20,
        title="Further costs that may be charged",
        description="Beside staff, goods, insurance and overhead, which every agreement of this kind allows.",
        examples=["legal fees for the defense of the service"],
    )
    forbidden: tuple[Line, ...] = Field(
        default=(),
        max_length=20,
        title="Further costs that may not be charged",
        description="Beside rent for the lead agency's own property and pay of its other departments.",
        examples=["interest on the lead agency's own debt"],
    )


CostRules = Annotated[BudgetShows | ListedCosts, Field(discriminator="rule")]
