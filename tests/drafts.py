"""Drafts for tests: the shipped examples, the Bolton draft with other answers, and Bolton with no point open."""

import datetime as dt
import json
from functools import lru_cache
from pathlib import Path

from agreement_builder.answers.load import AnswersFile, load_answers
from agreement_builder.answers.model import Answers
from agreement_builder.answers.paths import field_at
from agreement_builder.answers.shape import Single, shape_at
from agreement_builder.document.numbering import Scheme
from agreement_builder.document.tree import Blank, Reference
from agreement_builder.document.walk import block_runs
from agreement_builder.drafting import Draft, draft
from agreement_builder.ledger.ledger import defaults_taken, ledger_of
from agreement_builder.ledger.table import annotated
from agreement_builder.library.clause import BlankSpec, BlankType
from agreement_builder.library.load import load_library
from agreement_builder.library.model import Library
from agreement_builder.writers.docx.template import WordTemplate, read_template
from agreement_builder.writers.docx.write import write_docx

ROOT = Path(__file__).resolve().parent.parent
DAY = dt.date(2026, 11, 23)
EXAMPLES = {path.parent.name: path for path in sorted((ROOT / "examples").glob("*/answers.yaml"))}
BOLTON = EXAMPLES["bolton-building-inspection"]

_VALUES = "values: {bolton: 4858, andover: 3151, ashford: 4191, willington: 5566}"
_NO_LEAD = (
    "management={model: mutual_assistance, staff: each_keeps, equipment: each_owns}",
    "funding={shares: {method: own}}",
    "leaving.property=by_share",
)
_PAID = "andover: 100, ashford: 200, willington: 300.5"
_PRICES = {
    "amounts": f"amounts: {{{_PAID}}}",
    "stepped": "afterwards: agreed, amounts: {andover: {2027: 1}, ashford: {2027: 2}, willington: {2027: 3}}",
    "rate": f"rate: 3.15, measure: {{of: population, source: Census, {_VALUES}}}",
    "charges": "prices: [{item: Visit, unit: hour, price: 90, time: after_hours}]",
    "hourly": f"overhead: 10, rates: [{{work: Inspector, rate: 60, hours: {{{_PAID}}}}}]",
    "cost_plus": f"percent: 5, costs: {{{_PAID}}}",
    "fees": "applies: part, minimum: 15000, minimum_due: 12-01, tiers: [{up_to: 20000, kept: 100}, {kept: 50}]",
    "in_kind": "hours: 120, rate: 50",
    "own": "",
}
_KINDS = ("town", "city", "borough", "district")


def _parties(count: int) -> tuple[str, ...]:
    each = (
        f"{{id: party_{n}, name: Town of Place Number {n}, kind: {_KINDS[n % 4]}, legislative_body: town_council,"
        f" address: '{n} Main Street'}}"
        for n in range(1, count + 1)
    )
    return f"parties=[{', '.join(each)}]", "management.lead=party_1", "funding.shares={method: equal}"


VARIANTS: dict[str, tuple[str, ...]] = {
    "equal": ("funding.shares={method: equal}",),
    "fixed": (
        "funding.shares={method: fixed, percents: {bolton: 40, andover: 27.5, ashford: 22.25, willington: 10.25}}",
    ),
    "blend": (
        f"funding.shares={{method: blend, parts: [{{weight: 60, measure: {{of: population, {_VALUES}}}}},"
        f" {{weight: 30, measure: {{of: net_grand_list, source: Grand List, {_VALUES}}}}}, {{weight: 10}}]}}",
    ),
    "formula": (
        f"funding.shares={{method: formula, terms: [{{measure: {{of: population, {_VALUES}}}, unit: 100}},"
        f" {{measure: {{of: calls, source: Records, {_VALUES}}}}}]}}",
        "funding.adjustments=[{rule: rounding, of: shares}, {rule: cap, party: bolton, percent: 30}]",
    ),
    "alternating": ("funding.shares={method: alternating, order: [bolton, andover, ashford, willington]}",),
    **{
        method: (f"funding.shares={{method: {method}, {terms}}}", "leaving.property=lead_keeps", "funding.fees=kept")
        for method, terms in _PRICES.items()
    },
    "costs of their own": (
        "funding.lines=[{id: garage, name: Rent of the Garage, nature: rent, covers: its use, paid_to: andover,"
        " parties: [ashford], shares: {method: amounts, amounts: {ashford: 1200}}},"
        " {id: closing, name: Closing, nature: closing, covers: the closing of the office, cost: 1000,"
        " shares: {method: equal}, adjustments: [{rule: floor, dollars: 10}]}]",
        "funding.first_fiscal_year=2027",
    ),
    "budgeted": ("funding.first_budget=185000.01", "funding.first_fiscal_year=2027"),
    "mutual assistance": _NO_LEAD,
    "two parties": _parties(2),
    "six parties": _parties(6),
    "seven parties": _parties(7),
    "twelve parties": _parties(12),
    "other choices": (
        "management={model: lead_agency, lead: andover, official: separate, staff: each_keeps, equipment: each_owns}",
        "funding.fees=kept",
        "funding.late=[{after_days: 60, then: {rule: suspension, notice_days: 60}}]",
        "funding.settlement={stated_by: 10-31, surplus: refunded, deficit: paid, pay_days: 45}",
        "governance={body: principals, meetings: annual}",
        "term={start: 2027-07-01, length: fixed, end: 2032-06-30, renewal: automatic}",
        "leaving={withdrawal: any_time, notice_months: 6, termination: majority, property: lead_keeps,"
        " amendment: legislative}",
        "risk={liability: indemnity, disputes: principals}",
    ),
    "other service": (
        "service={kind: animal_control, description: Catching and keeping of animals.}",
        "management.official=separate",
    ),
    "left to counsel": (
        "risk.disputes={counsel: the insurers differ}",
        "governance.body={counsel: is a board worth its meetings}",
        "choices.public_fees={counsel: }",
        "leaving.notice_months={counsel: how long the budgets need}",
    ),
    "nothing decided": ("management={}", "funding={}", "governance={}", "term={}", "leaving={}", "risk={}"),
}
"""Settings laid over the Bolton answers: every method of funding, both models of management, many parties."""


@lru_cache(maxsize=1)
def shipped_library() -> Library:
    return load_library()


@lru_cache(maxsize=1)
def shipped_template() -> WordTemplate:
    return read_template(shipped_library().template)


def answers(*settings: str, path: Path = BOLTON) -> AnswersFile:
    return load_answers(path, settings)


@lru_cache(maxsize=64)
def make(*settings: str, path: Path = BOLTON, date: dt.date = DAY) -> Draft:
    """The draft of an answers file (Bolton's) with settings laid over it."""
    return draft(shipped_library(), answers(*settings, path=path), date)


EVERY_NAME = (*EXAMPLES, *VARIANTS, "complete")


def named(name: str) -> Draft:
    """The draft of this name among the examples and variants."""
    if name == "complete":
        return complete()
    return make(path=EXAMPLES[name]) if name in EXAMPLES else make(*VARIANTS[name])


def complete() -> Draft:
    """Bolton's draft with a test value in every blank, and no point open."""
    return make(*completing())


@lru_cache(maxsize=1)
def completing() -> tuple[str, ...]:
    """Settings that put a test value in every blank of the Bolton draft, and settle its other points."""
    return finishing()


def finished(name: str) -> Draft:
    """The draft of an example with a test value in every blank, and no point open."""
    return make(*finishing(EXAMPLES[name]), path=EXAMPLES[name])


def finishing(path: Path = BOLTON) -> tuple[str, ...]:
    """Settings that put a test value in every blank of the draft of an answers file, and settle its other points.

    An answer may bring blanks of its own, so blanks are filled until there are none.
    """
    settings: tuple[str, ...] = ()
    while paths := dict.fromkeys(blank.path for blank, _ in make(*settings, path=path).index.blanks):
        settings += tuple(f"{blank}={_value(blank, make(*settings, path=path))}" for blank in paths)
    return settling(settings, path)


def settling(settings: tuple[str, ...], path: Path = BOLTON) -> tuple[str, ...]:
    """The settings, and further ones that accept every default and dismiss what else is open but errors."""
    draft = make(*settings, path=path)
    taken = defaults_taken(draft)
    accepted = tuple(f"{one.path}={json.dumps(one.value)}" for one in taken.values())
    keys = [point.key for point in ledger_of(draft).open if point.key not in taken]
    dismissed = json.dumps({key: {"reason": "the attorney has confirmed it"} for key in keys})
    return (*settings, *accepted, f"dismissed={dismissed}")


def _value(path: str, content: Draft) -> str:
    if path.startswith("blanks."):
        _, topic, name = path.split(".")
        return _of_type(_spec(topic, name, content))
    field, shape = field_at(Answers, path), shape_at(Answers, path)
    if field is not None and field.examples:
        return str(field.examples[0])
    if isinstance(shape, Single) and (shape.options or shape.least is not None):
        return shape.options[0][0] if shape.options else str(shape.least or 1)
    return f"Test value of {path.replace('[', ' ').replace(']', '')}"


def _spec(topic: str, name: str, content: Draft) -> BlankSpec:
    clauses = (c.clause for c in content.composition.chosen if c.slot.topic == topic and c.clause is not None)
    return next(clause.meta.blanks[name] for clause in clauses if name in clause.meta.blanks)


def _of_type(spec: BlankSpec) -> str:
    match spec.type:
        case BlankType.TEXT:
            return f"the test value for the {spec.label}"
        case BlankType.DATE:
            return "2027-07-01"
        case _:
            return str(spec.max if spec.max is not None else 1_000_000)


def word(content: Draft, *, final: bool = False) -> bytes:
    """The draft as Word file on the shipped template."""
    return write_docx(content, shipped_template(), final=final)


@lru_cache(maxsize=64)
def word_of(name: str, *, final: bool = False) -> bytes:
    """The Word file of the draft of this name among the examples and variants."""
    return word(named(name), final=final)


def shown(content: Draft, scheme: Scheme | None = None) -> dict[str, str]:
    """What a reference to each target shows in Word; a target that is not there shows as a blank."""
    labels = content.index.labels(scheme or shipped_template().scheme)
    missing = {use.what for use in content.index.references} - set(labels)
    return labels | {target: f"[reference to {target}, which is not here]" for target in missing}


def referred(content: Draft) -> list[str]:
    """The targets of all references in reading order, those of the annex after those of the agreement."""
    annexed = (
        inline for annex in annotated(content).document.annexes for run in block_runs(annex.blocks) for inline in run
    )
    of_annex = [inline.target for inline in annexed if isinstance(inline, Reference)]
    return [use.what for use in content.index.references] + of_annex


def open_paths(content: Draft) -> list[str]:
    """The paths of the open blanks, each once."""
    return list(dict.fromkeys(blank.path for blank, _ in content.index.blanks if isinstance(blank, Blank)))
