"""Sittings of the program in real pseudo-terminals, and people who answer there.

`Terminals.begin` forks a loaded process (`tests/terminal_server.py`), so that hundreds of sittings take seconds;
`spawn` starts the program itself.
"""

from __future__ import annotations

import array
import json
import os
import signal
import socket
import subprocess
import sys
import termios
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pexpect
from pexpect.fdpexpect import fdspawn

ROOT = Path(__file__).parent.parent
PROGRAM = Path(sys.executable).parent / "agreement-builder"
PROMPT = r"(?:^|\n)Answer: $"
"""Where the program waits: the prompt is all there is on the last line."""

ESCAPE = "\x1b"
QUIET = {name: value for name, value in os.environ.items() if name not in ("ACCESSIBLE", "NO_COLOR", "LC_ALL")}
ENVIRONMENT = QUIET | {"TERM": "xterm", "LANG": "C.UTF-8", "COLUMNS": "", "LINES": ""}
for _name in ("COLUMNS", "LINES"):
    del ENVIRONMENT[_name]


@dataclass
class Sitting:
    """The program on a terminal; `seen` is all that it has shown."""

    screen: Any
    pid: int
    terminals: Terminals | None = None
    seen: str = ""
    code: int | None = None
    left: list[Any] | None = None
    """The terminal's settings at the end, as `stty` has them."""

    def until_asked(self) -> str:
        """Waits until the program waits; what it has shown since the last time."""
        self.screen.expect(PROMPT)
        return self._shown(self.screen.before + self.screen.after)

    def answer(self, line: str) -> str:
        """Types a line where the program waits for one, and waits until it does so again."""
        self.screen.send(f"{line}\r")
        return self.until_asked()

    def end(self, line: str | None = None) -> int:
        """Types a line if there is one, and waits until the program has ended; its exit code."""
        if line is not None:
            self.screen.send(f"{line}\r")
        self.screen.expect(pexpect.EOF)
        self._shown(self.screen.before)
        self.left = termios.tcgetattr(self.screen.child_fd)
        return self.wait()

    def _shown(self, text: str) -> str:
        text = text.replace("\r\n", "\n")
        self.seen += text
        return text

    def signal(self, number: signal.Signals) -> None:
        os.kill(self.pid, number)

    def close(self) -> int:
        """Closes the window of the terminal; the exit code."""
        if self.terminals is None:
            # It closes, hangs up, and waits.
            self.screen.close(force=False)
        else:
            os.close(self.screen.child_fd)
            self.screen.child_fd = -1
        return self.wait()

    def wait(self) -> int:
        """The exit code; negative for the signal that has ended the program."""
        if self.code is None:
            if self.terminals is not None:
                self.code = self.terminals.wait(self.pid)
                if self.screen.child_fd != -1:
                    self.screen.close()
            else:
                self.screen.close()
                self.code = -self.screen.signalstatus if self.screen.signalstatus else self.screen.exitstatus
        return self.code


class Terminals:
    """A loaded process that forks the program into terminals, from `start` to `stop`."""

    def __init__(self) -> None:
        ours, theirs = socket.socketpair()
        self.line = ours
        command = [sys.executable, "-m", "tests.terminal_server", str(theirs.fileno())]
        self.process = subprocess.Popen(command, cwd=ROOT, env=ENVIRONMENT, pass_fds=[theirs.fileno()])
        theirs.close()

    def begin(self, cwd: Path, *argv: str, columns: int = 100, env: Mapping[str, str] | None = None) -> Sitting:
        """The program with these arguments on a new terminal."""
        asked = {"argv": argv, "cwd": str(cwd), "size": [40, columns], "env": ENVIRONMENT | dict(env or {})}
        self.line.sendall(f"{json.dumps(asked)}\n".encode())
        fds = array.array("i")
        pid, found, *_ = self.line.recvmsg(100, socket.CMSG_LEN(fds.itemsize))
        fds.frombytes(found[0][2][: fds.itemsize])
        screen = fdspawn(fds[0], encoding="utf-8", timeout=20)
        return Sitting(screen, int(pid), self)

    def wait(self, pid: int) -> int:
        self.line.sendall(f"{json.dumps({'wait': pid})}\n".encode())
        return int(self.line.recv(100))

    def stop(self) -> None:
        self.line.close()
        self.process.wait(timeout=10)


def spawn(cwd: Path, *argv: str, columns: int = 100, env: Mapping[str, str] | None = None) -> Sitting:
    """The program itself, started on a new terminal."""
    screen = pexpect.spawn(
        str(PROGRAM), list(argv), cwd=str(cwd), env=ENVIRONMENT | dict(env or {}), encoding="utf-8",
        dimensions=(40, columns), timeout=20,
    )  # fmt: skip
    screen.delaybeforesend = None
    return Sitting(screen, screen.pid)
