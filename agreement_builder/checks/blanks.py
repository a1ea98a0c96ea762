"""Blanks that nobody has answered yet."""

from __future__ import annotations

from collections.abc import Iterator

from agreement_builder.checks.rule import Check, section
from agreement_builder.drafting import Draft
from agreement_builder.errors import Finding, Where, warning


def _run(draft: Draft) -> Iterator[Finding]:
    places: dict[str, list[str]] = {}
    labels: dict[str, str] = {}
    for blank, place in draft.index.blanks:
        labels.setdefault(blank.path, blank.label)
        label = section(draft, place).section or place
        if label not in places.setdefault(blank.path, []):
            places[blank.path].append(label)
    for path, label in labels.items():
        spot = draft.file.where(path)
        where = Where(spot.file, spot.line, spot.column, field=path, section=", ".join(places[path]))
        noted = draft.file.notes.get(path)
        message = f"[{label}] is still open" + (f": {noted}." if noted else ".")
        yield warning("blank-open", where, message, f"Answer {path}, or fill the marked blank in Word.")


CHECK = Check(
    rules=("blank-open",),
    explain="""A blank stands in the draft as bracketed, highlighted words until its answer is known.

An agreement with a blank cannot be signed. Answer it in the answers file under the path shown, so that the
next draft has it, or type over the marked words in Word. A final copy is refused while a blank is open.""",
    run=_run,
)
