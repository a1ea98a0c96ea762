"""Pasted text, which may have several lines, put into the one line of a question."""

from __future__ import annotations

import re


def pasted(text: str) -> tuple[str, int]:
    """The text in one line, with commas between its lines (an address), and how many lines it had."""
    lines = [" ".join(line.split()) for line in re.split(r"[\r\n\v\f\x85\u2028\u2029]+", text)]
    lines = [line for line in lines if line]
    joined = ", ".join(line.rstrip(",") if place < len(lines) else line for place, line in enumerate(lines, 1))
    return joined, len(lines)


def notice(count: int) -> str:
    """What is told of pasted lines; empty of one."""
    return f"{count} pasted lines were put into one. Look at it, then press Enter." if count > 1 else ""
