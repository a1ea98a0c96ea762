"""From folders of files to a `Library`, or to every fault of every file at once.

Only what a file says about itself is read here; the text of a clause is compiled when it is selected, and
all texts are tried by `lint`.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from agreement_builder.answers.faults import findings as model_findings
from agreement_builder.answers.vocabulary import CHOICES, ROUTES, added_name, fact_exists
from agreement_builder.errors import Finding, LibraryRefusal, Where, error, nearest
from agreement_builder.library.clause import Clause, FrontMatter
from agreement_builder.library.condition import Condition, ConditionFault, parse_condition
from agreement_builder.library.law import (
    AuthorityFile,
    CitationFormFile,
    CounselFile,
    ProperNameFile,
    RequirementFile,
    RouteFile,
    by_state,
)
from agreement_builder.library.model import Library, texts_of_conditions
from agreement_builder.library.outline import Outline
from agreement_builder.library.place import lay, layout, shipped
from agreement_builder.library.service import ServiceFile
from agreement_builder.yamltext import Path as YamlPath
from agreement_builder.yamltext import Yaml, read_yaml

DATA_FOLDERS = ("authorities", "requirements", "routes", "counsel", "services", "places")
"""Folders of the clause library that hold law, choices and places, not topics."""

NAMES_FILE = "proper-names.yaml"
FORMS_FILE = "citation-forms.yaml"

_NAMED = ("id", "topic", "when", "holds", "applies", "says")
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
        own = layout(overlay)
        clause_folders.append(own.clauses)
        template_folders.append(own.templates)
    template_files = lay(template_folders)
    if template is not None and template.is_dir():
        template_files.update({f"{outline}/{name}": path for name, path in lay([template]).items()})
    elif template is not None:
        template_files[f"{outline}/agreement.docx"] = template
    return _Loading(lay(clause_folders), template_files, outline).read()


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
        demands = self.files("requirements/", RequirementFile)
        counsel = by_state((f.jurisdiction, f.questions) for f in self.files("counsel/", CounselFile))
        routing = {file.jurisdiction: file for file in self.files("routes/", RouteFile)}
        services = self.files("services/", ServiceFile)
        forms = self.data(FORMS_FILE, CitationFormFile).values()
        names = self.data(NAMES_FILE, ProperNameFile).values()
        outline_file = self.template_files.get(f"{self.name}/outline.yaml")
        outline = self.outline(outline_file)
        if outline is None:
            return None, self.findings
        library = Library(
            clauses=clauses,
            outline=outline,
            outline_file=str(outline_file),
            template=self.template_files.get(f"{self.name}/agreement.docx", Path(f"{self.name}/agreement.docx")),
            authorities={a.id: a for f in law.values() for a in f.authorities},
            law=tuple(law.values()),
            requirements=by_state((f.jurisdiction, f.requirements) for f in demands),
            steps=by_state((f.jurisdiction, f.steps) for f in demands),
            routing=routing,
            counsel=counsel,
            services=services,
            citation_forms=tuple(form for f in forms for form in f.forms),
            proper_names=frozenset(name for f in names for name in f.names),
            version=self.digest.hexdigest()[:12],
            places=self.places,
        )
        self._conditions(library)
        return library, self.findings

    def outline(self, path: Path | None) -> Outline | None:
        if path is None:
            where, hint = Where(f"{self.name}/outline.yaml"), "Restore templates/interlocal/outline.yaml."
            self.findings.append(error("outline-missing", where, "The outline of the agreement is missing.", hint))
            return None
        return self.model(path, Outline)

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
        unknown = [path for path in condition.facts() if not fact_exists(path) and not added_name(path)]
        hint = "The facts are listed by: agreement-builder library facts"
        for path in unknown:
            message = f'The condition reads "{path}", which is no fact.'
            self.findings.append(error("condition-fact", where, message, hint))
        return None if unknown else condition

    def files(self, prefix: str, model: type[M]) -> tuple[M, ...]:
        return tuple(self.data(prefix, model).values())

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

    def _conditions(self, library: Library) -> None:
        """The conditions outside the clauses, and the routes and choices that any condition reads."""
        # Routes are worked out from choices, and choices from the answers alone.
        routes = [(route.id, route.when, (ROUTES,)) for file in library.routing.values() for route in file.routes]
        choices = [(c.id, c.applies, (ROUTES, CHOICES)) for c in library.choices.values() if c.applies is not None]
        for name, text, unknown in (*routes, *choices):
            self._early(text, self.places.get(name, Where(field=name)), unknown)
        for text in dict.fromkeys(texts_of_conditions(library)):
            where = self.places.get(text, Where(field=text))
            condition = self.condition(text, where)
            if condition is not None:
                self._added(condition, library, where)
        for clause in library.clauses.values():
            if clause.condition is not None:
                self._added(clause.condition, library, clause.where("when"))

    def _early(self, text: str, where: Where, unknown: tuple[str, ...]) -> None:
        """A condition that is evaluated before routes, or before choices too, may not read them."""
        try:
            facts = parse_condition(text).facts()
        except ConditionFault:
            return  # It is told where all conditions are read.
        for path in facts:
            added = added_name(path)
            if added is not None and added[0] in unknown:
                message = f'The condition reads "{path}", which is worked out only after it.'
                hint = "Choices depend on the answers alone, and routes on answers and choices."
                self.findings.append(error("condition-fact", where, message, hint))

    def _added(self, condition: Condition, library: Library, where: Where) -> None:
        """Routes and choices that a condition reads must be in the library."""
        known = library.added()
        for path in condition.facts():
            added = added_name(path)
            if added is not None and added[1] not in known[added[0]]:
                message = f'The condition reads "{path}", and the library has no such {added[0].removesuffix("s")}.'
                self.findings.append(error("condition-fact", where, message, nearest(added[1], known[added[0]])))


def split_front_matter(text: str) -> tuple[str | None, str, int]:
    """The front matter (None if there is none), the text below it, and the line on which that begins."""
    lines = text.replace("\r\n", "\n").split("\n")
    if lines[0].strip() != "---":
        return None, text, 1
    for place, line in enumerate(lines[1:], 1):
        if line.strip() == "---":
            return "\n".join(lines[1:place]), "\n".join(lines[place + 1 :]), place + 2
    return None, text, 1
