"""How a command ends: its findings told, its exit code, and never a traceback for what a user can mend."""

from __future__ import annotations

import os
import sys

import click

from agreement_builder.errors import (
    AnswersRefusal,
    DraftRefusal,
    FinalRefusal,
    LibraryRefusal,
    OutputRefusal,
    Refusal,
    TableRefusal,
    TemplateRefusal,
)

CLEAN, FINDINGS, USAGE, ANSWERS, LIBRARY, INTERRUPTED = 0, 1, 2, 3, 4, 130

CODES: dict[type[Refusal], int] = {
    AnswersRefusal: ANSWERS,
    LibraryRefusal: LIBRARY,
    TemplateRefusal: LIBRARY,
    OutputRefusal: USAGE,
    TableRefusal: USAGE,
    DraftRefusal: USAGE,
    FinalRefusal: FINDINGS,
}
"""The exit code of each refusal."""


def run(command: click.Command) -> int:
    """Run the command with the arguments of the process; its exit code."""
    # Outside of the command, so that what it settles on colors holds for how its end is told.
    with click.Context(command, color=_colors()) as whole:
        return _ended(command, whole)


def _colors() -> bool | None:
    """False where nobody wants colors; None: where there is a terminal."""
    unwanted = os.environ.get("NO_COLOR") or os.environ.get("ACCESSIBLE", "0") not in ("", "0")
    return False if unwanted or os.environ.get("TERM") == "dumb" else None


def _ended(command: click.Command, whole: click.Context) -> int:
    try:
        result = command.main(standalone_mode=False, parent=whole)
        sys.stdout.flush()
    except Refusal as refusal:
        from agreement_builder.cli.report import print_findings

        print_findings(refusal.findings)
        return CODES.get(type(refusal), FINDINGS)
    except click.exceptions.Exit as ending:
        return ending.exit_code
    except click.ClickException as fault:
        fault.show()
        return USAGE
    except (KeyboardInterrupt, click.Abort):
        click.echo("\nInterrupted.", err=True)
        return INTERRUPTED
    except SystemExit:
        # So click ends where the reader of a pipe has gone (such as `head`); what it wanted, it has.
        return CLEAN
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return CLEAN
    except Exception as fault:
        if os.environ.get("AGREEMENT_BUILDER_DEBUG"):
            raise
        click.echo(f"A fault of the program itself: {type(fault).__name__}: {fault}", err=True)
        click.echo("Please report it; AGREEMENT_BUILDER_DEBUG=1 shows where it happened.", err=True)
        return FINDINGS
    return result if isinstance(result, int) else CLEAN
