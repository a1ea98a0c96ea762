"""The texts of clauses in each case on which they depend, with what they read and what they wait for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from agreement_builder.answers.facts import UndecidedFact
from agreement_builder.compose.blanks import BlankValues
from agreement_builder.compose.cases import Case, Cases, Leaf
from agreement_builder.compose.decisions import OpenDecisions
from agreement_builder.compose.member import Member
from agreement_builder.compose.select import Chosen
from agreement_builder.compose.text import compose_text
from agreement_builder.document import tree
from agreement_builder.errors import Finding, LibraryRefusal
from agreement_builder.library.clause import Clause

Blocks = tuple[tree.Block, ...]


@dataclass(slots=True)
class Texts:
    """Fills clauses; `faults` are of the library, and `read` has the facts that each clause's text read, by its id."""

    cases: Cases
    open: OpenDecisions
    faults: list[Finding] = field(default_factory=list)
    read: dict[str, Mapping[str, str | None]] = field(default_factory=dict)

    def of(self, one: Chosen) -> list[Leaf[Blocks]]:
        """The text of what was chosen, in each case on which it depends; a remark where the choice waits in one."""
        case = one.case or self.cases.first
        if one.clause is not None:
            return self.filled(one.clause, one.about, case)
        waits = [path for c in one.considered if c.verdict is None for path, value in c.facts.items() if value is None]
        return [Leaf(case, _remark(waits[0]) if case.settled and waits else ())]

    def filled(
        self, clause: Clause, about: Member | None = None, begin: Case | None = None, only_if: str = ""
    ) -> list[Leaf[Blocks]]:
        """The blocks of a clause in each case on which they depend, from one case on.

        A bracketed remark where its text depends on an unanswered fact. `only_if` says with which choice of counsel
        the clause is needed at all.
        """
        undecided: dict[Case, str] = {}

        def look(case: Case) -> tuple[Blocks, str | None]:
            names = {**case.names, "blanks": BlankValues(clause, case.file, case.reading)}
            if about is not None:
                names.update(about.names(case.facts, case.reading))
            case.reading.facts = {}
            try:
                return compose_text(clause, names, case.reading), None
            except UndecidedFact as fault:
                undecided[case] = fault.path
                case.reading.facts[fault.path] = None
                return (), fault.path
            except LibraryRefusal as refusal:
                self.faults.extend(refusal.findings)
                return (), None
            finally:
                self.read[clause.id] = {**self.read.get(clause.id, {}), **case.unsettled()}

        return [
            replace(leaf, found=self.waits(undecided[leaf.case], clause, only_if or leaf.case.words))
            if leaf.case in undecided
            else leaf
            for leaf in self.cases.leaves(look, begin)
        ]

    def waits(self, path: str, clause: Clause | None, only_if: str = "") -> Blocks:
        """What stands for a text that waits for an answer."""
        if clause is not None:
            self.open.add(path, clause.id, clause.id, only_if)
        return _remark(path)


def _remark(path: str) -> Blocks:
    return (tree.Paragraph((tree.Blank(path, f"the text depends on {path}, which is not answered"),)),)
