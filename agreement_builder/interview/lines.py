"""Answers of several values as they are typed on one line, and values as one would type them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from pydantic import BaseModel
from pydantic_core import PydanticUndefined

from agreement_builder.interview.question import Kind, Question
from agreement_builder.interview.reply import chosen, read_reply


def typed(value: object) -> str | None:
    """A value as it would be typed in answer; None where there is none, or it is more than one value."""
    if value is None or value is PydanticUndefined or isinstance(value, BaseModel | dict):
        return None
    if isinstance(value, list | tuple):
        return ", ".join(str(part) for part in value) or None
    if isinstance(value, bool):
        return "yes" if value else "no"
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def pieces(single: Question, line: str) -> list[str]:
    """The values on one line: with semicolons or commas between them (in figures a comma is followed by a space)."""
    if ";" in line:
        pieces = line.split(";")
    elif single.kind in (Kind.NUMBER, Kind.DOLLARS, Kind.INTEGER, Kind.PERCENT):
        pieces = re.split(r",\s+|\s+|,(?![0-9]{3}(?![0-9]))", line)
    else:
        pieces = line.split(",")
    return [piece.strip() for piece in pieces if piece.strip()]


def read(single: Question, piece: str) -> Any:
    """One of several values on a line, as `single` reads it; raises ReplyFault."""
    return chosen(single.options, piece).value if single.options else read_reply(single, piece)


def nested(way: Sequence[str | int], value: object) -> object:
    """The value within groups and lists at the end of the way."""
    for step in reversed(way):
        value = [value] if isinstance(step, int) else {step: value}
    return value
