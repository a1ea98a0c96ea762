"""What the rules of places and profiles mean: why a fault matters and what to do about it."""

from __future__ import annotations

KNOWN: dict[tuple[str, ...], str] = {
    ("table-syntax", "table-row"): """A table of places is not the CSV that it should be.

Each row has as many cells as the first one names columns; a cell that holds a comma stands in quotation marks. A row
that is shifted would tell a town's facts of another, so the table is refused.""",
    ("places-twice", "places-unknown"): """A body is named twice, or a row names one that no row describes.

What is offered for a party must have one source. Keep the row that is right, or add the one that is missing.""",
    (
        "places-source",
        "places-state",
    ): """A fact has no source, or a table is of another state than it names.

Each fact is offered with its source and date in words; one without them is not shown. Add the key to the sources of
that state, with what it tells.""",
    ("profile-usual", "profile-twice", "profile-figure"): """A profile says what no profile can.

Usual choices are any part of an answers file but the parties and the kind of service, which differ from agreement to
agreement. A party is described once, and its figures are quantities that a measure can count, each with a source.""",
    ("answers-exist",): """There are answers in the file already, and a copy would take their place.

Nothing that was answered is written over. Go on with `resume`, or give the new file another name.""",
}
"""Explanations of the rules of places and profiles."""
