"""Agreement Builder: interlocal agreements from structured answers and a clause library.

The public API, with the verbs of the command line. Names are loaded when they are first used, so that
`agreement-builder --help` does not wait for Word's libraries.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from agreement_builder import version

if TYPE_CHECKING:
    from agreement_builder.accounts import why
    from agreement_builder.answers.batch import Batch, BatchRow, RowAnswers, answers_of_row, read_batch
    from agreement_builder.answers.load import AnswersFile, load_answers, parse_answers
    from agreement_builder.answers.model import Answers
    from agreement_builder.answers.schema import answers_schema
    from agreement_builder.checks.run import check
    from agreement_builder.compose.single import compose_clause
    from agreement_builder.costs.account import YearAccount, costs_of
    from agreement_builder.costs.compare import Comparison
    from agreement_builder.costs.whatif import compare_costs
    from agreement_builder.document.index import Index
    from agreement_builder.document.tree import Document
    from agreement_builder.drafting import Draft, draft
    from agreement_builder.edition import Edition, edition_of
    from agreement_builder.errors import (
        AnswersRefusal,
        DraftRefusal,
        FinalRefusal,
        Finding,
        LibraryRefusal,
        OutputRefusal,
        Refusal,
        Severity,
        TableRefusal,
        TemplateRefusal,
        Where,
    )
    from agreement_builder.explanations import explain
    from agreement_builder.interview.catalogue import list_questions
    from agreement_builder.interview.known import Known, known
    from agreement_builder.interview.plain import ask_questions
    from agreement_builder.interview.profile import Profile, load_profile
    from agreement_builder.interview.session import Session
    from agreement_builder.interview.suggestion import Suggestion
    from agreement_builder.leaving.departure import Departure, leave
    from agreement_builder.ledger.ledger import ledger_of
    from agreement_builder.ledger.point import Ledger, Point
    from agreement_builder.library.clause import Clause
    from agreement_builder.library.folder import load_folder
    from agreement_builder.library.known import library_answers
    from agreement_builder.library.load import load_library
    from agreement_builder.library.load_places import load_places
    from agreement_builder.library.model import Library, clause_by_id
    from agreement_builder.library.places import Places
    from agreement_builder.linting.library import lint, lint_library
    from agreement_builder.linting.overlay import lint_overlay
    from agreement_builder.readers.docx.read import read_page
    from agreement_builder.readers.docx.record import record_of
    from agreement_builder.redline.causes.causes import Causes
    from agreement_builder.redline.told.html import redline_html
    from agreement_builder.redline.told.text import redline_text
    from agreement_builder.redline.write import redline_docx
    from agreement_builder.upkeep.catalogue import write_catalogue
    from agreement_builder.upkeep.comparing import compare_libraries
    from agreement_builder.upkeep.counting import library_stats
    from agreement_builder.upkeep.skeleton import new_clause
    from agreement_builder.verifying.verification import Verification
    from agreement_builder.verifying.verify import verify
    from agreement_builder.writers.docx.insert import insert_clause
    from agreement_builder.writers.docx.single import write_clause_docx
    from agreement_builder.writers.docx.template import WordTemplate, read_template
    from agreement_builder.writers.docx.write import write_docx
    from agreement_builder.writers.text import clause_text, write_text
    from agreement_builder.writers.xlsx.book import write_costs

__version__ = version.VERSION

_HOMES = {
    "Answers": "answers.model",
    "AnswersFile": "answers.load",
    "AnswersRefusal": "errors",
    "Batch": "answers.batch",
    "BatchRow": "answers.batch",
    "Causes": "redline.causes.causes",
    "Clause": "library.clause",
    "Comparison": "costs.compare",
    "Departure": "leaving.departure",
    "Document": "document.tree",
    "Draft": "drafting",
    "DraftRefusal": "errors",
    "Edition": "edition",
    "FinalRefusal": "errors",
    "Finding": "errors",
    "Index": "document.index",
    "Known": "interview.known",
    "Ledger": "ledger.point",
    "Library": "library.model",
    "LibraryRefusal": "errors",
    "OutputRefusal": "errors",
    "Places": "library.places",
    "Point": "ledger.point",
    "Profile": "interview.profile",
    "Refusal": "errors",
    "RowAnswers": "answers.batch",
    "Session": "interview.session",
    "Severity": "errors",
    "Suggestion": "interview.suggestion",
    "TableRefusal": "errors",
    "TemplateRefusal": "errors",
    "Verification": "verifying.verification",
    "Where": "errors",
    "WordTemplate": "writers.docx.template",
    "YearAccount": "costs.account",
    "answers_of_row": "answers.batch",
    "answers_schema": "answers.schema",
    "ask_questions": "interview.plain",
    "check": "checks.run",
    "clause_by_id": "library.model",
    "clause_text": "writers.text",
    "compare_costs": "costs.whatif",
    "compare_libraries": "upkeep.comparing",
    "compose_clause": "compose.single",
    "costs_of": "costs.account",
    "draft": "drafting",
    "edition_of": "edition",
    "explain": "explanations",
    "insert_clause": "writers.docx.insert",
    "known": "interview.known",
    "leave": "leaving.departure",
    "ledger_of": "ledger.ledger",
    "library_answers": "library.known",
    "library_stats": "upkeep.counting",
    "lint": "linting.library",
    "lint_library": "linting.library",
    "lint_overlay": "linting.overlay",
    "list_questions": "interview.catalogue",
    "load_answers": "answers.load",
    "load_folder": "library.folder",
    "load_library": "library.load",
    "load_places": "library.load_places",
    "load_profile": "interview.profile",
    "new_clause": "upkeep.skeleton",
    "parse_answers": "answers.load",
    "read_batch": "answers.batch",
    "read_page": "readers.docx.read",
    "read_template": "writers.docx.template",
    "record_of": "readers.docx.record",
    "redline_docx": "redline.write",
    "redline_html": "redline.told.html",
    "redline_text": "redline.told.text",
    "verify": "verifying.verify",
    "why": "accounts",
    "write_catalogue": "upkeep.catalogue",
    "write_clause_docx": "writers.docx.single",
    "write_costs": "writers.xlsx.book",
    "write_docx": "writers.docx.write",
    "write_text": "writers.text",
}
"""The module, below the package, in which each name lives."""

__all__ = [
    "Answers",
    "AnswersFile",
    "AnswersRefusal",
    "Batch",
    "BatchRow",
    "Causes",
    "Clause",
    "Comparison",
    "Departure",
    "Document",
    "Draft",
    "DraftRefusal",
    "Edition",
    "FinalRefusal",
    "Finding",
    "Index",
    "Known",
    "Ledger",
    "Library",
    "LibraryRefusal",
    "OutputRefusal",
    "Places",
    "Point",
    "Profile",
    "Refusal",
    "RowAnswers",
    "Session",
    "Severity",
    "Suggestion",
    "TableRefusal",
    "TemplateRefusal",
    "Verification",
    "Where",
    "WordTemplate",
    "YearAccount",
    "__version__",
    "answers_of_row",
    "answers_schema",
    "ask_questions",
    "check",
    "clause_by_id",
    "clause_text",
    "compare_costs",
    "compare_libraries",
    "compose_clause",
    "costs_of",
    "draft",
    "edition_of",
    "explain",
    "insert_clause",
    "known",
    "leave",
    "ledger_of",
    "library_answers",
    "library_stats",
    "lint",
    "lint_library",
    "lint_overlay",
    "list_questions",
    "load_answers",
    "load_folder",
    "load_library",
    "load_places",
    "load_profile",
    "new_clause",
    "parse_answers",
    "read_batch",
    "read_page",
    "read_template",
    "record_of",
    "redline_docx",
    "redline_html",
    "redline_text",
    "verify",
    "why",
    "write_catalogue",
    "write_clause_docx",
    "write_costs",
    "write_docx",
    "write_text",
]


def __getattr__(name: str) -> object:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{home}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
