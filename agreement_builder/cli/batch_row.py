"""One row of a batch made into its draft and its answers file, or left as it was made before, or refused."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from agreement_builder.answers.batch import BatchRow, RowAnswers, answers_of_row
from agreement_builder.answers.load import parse_answers, read_text
from agreement_builder.checks.run import check
from agreement_builder.cli.batch_record import FOLDER, Record, digest_of, read_record, write_record
from agreement_builder.cli.batch_report import Outcome, Result
from agreement_builder.cli.ending import CODES, FINDINGS
from agreement_builder.cli.files import may_write
from agreement_builder.cli.report import exit_code
from agreement_builder.drafting import Draft, draft
from agreement_builder.errors import AnswersRefusal, Finding, OutputRefusal, Refusal, Severity, Where, error, warning
from agreement_builder.ledger.ledger import ledger_of
from agreement_builder.ledger.point import Ledger
from agreement_builder.ledger.words import still_told
from agreement_builder.library.model import Library
from agreement_builder.version import VERSION
from agreement_builder.wholefile import write_whole
from agreement_builder.writers.docx.template import WordTemplate
from agreement_builder.writers.docx.write import write_docx
from agreement_builder.writers.text import write_text
from agreement_builder.yamltext import read_yaml


@dataclass(frozen=True, slots=True)
class Order:
    """How the drafts are made; `dated`: the date was asked for, so that drafts of another day are made again."""

    kind: str
    annex: bool
    date: dt.date
    dated: bool
    force: bool


@dataclass
class RowMaker:
    """Makes the rows of a batch, one after another.

    `near` is the folder from which bases named in rows are found, `base` the text of the base of the others, and
    `inputs` what is read and so never written over. `template` is None where text is made.
    """

    folder: Path
    library: Library
    order: Order
    near: Path
    base: str
    inputs: set[Path]
    template: WordTemplate | None
    bases: dict[str, str] = field(default_factory=dict)

    @cached_property
    def made_of(self) -> str:
        """What all drafts are made of beside their answers: programs, library, template and options."""
        look = hashlib.sha256(self.template.content).hexdigest() if self.template is not None else ""
        return json.dumps([VERSION, self.library.version, look, self.order.kind, self.order.annex])

    def make(self, row: BatchRow) -> Outcome:
        """What becomes of one row; whatever is wrong with it, it is told and the next row follows."""
        try:
            return self._make(row)
        except Refusal as refusal:
            return self._refused(row, refusal.findings, CODES.get(type(refusal), FINDINGS))
        except OSError as fault:
            message = f"A file of this row cannot be read or written: {fault.strerror}."
            unwritable = error("output-unwritable", self._where(row), message, "Close it, or check its permissions.")
            return self._refused(row, [unwritable], CODES[OutputRefusal])
        except Exception as fault:
            if os.environ.get("AGREEMENT_BUILDER_DEBUG"):
                raise
            message = f"A fault of the program itself: {type(fault).__name__}: {fault}"
            hint = "Please report it; AGREEMENT_BUILDER_DEBUG=1 shows where it happened."
            return self._refused(row, [error("batch-fault", self._where(row), message, hint)], FINDINGS)

    def left_over(self, rows: Sequence[BatchRow]) -> tuple[str, ...]:
        """The drafts of earlier calls that no row makes any more, by name."""
        names = {row.draft.casefold() for row in rows}
        made = sorted(path.stem for path in (self.folder / FOLDER).glob("*.json"))
        return tuple(name for name in made if name.casefold() not in names and self._draft(name).exists())

    def _draft(self, name: str) -> Path:
        return self.folder / f"{name}{'.txt' if self.order.kind == 'text' else '.docx'}"

    def _answers(self, name: str) -> Path:
        return self.folder / f"{name}.yaml"

    def _where(self, row: BatchRow) -> Where:
        return Where(row.file, section=f"row {row.number}")

    def _make(self, row: BatchRow) -> Outcome:
        base = self._base(row)
        if row.faults:
            # Its name may be that of a file elsewhere, so nothing is looked up; this tells all other faults as well.
            answers_of_row(row, base)
        digest = digest_of(self.made_of, base, row)
        before = read_record(self.folder, row.draft)
        if before is not None and self._unchanged(row, before, digest):
            return self._outcome(row, Result.UNCHANGED, before.date, (*self._edited(row, before), *before.findings))
        answers = answers_of_row(row, base, str(self._answers(row.draft)))
        drafted = draft(self.library, answers.file, self.order.date, annex=self.order.annex)
        found = check(drafted)
        ledger = ledger_of(drafted, found)
        findings = tuple(still_told(found, ledger))
        self._save(
            row, answers, self._content(drafted, ledger), Record(digest, self.order.date.isoformat(), findings), before
        )
        faulty = any(finding.severity is Severity.ERROR for finding in findings)
        result = Result.WITH_ERRORS if faulty else Result.MADE
        return self._outcome(row, result, self.order.date.isoformat(), findings)

    def _edited(self, row: BatchRow, before: Record) -> list[Finding]:
        """A warning, if the answers of a row that has not changed were changed beside it."""
        path = self._answers(row.draft)
        if _hash_of(path) in before.ours:
            return []
        message = "These answers were changed since, and their draft is still that of the table."
        hint = f"Make the draft with agreement-builder build {path} -o {self._draft(row.draft)}, or change the table."
        return [warning("batch-stale", Where(str(path)), message, hint)]

    def _content(self, drafted: Draft, ledger: Ledger) -> bytes:
        if self.template is None:
            return write_text(drafted, ledger=ledger).encode()
        return write_docx(drafted, self.template, ledger=ledger)

    def _outcome(self, row: BatchRow, result: Result, date: str, findings: Sequence[Finding]) -> Outcome:
        paths = str(self._draft(row.draft)), str(self._answers(row.draft))
        return Outcome(row.number, row.draft, result, date, tuple(findings), exit_code(findings), paths)

    def _refused(self, row: BatchRow, findings: Sequence[Finding], code: int) -> Outcome:
        found = list(findings)
        if not row.faults and self._draft(row.draft).exists() and code != CODES[OutputRefusal]:
            message = f"{self._draft(row.draft)} is there from before, and does not say what this row says now."
            found.append(warning("batch-stale", self._where(row), message, "Correct the row and call it again."))
        return Outcome(row.number, row.draft, Result.REFUSED, "", tuple(found), code)

    def _base(self, row: BatchRow) -> str:
        """The text of the row's base; raises AnswersRefusal if it cannot be read."""
        if not row.base:
            return self.base
        if row.base not in self.bases:
            self.bases[row.base] = base_text(self.near / row.base)
            self.inputs.add((self.near / row.base).resolve())
        return self.bases[row.base]

    def _unchanged(self, row: BatchRow, before: Record, digest: str) -> bool:
        """Whether the draft is there as it was made of the same things, on the day asked for if one was."""
        dated = not self.order.dated or before.date == self.order.date.isoformat()
        same = before.digest == digest and dated and self._answers(row.draft).exists()
        return same and _hash_of(self._draft(row.draft)) == before.draft

    def _save(self, row: BatchRow, answers: RowAnswers, content: bytes, record: Record, before: Record | None) -> None:
        """Write answers and draft; raises OutputRefusal, and writes neither, if somebody has edited one of them.

        What is about to be written is recorded first, so that after a kill it is known to be the program's own.
        """
        text = answers.text.encode()
        wanted = {self._answers(row.draft): text, self._draft(row.draft): content}
        found = [fault for path, new in wanted.items() for fault in self._in_the_way(path, new, before)]
        if found:
            raise OutputRefusal(found)
        (self.folder / FOLDER).mkdir(exist_ok=True)
        hashes = tuple(hashlib.sha256(new).hexdigest() for new in wanted.values())
        ours = tuple(dict.fromkeys((*hashes, *(before.ours if before is not None else ()))))
        write_record(self.folder, row.draft, Record("", "", (), ours))
        for path, new in wanted.items():
            write_whole(path, new)
        write_record(self.folder, row.draft, Record(record.digest, record.date, record.findings, ours, hashes[1]))

    def _in_the_way(self, path: Path, new: bytes, before: Record | None) -> list[Finding]:
        """Why a file may not be written: it cannot be, it is read by this call, or it holds somebody's edits."""
        if path.resolve() in self.inputs:
            message = "The answers of this row would take the place of the table or the base itself."
            return [error("output-edited", Where(str(path)), message, "Choose another folder, or rename the draft.")]
        is_draft = path == self._draft(path.stem)
        try:
            may_write(path, force=self.order.force or not is_draft)
        except OutputRefusal as refusal:
            return list(refusal.findings)
        if before is not None:
            ours = _hash_of(path) in ("", hashlib.sha256(new).hexdigest(), *before.ours)
        else:
            ours = is_draft or not path.exists() or path.read_bytes() == new
        if ours or self.order.force:
            return []
        what = "This draft was changed since it was" if is_draft else "These answers were changed since they were"
        hint = "Write the change into the table as well, name another draft, or add --force to overwrite it."
        return [error("output-edited", Where(str(path)), f"{what} made, so nothing of this row was written.", hint)]


def base_text(path: Path) -> str:
    """The text of an answers file on which rows are laid; raises AnswersRefusal if it holds no answers at all."""
    text = read_text(path)
    if not isinstance(read_yaml(text, str(path), AnswersRefusal).value, dict | None):
        parse_answers(text, str(path))
    return text


def _hash_of(path: Path) -> str:
    """The digest of a file's bytes; empty if there is none."""
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
