"""The rules by name, and ``lint``, which applies them to one file."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.word_lint import (
    bookmarks,
    changes,
    comments,
    container,
    controls,
    fields,
    final,
    numbering,
    paragraphs,
    styles,
    text,
)
from tests.word_lint.package import Finding, Package


@dataclass(frozen=True)
class Defect:
    """One thing wrong with a file: the name of the rule it breaks, the part it is in, and what it is."""

    rule: str
    part: str
    message: str


@dataclass(frozen=True)
class Rule:
    """A named check of a whole package."""

    name: str
    check: Callable[[Package], Iterator[Finding]]


_CONTAINER_RULES = (
    Rule("duplicate-zip-entry", container.duplicate_entries),
    Rule("malformed-xml", container.malformed_xml),
    Rule("missing-document", container.missing_document),
    Rule("relationship-target", container.missing_relationship_targets),
)
_CONTENT_RULES = (
    Rule("bookmark-name-duplicate", bookmarks.duplicate_names),
    Rule("bookmark-id-duplicate", bookmarks.duplicate_ids),
    Rule("bookmark-name-form", bookmarks.malformed_names),
    Rule("bookmark-unpaired", bookmarks.unpaired),
    Rule("bookmark-order", bookmarks.ends_before_start),
    Rule("field-unbalanced", fields.unbalanced),
    Rule("field-target", fields.missing_targets),
    Rule("hyperlink-anchor", fields.missing_anchors),
    Rule("prompt-on-open", fields.prompts_on_open),
    Rule("comment-range", comments.broken_ranges),
    Rule("comment-missing", comments.missing_bodies),
    Rule("comment-unreferenced", comments.unreferenced_bodies),
    Rule("comment-attribution", comments.missing_attribution),
    Rule("comment-empty", comments.empty_bodies),
    Rule("sdt-id-duplicate", controls.duplicate_control_ids),
    Rule("sdt-name-length", controls.overlong_control_names),
    Rule("sdt-untagged", controls.untagged_controls),
    Rule("sdt-block-text", controls.plain_text_blocks),
    Rule("sdt-data-store", controls.missing_data_stores),
    Rule("drawing-id-duplicate", controls.duplicate_drawing_ids),
    Rule("undefined-style", styles.undefined_styles),
    Rule("undefined-num", numbering.undefined_nums),
    Rule("undefined-abstract-num", numbering.undefined_abstract_nums),
    Rule("level-style-binding", numbering.one_sided_level_styles),
    Rule("cell-end", paragraphs.cells_without_final_paragraph),
    Rule("stray-blank-paragraph", paragraphs.stray_blanks),
    Rule("empty-heading", paragraphs.empty_headings),
    Rule("change-attribution", changes.missing_attribution),
    Rule("change-id-duplicate", changes.duplicate_ids),
    Rule("change-nested", changes.nested_changes),
    Rule("change-move", changes.unpaired_moves),
    Rule("change-field", changes.cut_fields),
    Rule("change-instruction", changes.misplaced_deleted_instructions),
    Rule("change-last-paragraph", changes.changed_last_paragraphs),
    Rule("change-row", changes.unmarked_words_of_rows),
    Rule("change-paragraph", changes.live_words_in_changed_paragraphs),
    Rule("deleted-text", text.misplaced_deleted_text),
    Rule("space-not-preserved", text.unpreserved_space),
    Rule("break-in-text", text.breaks_in_text),
    Rule("control-character", text.control_characters),
    Rule("malformed-hex", text.malformed_hex),
    Rule("unreplaced-placeholder", text.unreplaced_placeholders),
)
RULES: tuple[Rule, ...] = _CONTAINER_RULES + _CONTENT_RULES
FINAL_RULES: tuple[Rule, ...] = (
    Rule("final-comment", final.comments),
    Rule("final-revision", final.revisions),
    Rule("final-watermark", final.watermarks),
    Rule("final-highlight", final.highlights),
    Rule("final-blank", final.blanks),
    Rule("final-bracket", final.brackets),
    Rule("final-trace", final.traces_of_review),
)
"""What is wrong with an execution copy beside what is wrong with any file."""


def lint(source: str | Path | bytes) -> list[Defect]:
    """Every defect of a .docx given by path or content.

    A broken container is reported alone: what the other rules would say of a package with missing or
    unreadable parts is only a consequence of it.
    """
    package = Package.load(source)
    return _apply(_CONTAINER_RULES, package) or _apply(_CONTENT_RULES, package)


def lint_final(source: str | Path | bytes) -> list[Defect]:
    """Every defect of an execution copy: those of any file, and whatever tells of a draft or its review."""
    return lint(source) or _apply(FINAL_RULES, Package.load(source))


def _apply(rules: Iterable[Rule], package: Package) -> list[Defect]:
    return [Defect(rule.name, *finding) for rule in rules for finding in rule.check(package)]
