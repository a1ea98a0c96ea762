"""What the rules of open points mean: why one is open, and what is wrong with a dismissal."""

from __future__ import annotations

POINTS: dict[tuple[str, ...], str] = {
    ("default-taken",): """Nobody answered a question, and the draft says what is usual.

Such a sentence was agreed by nobody, and a reader cannot tell it from one that was. Answer the question, or write
the default into the answers with `points ANSWERS --accept`, all of them at once with `--accept defaults`.""",
    ("assumption-made",): """The program supplied something that no answer gives.

It works out the statutes on which the agreement rests, suggests measures, and divides a round sum where no cost is
known. Give the answer that takes its place, or dismiss the point with a reason once it is confirmed.""",
    ("final-open",): """A final copy was asked for while points are open.

Errors, warnings, blanks, choices for counsel, assumptions and defaults are settled before an execution copy is made.
`points ANSWERS` lists them; what needs no answer is set aside there with a reason.""",
    ("dismissal-idle",): """A dismissal in the answers matches no open point of the draft.

The point was settled in another way, or its key was mistyped; then the point that was meant is still open.""",
    ("dismissal-firm",): """An error, or a choice left to counsel, cannot be dismissed.

An error makes the agreement wrong, and a choice of counsel leaves alternatives in the text that must not be
signed. Settle either in the answers.""",
    ("dismissal-reason",): """A point is dismissed without a reason.

The reason is printed in the annex, so that whoever reads the draft next can judge it.""",
    ("point-unknown", "point-accept"): """The point that was named is not open, or is no default.

Numbers change with every draft, keys do not: `points ANSWERS` shows both. Only a default can be accepted; anything
else is answered, or dismissed with a reason.""",
}
"""Explanations of the rules of open points."""
