"""The parties: who they are, which body binds them, and where notice reaches them."""

from __future__ import annotations

from pydantic import Field

from agreement_builder.answers.base import Answer, Choice, Key, Line


class PartyKind(Choice):
    """What a party is in law; it fixes the route of authority and the form of its signature block."""

    TOWN = "town", "a town"
    CITY = "city", "a city, or a consolidated town and city"
    BOROUGH = "borough", "a borough, or a consolidated town and borough"
    DISTRICT = "district", "a fire, sewer or other special district of a town (not a school district)"
    BOARD_OF_EDUCATION = "board_of_education", "a town's own board of education"
    REGIONAL_SCHOOL_DISTRICT = "regional_school_district", "a regional school district"
    COUNCIL_OF_GOVERNMENTS = "council_of_governments", "a council of governments"
    SERVICE_CENTER = "regional_educational_service_center", "a regional educational service center"
    HEALTH_DISTRICT = "health_district", "a district department of health"
    OTHER_STATE_UNIT = "other_state_unit", "a unit of local government of another state"
    COUNTY = "county", "a county, in a state whose counties govern"
    VILLAGE = "village", "a village, in a state that has them"


MUNICIPAL_KINDS = frozenset(
    {
        PartyKind.TOWN,
        PartyKind.CITY,
        PartyKind.BOROUGH,
        PartyKind.DISTRICT,
        PartyKind.OTHER_STATE_UNIT,
        PartyKind.COUNTY,
        PartyKind.VILLAGE,
    }
)
"""Kinds that are a unit of general or special local government; those of Connecticut are the municipalities of
Conn. Gen. Stat. § 7-148cc.
"""

BOARD_KINDS = frozenset({PartyKind.BOARD_OF_EDUCATION, PartyKind.REGIONAL_SCHOOL_DISTRICT})
"""Kinds that are a board of education."""


class LegislativeBody(Choice):
    """The body that ratifies for a party (Conn. Gen. Stat. §§ 1-1(m), 7-339c)."""

    TOWN_MEETING = "town_meeting", "the town meeting"
    REPRESENTATIVE_TOWN_MEETING = "representative_town_meeting", "the representative town meeting"
    TOWN_COUNCIL = "town_council", "the town council"
    CITY_COUNCIL = "city_council", "the city council"
    COMMON_COUNCIL = "common_council", "the common council"
    BOARD_OF_ALDERMEN = "board_of_aldermen", "the board of aldermen or alders"
    BOARD_OF_DIRECTORS = "board_of_directors", "the board of directors"
    BOARD_OF_REPRESENTATIVES = "board_of_representatives", "the board of representatives"
    LEGISLATIVE_COUNCIL = "legislative_council", "the legislative council"
    BOARD_OF_BURGESSES = "board_of_burgesses", "the board of burgesses"
    DISTRICT_COMMITTEE = "district_committee", "the body of a district that makes its appropriations"
    GOVERNING_BOARD = "governing_board", "the governing board of a school, health or regional body"


class Ratifier(Choice):
    """Who votes to ratify where the legislative body is a town meeting."""

    TOWN_MEETING = "town_meeting", "the town meeting votes itself"
    SELECTMEN = "selectmen", "the selectmen vote, by delegation of the town meeting, after public comment"


class Party(Answer):
    """One party to the agreement."""

    id: Key = Field(
        title="Short key of the party",
        description="The name by which other answers refer to this party; it is not printed.",
        examples=["bolton"],
    )
    name: Line = Field(
        title="Name of the party",
        description="The name in law, as it will stand on the signature page.",
        examples=["Town of Bolton"],
    )
    kind: PartyKind = Field(
        title="Kind of party",
        description="It decides which statutes authorize the agreement and how the party signs.",
    )
    state: str = Field(
        default="CT", pattern=r"^[A-Z]{2}$", title="State", description="Two letters; Connecticut is CT."
    )
    legislative_body: LegislativeBody | None = Field(
        default=None,
        title="Legislative body",
        description="The body that ratifies the agreement for this party. The clerk or the charter knows. "
        "In a council town that is not consolidated with a city, ask counsel.",
    )
    ratified_by: Ratifier | None = Field(
        default=None,
        title="Who votes for the town meeting",
        description="A town meeting may, by resolution, leave the vote to the selectmen (§ 7-339c(b)).",
    )
    chief_executive: Line | None = Field(
        default=None,
        title="Title of the officer who signs",
        description="The office, not the person: offices stay when persons change.",
        examples=["First Selectman"],
    )
    address: Line | None = Field(
        default=None,
        title="Address for notices",
        description="Street, town, state and ZIP code of the building where notices are received.",
    )


def short_name(party: Party) -> str:
    """The name without its form: `Bolton` for `Town of Bolton`."""
    for form in ("Town of ", "City of ", "Borough of ", "Town and City of "):
        if party.name.startswith(form):
            return party.name.removeprefix(form)
    return party.name


def the_name(party: Party) -> str:
    """The name as it stands in a sentence: `the Town of Bolton`."""
    common = (" District", " Council", " Center", " Commission", " Authority", " Department", " Board")
    return f"the {party.name}" if " of " in party.name or party.name.endswith(common) else party.name


def in_state(party: Party, state: str) -> bool:
    """Whether it is a body of this state."""
    return party.state == state and party.kind is not PartyKind.OTHER_STATE_UNIT


def label(party: Party, field: str) -> str:
    """The label of a blank for an answer of this party: `Address for notices, Town of Bolton`."""
    return f"{Party.model_fields[field].title}, {party.name}"
