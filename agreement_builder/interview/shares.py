"""The questions of the method by which the cost is shared, which lie deeper than one field.

A figure may be left open by itself, and the shares then wait for it; a percentage may not, since percentages add
up to 100. The method as a whole may.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from agreement_builder.answers.funding import Funding
from agreement_builder.answers.measure import Measure, MeasureKind
from agreement_builder.answers.pricing import Amounts, Price
from agreement_builder.answers.sharing import METHODS, BlendPart, Fixed
from agreement_builder.interview.question import Kind, Option, Question, Section, field_question, options_of

SHARES = "funding.shares"
EQUALLY = Option("equally", "nothing: this part is shared equally")
LEAST_PARTS, MOST_PARTS = 2, 12
PRICES = "funding.shares.prices"


@dataclass(frozen=True, slots=True)
class SharesAsked:
    """What the questions are asked of: the answers so far, the parties' names by key, and what is left open.

    `more`: whether another price is asked for after the last.
    """

    shares: Mapping[str, Any] | None
    parties: Mapping[str, str]
    notes: Mapping[str, str]
    section: Section
    lead: str | None = None
    more: bool = False

    def next(self) -> Question | None:
        """The next question, or None if the method and all that it needs are known."""
        shares = self.shares or {}
        match shares.get("method"):
            case None:
                return self._method()
            case "fixed":
                return self._percent(_group(shares, "percents"))
            case "measure":
                return self._measure(f"{SHARES}.measure", _group(shares, "measure"), "")
            case "blend":
                return self._blend(shares.get("parts") or [])
            case "amounts":
                return self._amounts(shares)
            case "charges":
                return self._prices(shares.get("prices") or [])
        return None

    def _method(self) -> Question:
        return field_question(
            Funding.model_fields["shares"],
            SHARES,
            self.section,
            kind=Kind.CHOICE,
            options=tuple(Option(*method) for method in METHODS.items()),
            form=lambda method: {"method": method},
        )

    def _percent(self, given: Mapping[str, Any]) -> Question | None:
        missing = [key for key in self.parties if given.get(key) is None]
        if not missing:
            return None
        return field_question(
            Fixed.model_fields["percents"],
            f"{SHARES}.percents.{missing[0]}",
            self.section,
            title="Percentage of the cost that it pays",
            about=self.parties[missing[0]],
            kind=Kind.PERCENT,
            example="37.5",
            default=_rest(given.values()) if len(missing) == 1 else None,
            open_path=SHARES,
        )

    def _measure(self, base: str, given: Mapping[str, Any], about: str) -> Question | None:
        for name in ("of", "source", "as_of"):
            path = f"{base}.{name}"
            if given.get(name) is None and path not in self.notes:
                info = Measure.model_fields[name]
                more = {"open_path": SHARES} if info.is_required() else {}
                return field_question(info, path, self.section, about=about, **more)
        values = _group(given, "values")
        missing = [key for key in self.parties if values.get(key) is None and f"{base}.values.{key}" not in self.notes]
        if not missing:
            return None
        measured = next((kind.meaning for kind in MeasureKind if kind == given["of"]), str(given["of"]))
        return Question(
            f"{base}.values.{missing[0]}",
            measured,
            self.section,
            help="One figure for each party; the shares follow them.",
            kind=Kind.NUMBER,
            example="4,858",
            about=self.parties[missing[0]],
            open_path=f"{base}.values.{missing[0]}",
        )

    def _amounts(self, shares: Mapping[str, Any]) -> Question | None:
        given = _group(shares, "amounts")
        for key, name in self.parties.items():
            path = f"{SHARES}.amounts.{key}"
            if key != self.lead and given.get(key) is None and path not in self.notes:
                return Question(
                    path, "Amount that it pays in the first fiscal year, in dollars", self.section,
                    kind=Kind.DOLLARS, example="75,000", about=name, open_path=path,
                )  # fmt: skip
        if shares.get("increase") is None and f"{SHARES}.increase" not in self.notes:
            info = Amounts.model_fields["increase"]
            return field_question(info, f"{SHARES}.increase", self.section, kind=Kind.PERCENT, default="0")
        return None

    def _prices(self, prices: Sequence[Mapping[str, Any]]) -> Question | None:
        for place, price in enumerate(prices, 1):
            for name in ("unit", "price"):
                path = f"{SHARES}.prices[{place}].{name}"
                if price.get(name) is None and path not in self.notes:
                    more: dict[str, Any] = {"open_path": SHARES} if name == "unit" else {}
                    about = str(price.get("item"))
                    return field_question(Price.model_fields[name], path, self.section, about=about, **more)
        if self.more or not prices:
            title = "What else is charged for" if prices else "What is charged for"
            place = len(prices) + 1
            # That there are no more is known by the group that follows having been begun.
            end: dict[str, Any] = {"end": (("governance", {}),)} if prices else {"open_path": SHARES}
            return field_question(
                Price.model_fields["item"], f"{PRICES}[{place}].item", self.section, title=title,
                at=f"{PRICES}[{place}]", form=lambda item: {"item": item}, **end,
            )  # fmt: skip
        return None

    def _blend(self, parts: Sequence[Mapping[str, Any]]) -> Question | None:
        weights = [part.get("weight") for part in parts]
        for place, part in enumerate(parts, 1):
            base, about = f"{SHARES}.parts[{place}]", f"Part {place} of the blend"
            if part.get("weight") is None:
                info = BlendPart.model_fields["weight"]
                default = _rest(weights) if place > 1 else None
                return field_question(
                    info, f"{base}.weight", self.section, about=about, kind=Kind.PERCENT, default=default,
                    example="60", open_path=SHARES,
                )  # fmt: skip
            measure = part.get("measure")
            question = self._measure(f"{base}.measure", measure, about) if isinstance(measure, dict) else None
            if question is not None:
                return question
        if len(parts) >= MOST_PARTS or (len(parts) >= LEAST_PARTS and _sum(weights) >= 100):
            return None
        return self._part(len(parts) + 1)

    def _part(self, place: int) -> Question:
        return Question(
            f"{SHARES}.parts[{place}].measure.of",
            "What it follows",
            self.section,
            help="A blend shares one part of the cost by one measure and another part by another, each with a weight.",
            kind=Kind.CHOICE,
            options=(*options_of(MeasureKind), EQUALLY),
            about=f"Part {place} of the blend",
            open_path=SHARES,
            at=f"{SHARES}.parts[{place}]",
            form=lambda of: {} if of == EQUALLY.value else {"measure": {"of": of}},
        )


def supposed_shares(shares: dict[str, Any], keys: Sequence[str], lead: str | None = None) -> dict[str, Any]:
    """The method with what it still needs supposed, so that it can be read and computed; `lead` pays no amount."""
    match shares.get("method"):
        case None:
            return {**shares, "method": "equal"}
        case "fixed":
            given = _group(shares, "percents")
            missing = [key for key in keys if given.get(key) is None]
            rest = {key: Decimal(0) for key in missing} | {
                key: Decimal(_rest(given.values()) or 0) for key in missing[:1]
            }
            return {**shares, "percents": {**given, **rest}}
        case "measure":
            return {**shares, "measure": _supposed_measure(_group(shares, "measure"), keys)}
        case "amounts":
            paying = [key for key in keys if key != lead]
            return {**shares, "amounts": {**dict.fromkeys(paying), **_group(shares, "amounts")}}
        case "charges":
            prices = [
                {**price, "unit": price.get("unit") or "unit"} for price in shares.get("prices") or [{"item": "use"}]
                if isinstance(price, dict)
            ]  # fmt: skip
            return {**shares, "prices": prices}
        case "blend" if isinstance(shares.get("parts") or [], list):
            return {**shares, "parts": _supposed_parts(shares.get("parts") or [], keys)}
    return shares


def _supposed_measure(measure: dict[str, Any], keys: Sequence[str]) -> dict[str, Any]:
    values = _group(measure, "values")
    filled = {**values, **{key: 1 for key in keys if key not in values}}
    return {**measure, "of": measure.get("of") or str(MeasureKind.POPULATION), "values": filled}


def _supposed_parts(parts: list[Any], keys: Sequence[str]) -> list[Any]:
    found = []
    for part in parts:
        if isinstance(part, dict) and isinstance(part.get("measure"), dict):
            part = {**part, "measure": _supposed_measure(part["measure"], keys)}
        found.append(part)
    for place, part in enumerate(found):
        if isinstance(part, dict) and part.get("weight") is None:
            found[place] = {**part, "weight": _left(found)}
    while len(found) < LEAST_PARTS or _left(found):
        found.append({"weight": _left(found)})
    return found


def _left(parts: list[Any]) -> Decimal:
    """What the weights of the parts leave of 100 percent, or 0."""
    return Decimal(_rest(part.get("weight") for part in parts if isinstance(part, dict)) or 0)


def share_problem(shares: Mapping[str, Any]) -> str:
    """What is wrong with shares, given so far, that nothing else would tell; empty if nothing is."""
    match shares.get("parts"):
        case [{"weight": weight}] if _number(weight) >= 100:
            return "A blend has two parts or more, so the first weighs less than 100 percent."
    return ""


def _rest(given: Any) -> str | None:
    """What is left of 100 percent, as it would be typed; None where nothing is."""
    rest = 100 - _sum(given)
    return format(rest, "f") if rest > 0 else None


def _sum(given: Any) -> Decimal:
    return sum((_number(value) for value in given), Decimal(0))


def _number(value: object) -> Decimal:
    """The figure that a raw value writes; 0 for what is no figure, which the models will refuse."""
    try:
        number = Decimal(str(value).strip().removesuffix("%").replace(",", ""))
    except InvalidOperation:
        return Decimal(0)
    return number if number.is_finite() else Decimal(0)


def _group(data: Mapping[str, Any], name: str) -> dict[str, Any]:
    group = data.get(name)
    return group if isinstance(group, dict) else {}
