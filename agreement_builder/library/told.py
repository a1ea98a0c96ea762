"""What is known of one body, fact by fact, in words and as data, each with its sources."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from agreement_builder.library.bodies import Bodies, Body
from agreement_builder.library.places import Municipality, Organization


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact: its name and value as data, its label and words for a person, its sources in words.

    `confirm`: at least one of its sources is a copy or an encyclopedia, or membership and government may have changed.
    """

    name: str
    label: str
    value: object
    words: str
    sources: tuple[str, ...] = ()
    confirm: bool = False


def facts(body: Body, bodies: Bodies) -> Iterator[Fact]:
    """Every fact that is known of a body; what is not known is left out."""
    if (town := body.board_of) is not None:
        yield _fact(body, "own_board", "Its municipality", town.full_name)
    elif isinstance(body.row, Municipality):
        yield from _of_municipality(body, body.row, bodies)
    else:
        yield from _of_organization(body, body.row)


def _of_municipality(body: Body, row: Municipality, bodies: Bodies) -> Iterator[Fact]:
    if row.within is not None:
        yield _fact(body, "within", "Lies within", f"Town of {row.within}", value=row.within)
    for name, label in (("county", "County"), ("planning_region", "Planning region")):
        if (value := getattr(row, name)) is not None:
            yield _fact(body, name, label, value)
    yield from _population(body)
    if (form := row.form_of_government) is not None:
        yield _fact(body, "form_of_government", "Form of government", form.meaning, value=str(form), confirm=True)
    if (legislative := row.legislative_body) is not None:
        words = legislative.meaning
        yield _fact(body, "legislative_body", "Legislative body", words, value=str(legislative), confirm=True)
    if row.own_board:
        yield _fact(body, "own_board", "Board of education", row.board_name)
    for organization in body.place.bodies_with(row.name) if row.within is None else ():
        other = bodies.find(organization.name)
        if other is not None:
            label = organization.kind.meaning.removeprefix("a ").capitalize()
            words = organization.name + (f" ({organization.grades})" if organization.grades else "")
            yield _fact(other, "members", label, words, value=organization.name, named=str(organization.kind))
    if row.note:
        yield Fact("note", "Note", row.note, row.note)


def _of_organization(body: Body, row: Organization) -> Iterator[Fact]:
    for name, label in (("short_name", "Short name"), ("number", "Number"), ("grades", "Grades"), ("office", "Office")):
        if (value := getattr(row, name)) is not None:
            yield _fact(body, name, label, str(value), value=value, confirm=name == "office")
    if row.members:
        words = f"{', '.join(row.members)} ({len(row.members)} municipalities)"
        yield _fact(body, "members", "Members", words, value=list(row.members), confirm=True)
    if row.member_count not in (None, len(row.members)):
        yield _fact(body, "member_count", "Members in all", str(row.member_count), value=row.member_count, confirm=True)
    yield from _population(body)
    for name, label in (("note", "Note"), ("as_of", "As of")):
        if value := getattr(row, name):
            yield Fact(name, label, value, value)


def _population(body: Body) -> Iterator[Fact]:
    persons = body.place.population(body.row)
    count = body.place.sources.population if body.place.sources is not None else None
    if persons is not None and count is not None:
        label = "Residents" if isinstance(body.row, Municipality) else "Residents of its members"
        yield Fact("population", label, persons, f"{persons:,}", (count.words,))


def _fact(
    body: Body, name: str, label: str, words: str, *, value: object = None, confirm: bool = False, named: str = ""
) -> Fact:
    """A fact with its sources; one whose source is to be confirmed is to be confirmed itself."""
    sources = body.place.sources_of(body.row, name)
    doubt = confirm or any(source.confirm for source in sources)
    told = tuple(source.words for source in sources)
    return Fact(named or name, label, words if value is None else value, words, told, doubt)
