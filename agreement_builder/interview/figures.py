"""Figures of parties that are known: those of profiles, and the residents whom the census counted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from agreement_builder.answers.load import open_note
from agreement_builder.answers.measure import Measure, MeasureKind
from agreement_builder.answers.model import Answers
from agreement_builder.answers.party import PartyKind
from agreement_builder.answers.paths import locate, steps
from agreement_builder.answers.shape import Group, shape_at
from agreement_builder.compose.words import long_date
from agreement_builder.interview.lines import typed
from agreement_builder.interview.profile import Figure, Profile
from agreement_builder.interview.register import Register, parties_in
from agreement_builder.interview.suggestion import Suggestion
from agreement_builder.library.bodies import Body
from agreement_builder.library.places import Count

_WITHOUT_RESIDENTS = (PartyKind.COUNCIL_OF_GOVERNMENTS, PartyKind.SERVICE_CENTER)
"""Kinds of party that serve others and pay no share by residents."""


def is_figure(path: str) -> bool:
    """Whether a written path leads to a figure of a measure, for one party or of one year."""
    walk = re.match(r"(.+)\.(?:values|years)\.", path)
    return walk is not None and _is_measure(walk[1])


def figure_suggestion(register: Register, path: str, raw: Mapping[str, Any]) -> Suggestion | None:
    """What is known of the figure of a party in a measure, at a path that ends in `values` and the party's key."""
    around, _, key = path.rpartition(".")
    around, _, table = around.rpartition(".")
    measure = _measure(around, raw) if table == "values" else None
    party = next((party for _, party in parties_in(raw) if party.get("id") == key), None)
    if measure is None or party is None:
        return None
    day = _given(measure, "as_of")
    for profile, figure in _figures(register, party, measure):
        if day is None or figure.as_of is None or str(figure.as_of) == day:
            sure = _given(measure, "name") is None
            return Suggestion(typed(figure.value) or "", _told(profile, figure), sure=sure)
    body = register.body_of(party)
    count = _count(body)
    if (
        body is None
        or count is None
        or measure.get("of") != MeasureKind.POPULATION
        or day not in (None, str(count.as_of))
    ):
        return None
    others = [register.body_of(other) for _, other in parties_in(raw) if other is not party]
    elsewhere = not any(set(other.towns).intersection(body.towns) for other in others if other is not None)
    # Residents are not counted twice, once for a town and again for what serves it.
    return _counted(body, count, measure, path) if body.municipality is not None or elsewhere else None


def measure_suggestion(register: Register, path: str, raw: Mapping[str, Any]) -> Suggestion | None:
    """What is known of the source or the day of a measure: what the figures of all parties have in common."""
    around, _, field = path.rpartition(".")
    measure = _measure(around, raw) if field in ("source", "as_of") else None
    parties = [party for _, party in parties_in(raw)]
    if measure is None or not parties:
        return None
    of_profiles = [next(iter(_figures(register, party, measure)), None) for party in parties]
    beside = _given(measure, "as_of" if field == "source" else "source")
    return _common_to_profiles(of_profiles, field, beside) or _common_count(
        [register.body_of(party) for party in parties], measure, field, beside
    )


def _common_to_profiles(
    found: Sequence[tuple[Profile, Figure] | None], field: str, beside: str | None
) -> Suggestion | None:
    """The source or day that the figures of all parties in profiles have in common, if it fits what stands beside."""
    figures = [(pair[1].source, pair[1].as_of) for pair in found if pair is not None]
    if len(figures) < len(found) or len(set(figures)) != 1 or found[0] is None:
        return None
    source, day = (typed(value) for value in figures[0])
    line, other = (source, day) if field == "source" else (day, source)
    if line is None or beside not in (None, other):
        return None
    return Suggestion(line, f"the figures of all parties in {found[0][0].called}", sure=True)


def _common_count(
    bodies: Sequence[Body | None], measure: Mapping[str, Any], field: str, beside: str | None
) -> Suggestion | None:
    """The source or day of the count in which the residents of all parties, each a municipality, are known."""
    counts = {_municipal_count(body) for body in bodies if body is None or body.kind not in _WITHOUT_RESIDENTS}
    count = counts.pop() if len(counts) == 1 else None
    if count is None or measure.get("of") != MeasureKind.POPULATION:
        return None
    line, other = (count.source, str(count.as_of)) if field == "source" else (str(count.as_of), count.source)
    words = f"{count.publisher}, whose count is known for every party"
    return Suggestion(line, words, sure=_given(measure, "name") is None) if beside in (None, other) else None


def _counted(body: Body, count: Count, measure: Mapping[str, Any], path: str) -> Suggestion | None:
    """The residents of a body as the census counted them."""
    persons = body.place.population(body.row)
    if persons is None or body.kind in _WITHOUT_RESIDENTS:
        return None
    words, sure = count.words, _given(measure, "name") is None
    if body.board_of is not None:
        words, sure = f"{words}; the residents of {body.board_of.full_name}", False
    elif body.municipality is None:
        words, sure = f"{words}; the sum of its {len(body.towns)} member municipalities", False
    if path.startswith("governance."):
        words, sure = f"{words}; some laws count by the yearly estimate of the state instead", False
    return Suggestion(str(persons), words, sure)


def _is_measure(path: str) -> bool:
    shape = shape_at(Answers, path)
    return isinstance(shape, Group) and shape.model is Measure


def _measure(path: str, raw: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The measure that stands at a path, if a measure may stand there; None without a quantity."""
    if not path or not _is_measure(path):
        return None
    found: Any = raw
    place = locate(raw, path)
    for step in place:
        found = found.get(step) if isinstance(found, Mapping) else found[step]
    whole = len(place) == len(steps(path))
    return found if whole and isinstance(found, Mapping) and _given(found, "of") is not None else None


def _figures(
    register: Register, party: Mapping[str, Any], measure: Mapping[str, Any]
) -> Iterator[tuple[Profile, Figure]]:
    """The figures of profiles for a party in a measure."""
    for profile, facts in register.facts_of(party):
        for of, figure in facts.figures.items():
            if of == measure.get("of"):
                yield profile, figure


def _municipal_count(body: Body | None) -> Count | None:
    """The count of a municipality whose residents are register."""
    own = body.municipality if body is not None else None
    return _count(body) if own is not None and own.population is not None else None


def _count(body: Body | None) -> Count | None:
    return body.place.sources.population if body is not None and body.place.sources is not None else None


def _told(profile: Profile, figure: Figure) -> str:
    said = ", ".join(filter(None, (figure.source, long_date(figure.as_of) if figure.as_of else None)))
    return f"{profile.called}: {said}" if said else profile.called


def _given(group: Mapping[str, Any], field: str) -> str | None:
    """The answer of a group as text; None if it is not given or left open."""
    value = group.get(field)
    return None if value is None or open_note(value) is not None else str(value)
