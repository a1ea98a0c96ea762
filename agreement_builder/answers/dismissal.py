"""Open points that somebody has set aside, as the answers file keeps them: each by its key, with the reason."""

from __future__ import annotations

import re

from pydantic import Field

from agreement_builder.answers.base import Answer, Line, Prose

BLANK_POINT = "blank:"
"""How the key of a blank begins; the path of its answer follows."""

_LABEL = re.compile(r"\b(?:Section [0-9]+\.[0-9]+(?:\([a-z]+\))*|Exhibit [A-Z]{1,2}\b)")


class Dismissal(Answer):
    """An open point that was set aside: it is not told any more, as long as it says the same."""

    reason: Line = Field(title="Reason", description="Why nothing is left to do; the annex for review prints it.")
    said: Prose | None = Field(
        default=None,
        title="What the point said",
        description="Written by `agreement-builder points`; a point that says something else one day is open again.",
    )

    def holds(self, says: str) -> bool:
        """Whether it is this that was dismissed; the numbers of sections do not count."""
        return self.said is None or unnumbered(self.said) == unnumbered(says)


def unnumbered(says: str) -> str:
    """The words without the numbers of sections, which change with what stands before them."""
    return " ".join(_LABEL.sub("Section", says).split())
