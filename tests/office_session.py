"""One headless LibreOffice for many files, driven through UNO: what it shows of each in every reading asked for.

Run by the system's own Python, to which the package python3-uno belongs, and not by that of the tests:
`/usr/bin/python3 office_session.py FOLDER` reads a list of jobs from standard input, each an object with `path`,
`reading` (`marked`, `accepted` or `rejected`) and perhaps `save`, where to save the file as .docx in that reading.
It prints a list with what stands in the body for each job, in order: a paragraph as `[style, number, words]`, a table
as `{"cells": {name: [...]}}`. The profile of the office is in FOLDER.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException

COMMANDS = {"accepted": ".uno:AcceptAllTrackedChanges", "rejected": ".uno:RejectAllTrackedChanges"}
WORD = "MS Word 2007 XML"
ANNOTATION = "com.sun.star.text.textfield.Annotation"
PATIENCE = 60
"""Seconds that the office may take to start or to end."""


def connect(folder: Path) -> tuple[Any, subprocess.Popen[bytes]]:
    """The context of an office started for this folder, and its process."""
    pipe = "".join(letter for letter in str(folder) if letter.isalnum())
    profile, accept = f"-env:UserInstallation=file://{folder}", f"--accept=pipe,name={pipe};urp;"
    command = ["soffice", profile, "--headless", "--norestore", "--nologo", accept]
    office = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    end = time.monotonic() + PATIENCE
    while True:
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext"), office
        except NoConnectException:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)


def option(name: str, value: object) -> PropertyValue:
    """A property by name, as UNO takes arguments."""
    found = PropertyValue()
    found.Name, found.Value = name, value
    return found


def shown(text: Any) -> list[object]:
    """The paragraphs and tables of a text, in order."""
    found: list[object] = []
    for part in each(text):
        if part.supportsService("com.sun.star.text.Paragraph"):
            found.append([part.ParaStyleName, part.ListLabelString, part.String])
        elif part.supportsService("com.sun.star.text.TextTable"):
            found.append({"cells": {name: shown(part.getCellByName(name)) for name in part.CellNames}})
    return found


def each(container: Any) -> list[Any]:
    """What a container enumerates."""
    found, parts = [], container.createEnumeration()
    while parts.hasMoreElements():
        found.append(parts.nextElement())
    return found


def open_file(services: Any, context: Any, path: Path) -> Any:
    """The file as a document without a view."""
    document = services.createInstanceWithContext("com.sun.star.text.TextDocument", context)
    document.load((option("URL", path.as_uri()), option("FilterName", WORD), option("Hidden", True)))
    return document


def resolve(services: Any, context: Any, document: Any, command: str) -> None:
    """Accept or reject every tracked change of a document.

    A command needs a view, and an office without a screen has no window for comments and dies: they go first.
    """
    for field in each(document.TextFields):
        if field.supportsService(ANNOTATION):
            field.dispose()
    desktop = services.createInstanceWithContext("com.sun.star.frame.Desktop", context)
    desktop.loadComponentFromURL("private:object", "_blank", 0, (option("Model", document), option("Hidden", True)))
    dispatcher = services.createInstanceWithContext("com.sun.star.frame.DispatchHelper", context)
    dispatcher.executeDispatch(document.CurrentController.Frame, command, "", 0, ())


def done(context: Any, job: dict[str, str]) -> list[object]:
    """What the job's file shows in the reading asked for."""
    services = context.ServiceManager
    document = open_file(services, context, Path(job["path"]))
    try:
        if job["reading"] in COMMANDS:
            resolve(services, context, document, COMMANDS[job["reading"]])
        document.TextFields.refresh()
        if "save" in job:
            document.storeToURL(Path(job["save"]).as_uri(), (option("FilterName", WORD),))
        return shown(document.Text)
    finally:
        document.close(True)


def main() -> None:
    """Do the jobs in one office."""
    context, office = connect(Path(sys.argv[1]))
    try:
        json.dump([done(context, job) for job in json.load(sys.stdin)], sys.stdout)
    finally:
        if office.poll() is None:
            desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
            desktop.terminate()
            office.wait(PATIENCE)


if __name__ == "__main__":
    main()
