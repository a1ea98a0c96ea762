"""The command line, called within this process: arguments in, exit code and both streams out."""

import io
import json
import sys
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

from agreement_builder.cli import cli
from agreement_builder.cli.ending import run


@dataclass(frozen=True)
class Ran:
    """What one call came to."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def last_line(self) -> Path:
        return Path(self.out.splitlines()[-1])


def call(*arguments: str | Path, cwd: Path | None = None) -> Ran:
    """`agreement-builder ARGUMENTS`; fails on a traceback or on what the program calls its own fault."""
    out, err = io.StringIO(), io.StringIO()
    argv = ["agreement-builder", *map(str, arguments)]
    with patch.object(sys, "argv", argv), chdir(cwd or Path.cwd()), redirect_stdout(out), redirect_stderr(err):
        code = run(cli)
    ran = Ran(code, out.getvalue(), err.getvalue())
    for word in ("Traceback", "fault of the program"):
        assert word not in ran.out + ran.err, ran.err
    return ran
