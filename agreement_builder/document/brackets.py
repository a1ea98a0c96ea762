"""The lines in brackets that set off alternatives: what is to be decided, what each follows from, where they end."""

from __future__ import annotations

from agreement_builder.document.tree import Alternative, Alternatives

END = "[END OF ALTERNATIVES]"
"""The line after the last alternative."""


def opening(block: Alternatives) -> str:
    """The line before the first alternative: the question, and what to do."""
    return f"[FOR COUNSEL TO DECIDE: {block.question} Keep one alternative and strike the rest, with lines like this.]"


def lead(member: Alternative) -> str:
    """The line with which an alternative begins: its letter, what it follows from, and what it does."""
    if not member.blocks:
        does = "Nothing stands here then; strike a section that is left empty."
    else:
        does = f"{member.summary}{f' Its heading is “{member.heading}”.' if member.heading else ''}".strip()
    return f"[ALTERNATIVE {member.label}: {member.follows_from}.{f' {does}' if does else ''}]"
