"""Every statute of the shipped library says where it was read, how surely, and whether it stands."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from agreement_builder.errors import LibraryRefusal
from agreement_builder.library.law import AuthorityFile, AuthorityStatus
from agreement_builder.library.place import shipped
from agreement_builder.yamltext import read_yaml

FILES = {
    path.name: AuthorityFile.model_validate(read_yaml(path.read_text("utf-8"), path.name, LibraryRefusal).value)
    for path in sorted((shipped("clauses") / "authorities").glob("*.yaml"))
}
ADDRESS = re.compile(r"https://[^\s/]+/\S+")
YEAR = re.compile(r"\b(?:19|20)[0-9]{2}\b")

each_file = pytest.mark.parametrize("law", FILES.values(), ids=FILES)


@each_file
def test_a_file_says_through_what_and_when_it_was_checked(law: AuthorityFile) -> None:
    assert YEAR.search(law.checked_through)
    assert law.checked_on.year > 2000
    assert law.authorities


@each_file
def test_a_row_says_where_it_was_read_how_surely_and_whether_it_stands(law: AuthorityFile) -> None:
    assert [row.id for row in law.authorities if not ADDRESS.fullmatch(row.source)] == []
    assert [row.id for row in law.authorities if not {"status", "confidence"} <= row.model_fields_set] == []


@each_file
def test_a_row_that_does_not_stand_says_why_and_a_repealed_one_since_when(law: AuthorityFile) -> None:
    fallen = [row for row in law.authorities if row.status is not AuthorityStatus.IN_FORCE]
    assert [row.id for row in fallen if not row.status_note] == []
    repealed = [row for row in fallen if row.status is AuthorityStatus.REPEALED]
    assert [row.id for row in repealed if not YEAR.search(row.status_note)] == []


@each_file
def test_an_id_begins_with_its_state(law: AuthorityFile) -> None:
    form = re.compile(rf"{law.jurisdiction.lower()}-[a-z0-9]+(?:-[a-z0-9]+)*")
    assert [row.id for row in law.authorities if not form.fullmatch(row.id)] == []


def test_ids_are_unique_over_all_files() -> None:
    ids = Counter(row.id for law in FILES.values() for row in law.authorities)
    assert [name for name, count in ids.items() if count > 1] == []
    assert ids
