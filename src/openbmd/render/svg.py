"""Pictures read back from a run folder: what our own pictures are made of, and nothing else."""

from __future__ import annotations

import re
from xml.etree import ElementTree

SVG, XLINK = "{http://www.w3.org/2000/svg}", "{http://www.w3.org/1999/xlink}"
ELEMENTS = {"svg", "g", "path", "use", "text", "tspan", "title", "desc", "defs", "clipPath", "rect"}
ATTRIBUTES = {
    "id", "class", "d", "x", "y", "x1", "x2", "y1", "y2", "width", "height", "viewBox", "transform", "style", "role",
    "aria-labelledby", "clip-path", "text-anchor", "fill", "stroke", "opacity", "xlink:href",
}  # fmt: skip
HREF = re.compile(r"#[\w.-]+")
OUTSIDE = re.compile(r"url\((?!#)|@import|expression|javascript:|data:|https?:|//", re.IGNORECASE)


class Foreign(Exception):
    """A picture holds what no picture of ours does."""


def sound(text: str) -> str:
    """A kept picture as an element for a page, its style sheet left out. Raises Foreign."""
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise Foreign("a document type")
    try:
        root = ElementTree.fromstring(text)
    except ElementTree.ParseError as error:
        raise Foreign(f"no sound XML ({error})") from None
    if root.tag != f"{SVG}svg":
        raise Foreign(f"<{root.tag}>")
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag == f"{SVG}style" and parent is root:
                parent.remove(child)  # the page has it
    for element in root.iter():
        _refuse(element)
    named = {"xmlns": SVG[1:-1], "xmlns:xlink": XLINK[1:-1]}
    root.attrib = {**named, **root.attrib}
    return ElementTree.tostring(root, encoding="unicode")


def _refuse(element: ElementTree.Element) -> None:
    """Raise Foreign for an element or attribute that is none of ours; take its namespaces off."""
    tag = element.tag.removeprefix(SVG) if isinstance(element.tag, str) else "!"
    if tag not in ELEMENTS:
        raise Foreign(f"<{tag}>")
    element.tag = tag
    attributes = {name.replace(XLINK, "xlink:"): value for name, value in element.attrib.items()}
    for name, value in attributes.items():
        if name not in ATTRIBUTES:
            raise Foreign(f"{tag} {name}")
        if (name == "xlink:href" and not HREF.fullmatch(value)) or OUTSIDE.search(value):
            raise Foreign(f'{tag} {name}="{value[:40]}"')
    element.attrib = attributes


def titles(svg: str) -> tuple[str, str]:
    """A picture's title and description."""
    root = ElementTree.fromstring(svg)
    found = {element.tag.rsplit("}")[-1]: element.text or "" for element in list(root)[:2]}
    return found.get("title", ""), found.get("desc", "")
