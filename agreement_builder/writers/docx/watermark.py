"""The DRAFT watermark: the shape that Word itself writes, so that its Remove Watermark finds it."""

from __future__ import annotations

from docx.document import Document as WordDocument
from lxml import etree

from agreement_builder.writers.docx.ooxml import NAMESPACE, PPR, w
from agreement_builder.writers.docx.placeholders import stories

_V = "urn:schemas-microsoft-com:vml"
_O = "urn:schemas-microsoft-com:office:office"
_W10 = "urn:schemas-microsoft-com:office:word"

_SHAPE_TYPE = f"""<v:shapetype xmlns:v="{_V}" xmlns:o="{_O}" id="_x0000_t136" coordsize="21600,21600" o:spt="136"
 adj="10800" path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/>
<v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/>
<v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/><v:f eqn="mid @5 @6"/>
<v:f eqn="mid @8 @5"/><v:f eqn="mid @7 @8"/><v:f eqn="mid @6 @7"/><v:f eqn="sum @6 0 @5"/></v:formulas>
<v:path textpathok="t" o:connecttype="custom" o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800"
 o:connectangles="270,180,90,0"/><v:textpath on="t" fitshape="t"/><v:handles><v:h position="#0,bottomRight"
 xrange="6629,14971"/></v:handles><o:lock v:ext="edit" text="t" shapetype="t"/></v:shapetype>"""

_STYLE = (
    "position:absolute;margin-left:0;margin-top:0;width:400pt;height:160pt;rotation:315;z-index:-251658752;"
    "mso-position-horizontal:center;mso-position-horizontal-relative:margin;"
    "mso-position-vertical:center;mso-position-vertical-relative:margin"
)


def add_watermark(document: WordDocument, text: str) -> None:
    """Put the watermark into every header; the default header is made where the template has none."""
    section = document.sections[0]
    if section.header.is_linked_to_previous:
        section.header.is_linked_to_previous = False
    headers = [root for story, root in stories(document) if story == "the header"]
    for place, header in enumerate(headers, 1):
        p = header.find(w("p"))
        if p is None:
            p = etree.SubElement(header, w("p"))
        r = p.makeelement(w("r"))
        properties = etree.SubElement(r, w("rPr"))
        etree.SubElement(properties, w("noProof"))
        picture = etree.SubElement(r, w("pict"))
        picture.append(etree.fromstring(_SHAPE_TYPE))
        picture.append(_shape(text, place))
        p.insert(1 if len(p) and p[0].tag == PPR else 0, r)


def _shape(text: str, place: int) -> etree._Element:
    shape = etree.Element(f"{{{_V}}}shape", nsmap={"v": _V, "o": _O, "w10": _W10, "w": NAMESPACE})
    for name, value in (
        ("id", f"PowerPlusWaterMarkObject{place}"),
        (f"{{{_O}}}spid", f"_x0000_s{2048 + place}"),
        ("type", "#_x0000_t136"),
        ("alt", f"Watermark: {text}"),
        ("style", _STYLE),
        (f"{{{_O}}}allowincell", "f"),
        ("fillcolor", "#d9d9d9"),
        ("stroked", "f"),
    ):
        shape.set(name, value)
    etree.SubElement(shape, f"{{{_V}}}fill").set("opacity", ".5")
    path = etree.SubElement(shape, f"{{{_V}}}textpath")
    path.set("style", "font-family:&quot;Times New Roman&quot;;font-size:1pt".replace("&quot;", '"'))
    path.set("string", text)
    wrap = etree.SubElement(shape, f"{{{_W10}}}wrap")
    wrap.set("anchorx", "margin")
    wrap.set("anchory", "margin")
    return shape
