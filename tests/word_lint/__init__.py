"""Semantic checks of a Word file that schema validation cannot make.

The Open XML SDK validator proves that each element is allowed where it stands; it does not notice a
cross-reference to a bookmark that is gone, a table cell Word refuses to open, or a placeholder nobody
filled.  ``lint`` reports those::

    assert lint(path_or_bytes) == []

``lint_final`` also reports what an execution copy must not hold: comments, blanks, any trace of a draft.
"""

from tests.word_lint.rules import FINAL_RULES, RULES, Defect, Rule, lint, lint_final

__all__ = ["FINAL_RULES", "RULES", "Defect", "Rule", "lint", "lint_final"]
