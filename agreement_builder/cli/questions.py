"""`questions`: every question of the questionnaire, and when it is asked."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from agreement_builder.cli import options
from agreement_builder.cli.report import print_json

if TYPE_CHECKING:
    from agreement_builder.answers.service import ServiceKind
    from agreement_builder.interview.listing import QuestionListed

WIDTH = 80


@click.command()
@options.JSON
@click.option("--service", metavar="KIND", help="Only what may be asked for this service, such as dispatch.")
@options.LIBRARY
def command(as_json: bool, service: str | None, library: Path | None) -> None:
    """List every question: its path, what it asks, the choices, who knows, and when it is asked.

    In a path, <party> and other words in such brackets stand for a key, and [n] for the place of a member of a list.
    """
    from agreement_builder.interview.catalogue import list_questions
    from agreement_builder.library.load import load_library

    found = list_questions(load_library(library), _kind(service) if service is not None else None)
    if as_json:
        print_json([one.as_dict() for one in found])
        return
    for line in _lines(found):
        click.echo(line)


def _kind(name: str) -> ServiceKind:
    from agreement_builder.answers.service import ServiceKind
    from agreement_builder.errors import nearest

    for kind in ServiceKind:
        if kind == name:
            return kind
    message = f'There is no service "{name}". {nearest(name, [str(kind) for kind in ServiceKind])}'
    raise click.BadParameter(message, param_hint="--service")


def _lines(found: tuple[QuestionListed, ...]) -> Iterator[str]:
    """The questions part by part; those that are not asked in one line each at the end of their part."""
    for part in dict.fromkeys(one.part for one in found):
        mine = [one for one in found if one.part == part]
        yield from (part, "=" * len(part))
        for one in mine:
            if one.asked:
                yield from ("", *_question(one))
        if by_hand := [one for one in mine if not one.asked]:
            yield from ("", "Not asked; written by hand:")
            for one in by_hand:
                yield from _wrapped(f"{one.path}: {one.title}", "  ", "    ")
        yield ""
    asked = sum(one.asked for one in found)
    yield f"{asked} questions, and {len(found) - asked} answers that are written by hand"


def _question(one: QuestionListed) -> Iterator[str]:
    yield one.path
    yield from _wrapped(one.title)
    yield from _wrapped(one.help) if one.help else ()
    default = f", {one.default} unless answered" if one.default is not None else ""
    yield from _wrapped(f"Answer: {one.type}{default}{', may be left open' if one.may_be_open else ''}")
    for option in one.choices:
        yield from _wrapped(f"{option.value}: {option.meaning}", "    ", "      ")
    if one.example:
        yield from _wrapped(f"For example: {one.example}")
    yield from _wrapped(f"Who knows: {one.knows}")
    yield from _wrapped(f"Asked: {'; '.join(one.when) or 'always'}")
    if one.services:
        yield from _wrapped(f"Services: {', '.join(one.services)}")


def _wrapped(text: str, first: str = "  ", others: str = "    ") -> list[str]:
    """Lines of at most WIDTH characters; paths and names are not broken."""
    return textwrap.wrap(
        text, WIDTH, initial_indent=first, subsequent_indent=others, break_long_words=False, break_on_hyphens=False
    )
