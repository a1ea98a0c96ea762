"""The Python that the README shows runs, and every public name is there and says what it is."""

import datetime as dt
import inspect
import re
import shutil
import subprocess
import sys
from pathlib import Path

import docx
import pytest

import agreement_builder as ab
from agreement_builder.answers.facts import UndecidedFact
from tests import drafts
from tests.sources import MODULES, dotted
from tests.wordfile import WordFile, text_of

README = drafts.ROOT / "README.md"
ANSWERS = drafts.BOLTON


def python_blocks() -> list[str]:
    return re.findall(r"^```python\n(.*?)^```", README.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


# The README


def test_the_python_of_the_readme_runs_in_order(tmp_path: Path) -> None:
    blocks = python_blocks()
    assert blocks, "README.md shows no Python example (a block fenced with ```python)"
    for folder in ("examples", "templates", "clauses"):
        shutil.copytree(drafts.ROOT / folder, tmp_path / folder)
    (tmp_path / "readme.py").write_text("\n\n".join(blocks), encoding="utf-8")
    command = [sys.executable, "-W", "error", "readme.py"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    written = [path for path in tmp_path.iterdir() if path.suffix == ".docx"]
    assert all(docx.Document(str(path)).paragraphs for path in written)


# Names


@pytest.mark.parametrize("name", ab.__all__)
def test_every_public_name_resolves_and_is_documented(name: str) -> None:
    found = getattr(ab, name)
    assert name in dir(ab)
    if name != "__version__":
        documentation = inspect.getdoc(found)
        assert documentation
        assert documentation.splitlines()[0].endswith((".", ":"))


def test_the_names_stand_in_order_and_an_unknown_one_is_refused() -> None:
    assert list(ab.__all__) == sorted(set(ab.__all__))
    with pytest.raises(AttributeError, match="no attribute 'drafft'"):
        ab.drafft  # noqa: B018


def test_a_verb_is_a_function_whatever_was_imported_before_it() -> None:
    modules = [dotted(module) for module in MODULES if module != "__main__.py"]
    code = f"""
import importlib
import agreement_builder as ab
for module in {modules!r}:
    importlib.import_module(module)
print([name for name in ab.__all__ if type(getattr(ab, name)).__name__ == "module"])
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_importing_the_package_loads_no_heavy_library() -> None:
    code = "import sys, agreement_builder; sys.exit(bool({'docx', 'lxml', 'pydantic'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_every_refusal_is_a_refusal_and_carries_all_its_findings() -> None:
    for name in ("AnswersRefusal", "LibraryRefusal", "TemplateRefusal", "OutputRefusal", "FinalRefusal"):
        assert issubclass(getattr(ab, name), ab.Refusal)
    with pytest.raises(ab.Refusal) as caught:
        ab.parse_answers("service: {}\nparties: []\nrsk: {}\n")
    assert len(caught.value.findings) > 2
    assert str(caught.value).count("\n") == len(caught.value.findings) - 1


def test_the_verbs_do_what_the_commands_do(tmp_path: Path) -> None:
    library, answers = ab.load_library(), ab.load_answers(ANSWERS, ["leaving.notice_months=18"])
    draft = ab.draft(library, answers, dt.date(2026, 11, 23))
    assert draft.id == drafts.make("leaving.notice_months=18").id
    assert [finding.rule for finding in ab.check(draft)] == ["blank-open"] * len(drafts.open_paths(draft))
    assert ab.why(draft, "withdrawal").clause == ab.clause_by_id(library, "withdrawal/fiscal-year-end")
    assert ab.write_docx(draft, ab.read_template(library.template)).startswith(b"PK")
    assert "eighteen (18)" in ab.write_text(draft)
    assert list(ab.lint(library)) == ab.lint_library()[1] == []


# One clause in somebody else's document


def inserted(clause_id: str, tmp_path: Path, **options: object) -> tuple[docx.document.Document, WordFile]:
    """A plain document that has had this clause put into it, and the same saved and read back."""
    document = docx.Document()
    document.add_paragraph("Memo.")
    clause = ab.clause_by_id(drafts.shipped_library(), clause_id)
    blocks = ab.compose_clause(clause, drafts.answers(), drafts.shipped_library())
    ab.insert_clause(document, clause.title, blocks, **options)  # type: ignore[arg-type]
    document.save(str(tmp_path / "memo.docx"))
    return document, WordFile((tmp_path / "memo.docx").read_bytes())


def test_a_clause_goes_into_a_plain_document_with_its_own_styles(tmp_path: Path) -> None:
    document, file = inserted("withdrawal/fiscal-year-end", tmp_path)
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert texts[:2] == ["Memo.", "Withdrawal"]
    assert document.paragraphs[1].style is not None
    assert document.paragraphs[1].style.name == "Heading 2"
    items = texts[2:]
    assert [item.partition("\t")[0] for item in items] == [f"({chr(97 + n)})" for n in range(len(items))]
    assert any("twelve (12) months" in item for item in items)
    assert [text_of(p) for p in file.paragraphs] == texts


def test_an_open_blank_is_bracketed_and_highlighted(tmp_path: Path) -> None:
    document, _ = inserted("late-payment/stages", tmp_path)
    marked = [run.text for p in document.paragraphs for run in p.runs if run.font.highlight_color is not None]
    assert marked == ["[Yearly rate of interest on late payments in percent]"]


def test_a_reference_shows_its_label_or_its_target(tmp_path: Path) -> None:
    bare, _ = inserted("default/notice-and-cure", tmp_path)
    labels = drafts.shown(drafts.make())
    told, _ = inserted("default/notice-and-cure", tmp_path, labels=labels)
    text, with_labels = ("\n".join(p.text for p in each.paragraphs) for each in (bare, told))
    targets = re.findall(r"\[([a-z/-]+)\]", text)
    assert targets
    assert all(labels[target] in with_labels for target in targets)
    assert "[" not in with_labels


def test_a_document_without_the_heading_style_takes_its_default(tmp_path: Path) -> None:
    document, _ = inserted("severability/standard", tmp_path, heading_style="No Such Style")
    assert document.paragraphs[1].style is not None
    assert document.paragraphs[1].style.name == "Normal"


def test_every_clause_of_the_library_can_be_inserted(tmp_path: Path) -> None:
    document, undecided = docx.Document(), []
    for clause in drafts.shipped_library().clauses.values():
        try:
            blocks = ab.compose_clause(clause, drafts.answers(), drafts.shipped_library())
        except UndecidedFact:  # A text that decides on what only another rule or method asks.
            undecided.append(clause.id)
            continue
        ab.insert_clause(document, clause.title, blocks)
    document.save(str(tmp_path / "all.docx"))
    assert len(document.paragraphs) > 2000
    assert {name.partition("/")[0] for name in undecided} <= {
        "accounts", "after-leaving", "appointments", "budget-limit", "cost-adjustment", "cost-line", "cost-method",
        "cost-sharing", "effective-date", "hiring", "least-membership", "payment", "premises", "reserve", "seats",
        "staff", "start-up", "subcontracts", "terms-of-office", "transfer", "votes",
    }  # fmt: skip
    assert len(undecided) < 80


def test_a_definition_keeps_its_term_in_bold_quotes(tmp_path: Path) -> None:
    document, _ = inserted("definitions/fiscal-year", tmp_path)
    assert document.paragraphs[2].text.startswith("“Fiscal Year” means")
    assert [run.text for run in document.paragraphs[2].runs if run.bold] == ["Fiscal Year"]
