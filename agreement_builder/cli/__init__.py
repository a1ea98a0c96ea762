"""The command line: the only floor that prints, exits, reads the clock and writes files.

Each command is a module of its own, loaded when it is called, so that `--help` answers at once.
"""

from __future__ import annotations

import gc
import sys
from importlib import import_module
from typing import NoReturn

import click

from agreement_builder.version import VERSION

COMMANDS: dict[str, str] = {
    "new": "Answer the questions one by one; saved after every answer.",
    "resume": "Go on with the questions where they stopped.",
    "review": "See all answers, what is open first, and change any of them.",
    "questions": "List every question, with its path, choices, and when it is asked.",
    "build": "Make the draft from an answers file.",
    "batch": "Make a draft for each row of a table of answers.",
    "check": "Tell what is open or wrong in a draft.",
    "points": "List the open points of a draft; dismiss one, or accept a default.",
    "costs": "Tell who pays what, how each figure came about, and what a change would do.",
    "route": "Tell which statutes authorize the agreement, and what to collect.",
    "why": "Tell why a section says what it says.",
    "exit": "Tell what follows if a party leaves: when, what it pays, what no rule covers.",
    "redline": "Mark up what changed from one draft to another, with the cause of each change.",
    "verify": "Tell what a Word file was made of, and what in it was changed since.",
    "explain": "Tell what a rule means and what to do about it.",
    "places": "Tell what is known of a town or regional body, with its sources.",
    "library": "List, show, lint, compare and count the clauses; begin a new one.",
    "schema": "Print the JSON Schema of an answers file.",
    "demo": "Make the draft of the shipped example.",
}
"""Every command with its line of help, in the order of `--help`."""

EXIT_CODES = """\b
Exit codes:
  0    clean
  1    findings of severity error, or a final copy refused
  2    wrong use of the command, or the result cannot be written
  3    answers incomplete (a decision is open) or invalid
  4    library or template at fault
  130  interrupted"""


class Commands(click.Group):
    """A group that imports a command when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"agreement_builder.cli.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands, from their lines of help alone."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does, naming the nearest command for a name that is not one."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from agreement_builder.errors import nearest

            ctx.fail(f'There is no command "{args[0]}". {nearest(args[0], COMMANDS)}')
        return super().resolve_command(ctx, args)


@click.group(cls=Commands, epilog=EXIT_CODES, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(VERSION, prog_name="agreement-builder")
def cli() -> None:
    """Draft interlocal (shared-service) agreements in Word from structured answers.

    Begin with: agreement-builder demo
    """


def main() -> NoReturn:
    """Run the command line and exit with its documented code; no fault of a user ends in a traceback."""
    from agreement_builder.cli.ending import run

    # A command is over before there is garbage worth collecting, and the search for it takes a sixth of its time.
    gc.disable()
    code = run(cli)
    gc.freeze()
    sys.exit(code)
