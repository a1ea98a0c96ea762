"""What happened to a paragraph of a redline, in one word, by its marks."""

from __future__ import annotations

from enum import StrEnum

from agreement_builder.readers.docx.page import Line, Mark, Piece


class Kind(StrEnum):
    """What happened to a paragraph, or to a row of a table."""

    SAME = "unchanged"
    ADDED = "added"
    STRUCK = "struck"
    REWORDED = "reworded"
    MOVED = "moved"
    MOVED_REWORDED = "moved and reworded"
    AWAY = "moved away"
    AWAY_REWORDED = "moved away and reworded"
    RESTYLED = "set in another form"
    ROW_REWORDED = "row reworded"
    ROW_ADDED = "row added"
    ROW_STRUCK = "row struck"

    @property
    def at_origin(self) -> bool:
        """Whether it is told of a place that something left, and counted where it went."""
        return self in (Kind.AWAY, Kind.AWAY_REWORDED)


def kind_of(line: Line) -> Kind:
    """What happened to a line; of one in a row that came or went, what happened to the row."""
    if line.cell is not None and line.cell.row_mark is not Mark.KEPT:
        return Kind.ROW_STRUCK if line.cell.row_mark.before else Kind.ROW_ADDED
    pieces = shown_pieces(line)
    if line.mark is Mark.KEPT:
        if any(piece.mark is not Mark.KEPT for piece in pieces):
            return Kind.REWORDED
        return Kind.RESTYLED if line.former else Kind.SAME
    if line.mark is Mark.MOVED_TO:
        return Kind.MOVED
    if line.mark is Mark.MOVED_FROM:
        return Kind.AWAY_REWORDED if any(piece.mark is Mark.DELETED for piece in pieces) else Kind.AWAY
    if line.mark is Mark.PASSING:
        return Kind.REWORDED if pieces else Kind.SAME
    came = line.mark is Mark.INSERTED
    if any(piece.mark.before if came else piece.mark.after for piece in pieces):
        return Kind.REWORDED
    if line.move:
        return Kind.MOVED_REWORDED if came else Kind.AWAY_REWORDED
    return Kind.ADDED if came else Kind.STRUCK


def shown_pieces(line: Line) -> tuple[Piece, ...]:
    """The words of a line that stand before or after the changes."""
    return tuple(piece for piece in line.pieces if piece.mark is not Mark.PASSING)
