"""A process that has everything loaded and forks the program into terminals: `python -m tests.terminal_server FD`.

Starting the program anew for each of hundreds of sittings would take minutes. A line of JSON on the socket FD asks for
a sitting, and is answered with the number of its process and the terminal's other side; `{"wait": NUMBER}` asks for
its exit code.
"""

from __future__ import annotations

import array
import datetime as dt
import fcntl
import gc
import json
import os
import pty
import socket
import struct
import sys
import termios
from importlib import import_module
from pathlib import Path
from typing import Any

import agreement_builder as ab
from agreement_builder.cli import main
from agreement_builder.library import load, load_places
from agreement_builder.library.place import shipped

COMMANDS = ("new", "resume", "review", "build")


def read_once() -> None:
    """Reads and uses once what every sitting reads and uses."""
    library, places, of_overlay = load.load_library(), load_places.load_places(), load.load_library

    def library_of(overlay: Path | None = None, template: Path | None = None, **more: Any) -> ab.Library:
        return library if overlay is None and template is None and not more else of_overlay(overlay, template, **more)

    load.load_library = library_of
    load_places.load_places = lambda *_, **__: places
    answers = ab.load_answers(shipped("examples") / "bolton-building-inspection" / "answers.yaml")
    draft = ab.draft(library, answers, dt.date(2026, 11, 23))
    ab.check(draft)
    ab.write_docx(draft, ab.read_template(library.template))
    for name in COMMANDS:
        import_module(f"agreement_builder.cli.{name}")
    for name in ("known", "plain", "session", "start", "usual", "review"):
        import_module(f"agreement_builder.interview.{name}")
    gc.collect()
    gc.freeze()


def begin(asked: dict[str, Any]) -> None:
    """In a forked process: the program, as if it had just been started on its terminal."""
    os.environ.clear()
    os.environ.update(asked["env"])
    os.chdir(asked["cwd"])
    fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", *asked["size"], 0, 0))
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False, buffering=1)  # noqa: SIM115
    sys.stderr = open(2, "w", encoding="utf-8", closefd=False, buffering=1)  # noqa: SIM115
    sys.argv = ["agreement-builder", *asked["argv"]]
    main()


def serve(line: socket.socket) -> None:
    """Forks until the socket is closed."""
    with line.makefile("r", encoding="utf-8") as lines:
        for text in lines:
            asked = json.loads(text)
            if "wait" in asked:
                code = os.waitstatus_to_exitcode(os.waitpid(asked["wait"], 0)[1])
                line.sendall(f"{code}\n".encode())
                continue
            pid, other_side = pty.fork()
            if pid == 0:
                return begin(asked)
            rights = [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", [other_side]))]
            line.sendmsg([str(pid).encode()], rights)
            os.close(other_side)
    return None


if __name__ == "__main__":
    read_once()
    serve(socket.socket(fileno=int(sys.argv[1])))
