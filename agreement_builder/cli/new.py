"""`new`: the questionnaire, and then the draft."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from agreement_builder.cli.sitting import Sitting, asked, quoted
from agreement_builder.errors import AnswersRefusal, OutputRefusal, Where, error, nearest
from agreement_builder.wholefile import write_whole


@click.command()
@click.argument("answers", type=click.Path(path_type=Path), default=Path("answers.yaml"))
@click.option(
    "--from", "start", metavar="EXAMPLE|FILE", help="Begin with a copy of a shipped example or of other answers."
)
@click.option(
    "--answers", "given", type=click.Path(path_type=Path), metavar="FILE", help="Take the answers in FILE as given."
)
@click.option("--set", "settings", multiple=True, metavar="PATH=VALUE", help="Give one answer; may be repeated.")
@click.option(
    "--no-input",
    is_flag=True,
    help="Ask nothing: list all that is missing or wrong, or make the draft. Implied where no terminal asks, "
    "unless --plain is given.",
)
@asked
def command(
    answers: Path, start: str | None, given: Path | None, settings: tuple[str, ...], no_input: bool, **more: Any
) -> int:
    """Ask the questions one by one, save every answer in ANSWERS at once, and make the draft.

    Stop at any time: `resume ANSWERS` goes on where it stopped.
    """
    sitting = Sitting(answers=answers, **more)
    silent = no_input or not (sys.stdin.isatty() or sitting.plain)
    text, begun = _begun(answers, start, given, settings)
    if text is not None:
        _refuse_faults(text, sitting, with_missing=silent)
        write_whole(answers, text.encode("utf-8"))
    if silent:
        return without_input(sitting)
    if start is not None:
        click.echo(f"Begun with a copy of {begun}. Pick what differs in your agreement.", err=True)
    return sitting.ask(reviewing=start is not None)


def _begun(answers: Path, start: str | None, given: Path | None, settings: tuple[str, ...]) -> tuple[str | None, str]:
    """What the file begins with, or None where it stays as it is; and the name of that with which it does."""
    from agreement_builder.answers.load import read_text
    from agreement_builder.interview.start import copied, laid_over, with_settings

    source = None if start is None else _source(start)
    if source is not None and answers.exists():
        message = "There are answers in this file already, and a copy would take their place."
        hint = f"Go on with: agreement-builder resume {quoted(answers)}, or give the new file another name."
        raise OutputRefusal([error("answers-exist", Where(str(answers)), message, hint)])
    before = read_text(answers) if answers.exists() else ""
    text = before if source is None else copied(read_text(source))
    if given is not None:
        text = laid_over(text, copied(read_text(given)), str(given))
    text = with_settings(text, settings)
    return (text if text != before else None), str(source or "")


def _refuse_faults(text: str, sitting: Sitting, *, with_missing: bool) -> None:
    """Raises AnswersRefusal if an answer is wrong, before the file is touched; `with_missing`: with all that lacks.

    The findings name no line, since the text is in no file yet.
    """
    from agreement_builder.interview.start import lacking
    from agreement_builder.library.load import load_library

    found = lacking(text, str(sitting.answers), load_library(sitting.library))
    wrong = [one for one in found if one.rule != "answer-missing"]
    if wrong:
        listed = found if with_missing else wrong
        raise AnswersRefusal([replace(one, where=Where(str(sitting.answers), field=one.where.field)) for one in listed])


def _source(start: str) -> Path:
    """The answers file of a shipped example or at a path; raises AnswersRefusal if there is neither."""
    from agreement_builder.library.place import shipped

    examples = {path.parent.name: path for path in sorted(shipped("examples").glob("*/answers.yaml"))}
    path = examples.get(start, Path(start))
    if path.is_file():
        return path
    hint = nearest(start, examples)
    listed = f"Examples are: {', '.join(examples)}."
    hint = f"{hint} {listed}" if hint.startswith("Did you mean") else listed
    raise AnswersRefusal([error("file-missing", Where(start), "There is no example and no file of this name.", hint)])


def without_input(sitting: Sitting) -> int:
    """The draft of the answers as they are; raises AnswersRefusal with everything that is missing or wrong."""
    from agreement_builder.answers.load import read_text
    from agreement_builder.interview.start import lacking
    from agreement_builder.library.load import load_library

    text = read_text(sitting.answers) if sitting.answers.exists() else ""
    if found := lacking(text, str(sitting.answers), load_library(sitting.library)):
        raise AnswersRefusal(found)
    return sitting.finish()
