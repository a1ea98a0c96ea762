"""Numbering: lists that exist, and levels and paragraph styles that point at each other."""

from collections.abc import Iterator

from tests.word_lint.package import NUMBERING_PART, STYLES_PART, Finding, Package, attr, child_val, w
from tests.word_lint.styles import StyleSheet

_NO_LIST = "0"


def undefined_nums(package: Package) -> Iterator[Finding]:
    known = {*_abstract_by_num(package), _NO_LIST}
    for part, element in package.each_in([*package.stories, STYLES_PART], "numId"):
        if attr(element, "val") not in known:
            yield Finding(part, f"undefined list: numId {attr(element, 'val')}")


def undefined_abstract_nums(package: Package) -> Iterator[Finding]:
    abstracts = package.each_in([NUMBERING_PART], "abstractNum")
    known = {attr(abstract, "abstractNumId") for _, abstract in abstracts}
    for num, abstract in _abstract_by_num(package).items():
        if abstract not in known:
            yield Finding(NUMBERING_PART, f"num {num} is built on a missing abstractNum: {abstract}")


def one_sided_level_styles(package: Package) -> Iterator[Finding]:
    """A level that names a style numbers its paragraphs only if the style names the same list and level.

    An undefined style or list on that way is left to the rule that reports it as such.
    """
    abstract_by_num = _abstract_by_num(package)
    sheet = StyleSheet.of(package)
    for part, abstract in package.each_in([NUMBERING_PART], "abstractNum"):
        abstract_id = attr(abstract, "abstractNumId")
        for level in abstract.iterchildren(w("lvl")):
            style = child_val(level, "pStyle")
            if style is None or style not in sheet.styles:
                continue
            num = sheet.inherited(style, "pPr", "numPr", "numId") or _NO_LIST
            if num != _NO_LIST and num not in abstract_by_num:
                continue
            bound_to = abstract_by_num.get(num), sheet.inherited(style, "pPr", "numPr", "ilvl") or "0"
            if bound_to != (abstract_id, attr(level, "ilvl")):
                place = f"level {attr(level, 'ilvl')} of abstractNum {abstract_id}"
                yield Finding(part, f"{place} names {style}, which is not numbered by it")


def _abstract_by_num(package: Package) -> dict[str, str]:
    nums = package.each_in([NUMBERING_PART], "num")
    return {attr(num, "numId"): child_val(num, "abstractNumId") or "" for _, num in nums}
