"""From folders of files to a `Library`, or to every fault of every file at once.

Only what a file says about itself is read here; the text of a clause is compiled when it is selected, and
all texts are tried by `lint`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from agreement_builder.answers.facts import fact_exists
from agreement_builder.answers.faults import findings as model_findings
from agreement_builder.errors import Finding, LibraryRefusal, Where, error
from agreement_builder.library.clause import Clause, FrontMatter
from agreement_builder.library.condition import Condition, ConditionFault, parse_condition
from agreement_builder.library.law import (
    AuthorityFile,
    CitationFormFile,
    ProperNameFile,
    Requirement,
    RequirementFile,
)
from agreement_builder.library.model import Library
from agreement_builder.library.outline import Outline
from agreement_builder.library.place import shipped
from agreement_builder.yamltext import Path as YamlPath
from agreement_builder.yamltext import Yaml, read_yaml

DATA_FOLDERS = ("authorities", "requirements")
"""Folders of the clause library that hold law, not topics."""

NAMES_FILE = "proper-names.yaml"
FORMS_FILE = "citation-forms.yaml"

_NAMED = ("id", "topic", "when", "holds", "applies")
"""Entries of outline and law files whose values other files or findings may speak of."""

M = TypeVar("M", bound=BaseModel)


def load_library(
    overlay: Path | None = None,
    template: Path | None = None,
    *,
    clauses: Path | None = None,
    templates: Path | None = None,
    outline: str = "interlocal",
) -> Library:
    """The shipped library, with the files of `overlay` laid over it one by one.

    `template` is a Word template to use, or a folder with agreement.docx, outline.yaml or both. `clauses` and
    `templates` replace the shipped folders (for tests and for whole libraries of one's own).
    Raises LibraryRefusal with every fault.
    """
    library, findings = read_library(overlay, template, clauses=clauses, templates=templates, outline=outline)
    if findings or library is None:
        raise LibraryRefusal(findings)
    return library


def read_library(
    overlay: Path | None = None,
    template: Path | None = None,
    *,
    clauses: Path | None = None,
    templates: Path | None = None,
    outline: str = "interlocal",
) -> tuple[Library | None, list[Finding]]:
    """As `load_library`, with the faults beside what could be read; None where nothing can be drafted from it.

    Raises LibraryRefusal only if a folder is missing.
    """
    clause_folders = [clauses or shipped("clauses")]
    template_folders = [templates or shipped("templates")]
    if overlay is not None:
        if not overlay.is_dir():
            hint = "Name a folder with clauses/ and templates/ in it, or one that holds topics."
            raise LibraryRefusal([error("library-missing", Where(str(overlay)), "There is no such folder.", hint)])
        parted = (overlay / "clauses").is_dir() or (overlay / "templates").is_dir()
        clause_folders.append(overlay / "clauses" if parted else overlay)
        template_folders.append(overlay / "templates")
    template_files = _lay(template_folders)
    if template is not None and template.is_dir():
        template_files.update({f"{outline}/{name}": path for name, path in _lay([template]).items()})
    elif template is not None:
        template_files[f"{outline}/agreement.docx"] = template
    return _Loading(_lay(clause_folders), template_files, outline).read()


def _lay(folders: Iterable[Path]) -> dict[str, Path]:
    """Files by their path within a folder; a later folder's file replaces an earlier one's."""
    files: dict[str, Path] = {}
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            relative = path.relative_to(folder)
            if path.is_file() and not any(part.startswith(".") for part in relative.parts):
                files[relative.as_posix()] = path
    return dict(sorted(files.items()))


class _Loading:
    """One loading: reads all files, collecting findings."""

    def __init__(self, clause_files: dict[str, Path], template_files: dict[str, Path], outline: str) -> None:
        self.clause_files, self.template_files, self.name = clause_files, template_files, outline
        self.findings: list[Finding] = []
        self.digest = hashlib.sha256()
        self.places: dict[str, Where] = {}

    def read(self) -> tuple[Library | None, list[Finding]]:
        clauses = self.clauses()
        law = self.data("authorities/", AuthorityFile)
        requirement_files = self.data("requirements/", RequirementFile).values()
        requirements: dict[str, tuple[Requirement, ...]] = {}
        for file in requirement_files:
            requirements[file.jurisdiction] = (*requirements.get(file.jurisdiction, ()), *file.requirements)
        forms = self.data(FORMS_FILE, CitationFormFile).values()
        names = self.data(NAMES_FILE, ProperNameFile).values()
        outline_file = self.template_files.get(f"{self.name}/outline.yaml")
        outline = self.model(outline_file, Outline) if outline_file else None
        if outline_file is None:
            self.findings.append(
                error(
                    "outline-missing",
                    Where(f"{self.name}/outline.yaml"),
                    "The outline of the agreement is missing.",
                    "Restore templates/interlocal/outline.yaml.",
                )
            )
        self._conditions(outline, requirement_files)
        if outline is None:
            return None, self.findings
        library = Library(
            clauses=clauses,
            outline=outline,
            outline_file=str(outline_file),
            template=self.template_files.get(f"{self.name}/agreement.docx", Path(f"{self.name}/agreement.docx")),
            authorities={a.id: a for f in law.values() for a in f.authorities},
            law=tuple(law.values()),
            requirements=requirements,
            citation_forms=tuple(form for f in forms for form in f.forms),
            proper_names=frozenset(name for f in names for name in f.names),
            version=self.digest.hexdigest()[:12],
            places=self.places,
        )
        return library, self.findings

    def clauses(self) -> dict[str, Clause]:
        found: dict[str, Clause] = {}
        for relative, path in self.clause_files.items():
            topic, slash, name = relative.partition("/")
            if not slash or topic in DATA_FOLDERS or not name.endswith(".md"):
                continue
            clause = self.clause(path, topic, f"{topic}/{name.removesuffix('.md')}")
            if clause is not None:
                found[clause.id] = clause
        return found

    def clause(self, path: Path, topic: str, clause_id: str) -> Clause | None:
        text = self.text(path)
        if text is None:
            return None
        head, body, line = split_front_matter(text)
        if head is None:
            message = "The file has no front matter, so the program cannot tell what the clause is for."
            hint = "Begin it with a line of ---, then title: and summary:, then another line of ---."
            self.findings.append(error("clause-front-matter", Where(str(path), 1), message, hint))
            return None
        meta, yaml = self.validated(head, str(path), FrontMatter, first_line=2)
        if meta is None or yaml is None:
            return None
        if not body.strip():
            self.findings.append(
                error(
                    "clause-empty",
                    Where(str(path), line),
                    "The clause has no text.",
                    "Write it below the front matter.",
                )
            )
        condition = self.condition(meta.when, yaml.where(str(path), ("when",)))
        lines = {str(where[0]): spot[0] for where, spot in yaml.lines.items() if len(where) == 1}
        return Clause(clause_id, topic, meta, condition, body, str(path), line, lines)

    def condition(self, text: str | None, where: Where) -> Condition | None:
        if text is None:
            return None
        try:
            condition = parse_condition(text)
        except ConditionFault as fault:
            hint = 'For example: funding.fees == "credited" and count > 2'
            self.findings.append(error("condition-syntax", where, f"The condition {fault}.", hint))
            return None
        unknown = [path for path in condition.facts() if not fact_exists(path)]
        hint = "The facts are listed by: agreement-builder library facts"
        for path in unknown:
            message = f'The condition reads "{path}", which is no fact.'
            self.findings.append(error("condition-fact", where, message, hint))
        return None if unknown else condition

    def data(self, prefix: str, model: type[M]) -> dict[str, M]:
        found = {}
        for relative, path in self.clause_files.items():
            if relative.startswith(prefix) and relative.endswith(".yaml"):
                value = self.model(path, model)
                if value is not None:
                    found[relative] = value
        return found

    def model(self, path: Path, model: type[M]) -> M | None:
        text = self.text(path)
        if text is None:
            return None
        value, yaml = self.validated(text, str(path), model)
        if yaml is not None:
            self._keep_places(yaml.value, (), yaml, str(path))
        return value

    def _keep_places(self, value: object, path: YamlPath, yaml: Yaml, file: str) -> None:
        """Keep the place of every name that other files or findings may speak of."""
        if isinstance(value, dict):
            for key, inner in value.items():
                self._keep_places(inner, (*path, key), yaml, file)
        elif isinstance(value, list):
            for position, inner in enumerate(value):
                self._keep_places(inner, (*path, position), yaml, file)
        elif isinstance(value, str) and (path[-1] in _NAMED or "topics" in path):
            spot = yaml.where(file, path)
            self.places.setdefault(value, Where(spot.file, spot.line, spot.column, field=value))

    def validated(self, text: str, file: str, model: type[M], first_line: int = 1) -> tuple[M | None, Yaml | None]:
        try:
            yaml = read_yaml(text, file, LibraryRefusal, first_line)
            return model.model_validate(yaml.value), yaml
        except LibraryRefusal as refusal:
            self.findings.extend(refusal.findings)
        except ValidationError as fault:
            self.findings.extend(model_findings(fault, model, yaml, file))
        return None, None

    def text(self, path: Path) -> str | None:
        try:
            raw = path.read_bytes()
            self.digest.update(f"{path.parent.name}/{path.name}".encode() + b"\0" + hashlib.sha256(raw).digest())
            return raw.decode("utf-8-sig")
        except (OSError, UnicodeDecodeError) as fault:
            message = f"The file cannot be read as UTF-8 text ({type(fault).__name__})."
            self.findings.append(error("library-file", Where(str(path)), message, "Save it again as UTF-8."))
            return None

    def _conditions(self, outline: Outline | None, requirement_files: Iterable[RequirementFile]) -> None:
        texts = [exhibit.when for exhibit in outline.exhibits] if outline is not None else []
        texts += [text for f in requirement_files for r in f.requirements for text in (r.holds, r.applies)]
        for text in texts:
            if text is not None:
                self.condition(text, self.places.get(text, Where(field=text)))


def split_front_matter(text: str) -> tuple[str | None, str, int]:
    """The front matter (None if there is none), the text below it, and the line on which that begins."""
    lines = text.replace("\r\n", "\n").split("\n")
    if lines[0].strip() != "---":
        return None, text, 1
    for place, line in enumerate(lines[1:], 1):
        if line.strip() == "---":
            return "\n".join(lines[1:place]), "\n".join(lines[place + 1 :]), place + 2
    return None, text, 1
