"""Options that several commands share, and the draft that they describe."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from agreement_builder.cli.progress import progress

if TYPE_CHECKING:
    from agreement_builder.drafting import Draft

F = TypeVar("F", bound=Callable[..., Any])

ANSWERS = click.argument("answers", type=click.Path(path_type=Path))
LIBRARY = click.option(
    "--library",
    "library",
    type=click.Path(path_type=Path),
    help="Folder with your own clauses/ and templates/, laid over the shipped ones file by file.",
)
SETTINGS = click.option(
    "--set",
    "settings",
    multiple=True,
    metavar="PATH=VALUE",
    help="Change one answer for this run; may be repeated.",
)
DATE = click.option(
    "--date",
    "date",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Date of the draft (year-month-day); today if not given.",
)
JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


def shared(function: F) -> F:
    """The options that describe a draft: --library, --set, --date."""
    return LIBRARY(SETTINGS(DATE(function)))


def day(date: dt.datetime | None) -> dt.date:
    """The date of the draft: given, or from SOURCE_DATE_EPOCH (reproducible builds), or today."""
    if date is not None:
        return date.date()
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdigit():
        return dt.datetime.fromtimestamp(int(epoch), tz=dt.UTC).date()
    return dt.datetime.now(tz=dt.UTC).astimezone().date()


def make_draft(
    answers: Path,
    library: Path | None,
    settings: tuple[str, ...],
    date: dt.datetime | None,
    template: Path | None = None,
    *,
    annex: bool = True,
) -> Draft:
    """The draft that the options describe; raises Refusal."""
    from agreement_builder.answers.load import load_answers
    from agreement_builder.drafting import draft
    from agreement_builder.library.load import load_library

    with progress("Composing the draft"):
        return draft(load_library(library, template), load_answers(answers, settings), day(date), annex=annex)
