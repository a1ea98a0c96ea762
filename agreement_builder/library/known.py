"""The answers that only the library knows: blanks and choices by path, with what each may be."""

from __future__ import annotations

from collections.abc import Mapping

from agreement_builder.answers.shape import Single
from agreement_builder.library.model import Library


def library_answers(library: Library) -> Mapping[str, Single]:
    """The shape of every blank, every choice, and the parts of every choice of a clause by hand, by written path.

    A blank that several alternatives of a topic ask for takes the shape of the first.
    """
    found: dict[str, Single] = {}
    for clause in library.clauses.values():
        for name, spec in clause.meta.blanks.items():
            shape = Single(kind=str(spec.type), least=spec.min, most=spec.max, optional=True)
            found.setdefault(f"blanks.{clause.topic}.{name}", shape)
    for key, choice in library.choices.items():
        found[f"choices.{key}"] = Single(kind="choice", options=tuple(choice.options.items()), optional=True)
    for topic in library.topics:
        found |= {f"clauses.{topic}.use": Single(), f"clauses.{topic}.reason": Single()}
    return found
