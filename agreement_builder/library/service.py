"""What the library asks and suggests for a service: choices between clauses, and what is worth counting.

A choice is a fact that only the clauses of the library speak of, as `choices.shelter`; an owner of clauses adds
one without touching the program.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints, model_validator

from agreement_builder.answers.base import Key
from agreement_builder.answers.service import PerformanceMeasure, ServiceKind
from agreement_builder.library.clause import Knower, LibraryModel, Words

Option = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]


class ChoiceSpec(LibraryModel):
    """A closed choice: the question, its help, and each option with its meaning in one line.

    `knows` is who usually knows the answer (none: that of the file). `default` is taken while the choice is not
    answered; without it, clauses that depend on it wait. It concerns agreements for which `applies` holds (none:
    all), and the services of its file.
    """

    id: Key
    ask: Words
    help: str = ""
    knows: Knower | None = None
    options: dict[Option, Words] = Field(min_length=2)
    default: Option | None = None
    applies: Words | None = None

    @model_validator(mode="after")
    def _default_is_an_option(self) -> ChoiceSpec:
        if self.default is not None and self.default not in self.options:
            raise ValueError(f"has the default {self.default}, which is none of its options")
        return self


class ServiceFile(LibraryModel):
    """What the library asks and suggests for one service (`service`), or for every service (none).

    `about` says in one line what the service is, `knows` who usually knows the answers to its choices; `measures` are
    suggested where the answers give none.
    """

    service: ServiceKind | None = None
    about: Words
    knows: Knower | None = None
    choices: tuple[ChoiceSpec, ...] = ()
    measures: tuple[PerformanceMeasure, ...] = ()
