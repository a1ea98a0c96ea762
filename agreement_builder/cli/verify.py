"""`verify`: what a Word file was made of, and what in it is no longer so."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from agreement_builder.cli import options
from agreement_builder.cli.ending import CLEAN, FINDINGS
from agreement_builder.cli.files import may_write
from agreement_builder.cli.progress import progress
from agreement_builder.cli.report import print_json
from agreement_builder.wholefile import write_whole

if TYPE_CHECKING:
    from collections.abc import Iterable

    from agreement_builder.library.model import Library
    from agreement_builder.readers.docx.page import Comment
    from agreement_builder.verifying.verification import Added, Part, Verification
    from agreement_builder.writers.docx.template import WordTemplate

_CHANGE = re.compile(r"(\[-.*?-\]|\{\+.*?\+\})")
_AROUND = 6
"""How many words are told on either side of a change."""

_LINES = 12
"""How many lines of one part are told."""


@click.command()
@click.argument("draft", type=click.Path(path_type=Path))
@click.option("--answers", "target", type=click.Path(path_type=Path), help="Write the answers in the file out to here.")
@click.option(
    "--against", type=click.Path(path_type=Path), help="An answers file: tell whether it still says the same."
)
@options.LIBRARY
@click.option("--template", type=click.Path(path_type=Path), help="The Word template on which the file was made.")
@click.option("--force", is_flag=True, help="Let --answers write over a file.")
@options.JSON
def command(
    draft: Path,
    target: Path | None,
    against: Path | None,
    library: Path | None,
    template: Path | None,
    force: bool,
    as_json: bool,
) -> int:
    """Tell from which answers, library version and date DRAFT (a .docx) was made, and what no longer says so.

    Changes in Word are told clause by clause: tracked or not, whose they are, which blanks were filled, what was
    deleted, moved or added, and the comments of others. The exit code is 0 if all is as built, else 1.
    """
    from agreement_builder.library.load import load_library
    from agreement_builder.writers.docx.template import read_template

    if target is not None:
        may_write(target, force=force)
    with progress("Reading the file"):
        shipped = load_library(library, template)
        found = verification_of(draft, read_template(shipped.template))
    differing = _against(found, against) if against is not None else None
    if target is not None:
        _write_answers(found, target)
    if as_json:
        told = {**found.as_dict(), "library_now": shipped.version}
        print_json(told if differing is None else {**told, "against": {"file": str(against), "differing": differing}})
    else:
        _print_origin(draft, found, shipped, library)
        if differing is not None:
            _print_against(against, differing)
        _print_parts(found)
    if target is not None:
        click.echo(f"The answers were written to {target}.", err=True)
    return CLEAN if found.as_built and not differing else FINDINGS


def verification_of(path: Path, template: WordTemplate | None = None) -> Verification:
    """The verification of a file; raises DraftRefusal, in which its name stands in every finding."""
    from agreement_builder.errors import DraftRefusal, Where, error
    from agreement_builder.verifying.verify import verify

    where = Where(str(path))
    try:
        return verify(path.read_bytes(), template)
    except OSError as fault:
        message = f"The file cannot be read: {fault.strerror}."
        hint = "Check its name; if it is open in Word, close it."
        raise DraftRefusal([error("word-file", where, message, hint)]) from None
    except DraftRefusal as refusal:
        raise DraftRefusal([replace(finding, where=where) for finding in refusal.findings]) from None


def _write_answers(found: Verification, target: Path) -> None:
    from agreement_builder.answers.written import written

    edition = found.record.edition
    header = f"# The answers of {edition.id}, of {edition.date.isoformat()}, as its Word file holds them.\n"
    write_whole(target, (header + written(edition.file)).encode())


# Of what it was made


def _print_origin(draft: Path, found: Verification, shipped: Library, folder: Path | None) -> None:
    from agreement_builder.compose.words import long_date

    record, edition = found.record, found.record.edition
    kind = "redline, of which the new draft is" if record.redline_of else "final copy of" if record.final else "draft"
    click.echo(f"{draft.name}: {kind} {edition.id}, made on {long_date(edition.date)}")
    if record.redline_of:
        click.echo(f"  old draft  {record.redline_of}")
    left_out = "; notes and reasons were left out" if record.shortened else ""
    click.echo(f"  answers    {edition.file.file} (SHA-256 {found.answers[:12]}){left_out}")
    here = "that of --library" if folder is not None else "the shipped one"
    same = f"the same as {here}" if shipped.version == edition.library else f"{here} is {shipped.version}"
    click.echo(f"  library    version {edition.library}, {same}")
    click.echo(f"  program    Agreement Builder {edition.program}")
    if found.id_follows is False:
        click.echo(
            "  The id does not follow from these: the record was put together by hand, or is of another program."
        )
    if not found.same_template:
        click.echo("  The cover is not compared: another Word template was used; name it with --template.")


def _against(found: Verification, path: Path) -> list[str]:
    from agreement_builder.answers.load import load_answers
    from agreement_builder.verifying.answers import differing_answers

    return differing_answers(found.record, load_answers(path))


def _print_against(path: Path | None, differing: list[str]) -> None:
    if not differing:
        click.echo(f"  {path} still says the same.")
        return
    click.echo(f"  {path} says something else by now of:")
    for one in differing:
        click.echo(f"    {one}")


# What differs


def _print_parts(found: Verification) -> None:
    clauses = [part for part in found.parts if part.key]
    same = sum(not part.differs for part in clauses)
    if found.as_built or not (found.differing or found.added):
        click.echo(f"\nAll {len(clauses)} clauses and definitions, and what stands around them, are as built.")
    else:
        number = "All" if same == len(clauses) else f"{same} of the"
        click.echo(f"\n{number} {len(clauses)} clauses and definitions are as built. What is not:")
    added = list(found.added)
    for part in found.parts:
        if part.differs:
            _print_part(part)
        elif part.comments:
            click.echo(f"\n{part.label}: as built")
        _print_comments(part.comments)
        for one in [one for one in added if one.after == part.label]:
            added.remove(one)
            _print_added(one)
    for one in added:
        _print_added(one)
    if found.elsewhere:
        click.echo("\nOutside of the agreement")
        _print_comments(found.elsewhere)


def _print_part(part: Part) -> None:
    from agreement_builder.upkeep.worddiff import word_diff
    from agreement_builder.verifying.verification import State

    click.echo(f"\n{part.label}" + (f" ({part.clause} {part.version})" if part.clause else ""))
    how = f"tracked, by {', '.join(part.authors)}" if part.tracked else "not tracked"
    if part.moved:
        click.echo("  moved to another place")
    if part.state is State.FILLED:
        click.echo(f"  blanks filled ({how}):")
    elif part.state is State.DELETED:
        click.echo(f"  deleted ({how})")
    elif part.state is State.CHANGED:
        also = f"; others are tracked, by {', '.join(part.authors)}" if part.authors and not part.tracked else ""
        click.echo(f"  changed ({how}{also}):")
        lines = word_diff("\n".join(part.was), "\n".join(part.now))
        for line in lines[:_LINES]:
            click.echo(f"    {_short(line)}")
        if len(lines) > _LINES:
            click.echo(f"    and {len(lines) - _LINES} more lines; --json tells them all")
        if part.filled:
            click.echo("  blanks filled:")
    for one in part.filled:
        click.echo(f"    {one.path}: {one.text}")


def _print_added(one: Added) -> None:
    how = f"tracked, by {', '.join(one.authors)}" if one.tracked else "not tracked"
    click.echo(f"\nNew text after {one.after} ({how})" if one.after else f"\nNew text at the beginning ({how})")
    for paragraph in one.paragraphs:
        click.echo(f"    {paragraph}")
    _print_comments(one.comments)


def _print_comments(comments: Iterable[Comment]) -> None:
    for comment in comments:
        click.echo(f"  comment by {comment.author or 'somebody unnamed'}: {' '.join(comment.paragraphs)}")


def _short(line: str) -> str:
    """A line of marked words without most of those that no change is near."""
    parts = _CHANGE.split(line)
    for place, part in enumerate(parts):
        words = part.split()
        if place % 2 or len(words) <= 2 * _AROUND:
            continue
        begin = words[:_AROUND] if place else []
        end = words[-_AROUND:] if place < len(parts) - 1 else []
        parts[place] = " ".join(["", *begin, "...", *end, ""])
    return "".join(parts).strip()
