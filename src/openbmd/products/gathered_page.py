"""A study's page read back: the page that every study writes is what all of them have in common."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from typing import NamedTuple
from xml.etree import ElementTree

from openbmd.products.gathered_blocks import (
    Bar,
    Block,
    Card,
    Cards,
    Cell,
    Details,
    Drawing,
    Grid,
    Heading,
    Items,
    Line,
    Pair,
    Paragraph,
    Span,
    Study,
    plain,
)

GENERATOR = "OpenBMD"  # the meta element by which a study's page is known
VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
BLOCKS = ("p", "h1", "h2", "h3", "ul", "ol", "table", "div", "section", "header", "figure", "details", "footer")
ENDS = {  # a start tag -> the open elements that it ends
    **dict.fromkeys(BLOCKS, ("p",)), "li": ("p", "li"), "tr": ("td", "th", "tr"), "td": ("td", "th"),
    "th": ("td", "th"),
}  # fmt: skip
STYLES = {"b": "strong", "strong": "strong", "code": "code"}
CLASSES = ("soft", "assumed")
ACTIVE = ("script", "foreignObject", "iframe", "a")  # what no picture of ours holds


class Unreadable(Exception):
    """The page is none of a study's; the message says why."""


class Node:
    def __init__(self, tag: str, attributes: dict[str, str]) -> None:
        self.tag = tag
        self.attributes = attributes
        self.children: list[Node | str] = []

    @property
    def classes(self) -> list[str]:
        return self.attributes.get("class", "").split()

    def nodes(self) -> list[Node]:
        return [child for child in self.children if isinstance(child, Node)]

    def find(self, tag: str) -> Iterator[Node]:
        for child in self.nodes():
            if child.tag == tag:
                yield child
            yield from child.find(tag)


class Tree(HTMLParser):
    """Builds the tree of a page whose cells, rows and paragraphs need not be closed."""

    def __init__(self) -> None:
        super().__init__()
        self.root = Node("", {})
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        while self.open[-1].tag in ENDS.get(tag, ()):
            self.open.pop()
        node = Node(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_endtag(self, tag: str) -> None:
        if any(node.tag == tag for node in self.open[1:]):
            while self.open.pop().tag != tag:
                pass

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


class Page(NamedTuple):
    main: Node
    pictures: list[str]  # SVG elements, by their number in the page


def read(html: str, origin: str) -> Study:
    """The study that a page tells of. Raises Unreadable."""
    pictures: list[str] = []

    def taken(found: re.Match[str]) -> str:
        pictures.append(found[0])
        return f'<img data-picture="{len(pictures) - 1}">'

    tree = Tree()
    tree.feed(re.sub(r"<svg\b.*?</svg>", taken, html, flags=re.DOTALL))
    generators = [
        m.attributes.get("content") for m in tree.root.find("meta") if m.attributes.get("name") == "generator"
    ]
    main = next(tree.root.find("main"), None)
    heading = next(tree.root.find("h1"), None)
    if GENERATOR not in generators or main is None or heading is None:
        raise Unreadable("it is not a page that a study of OpenBMD wrote")
    page = Page(main, pictures)
    header = next(main.find("header"), main)
    more = [p for p in header.find("p") if not {"kicker", "question", "verdict"} & set(p.classes)]
    body = [node for node in main.nodes() if node is not header]
    blocks, notes = parted(list(read_blocks(page, [*(more if header is not main else []), *body])))
    footer = next(main.find("footer"), None)
    said = [text for text in (plain(line) for line in paragraphs(footer)) if text] if footer else []
    source, _, versions = said[0].partition("Versions:") if said else ("", "", "")
    return Study(
        origin=origin,
        kicker=first(header, "kicker"),
        finding=plain(line_of(heading)),
        verdict=first(header, "verdict"),
        question=first(header, "question"),
        blocks=tuple(blocks),
        notes=tuple(notes),
        source=source.strip(),
        versions=versions.strip(),
        small_print=tuple(said[1:]),
    )


def first(node: Node, name: str) -> str:
    """The words of the first paragraph of a class."""
    return next((plain(line_of(p)) for p in node.find("p") if name in p.classes), "")


def paragraphs(node: Node) -> list[Line]:
    found = [line_of(p) for p in node.find("p")]
    return found or [line_of(node)]


def parted(blocks: list[Block]) -> tuple[list[Block], list[str]]:
    """The blocks without the section of notes, and the notes."""
    kept: list[Block] = []
    notes: list[str] = []
    inside = False
    for block in blocks:
        if isinstance(block, Heading) and block.level == 2:
            inside = plain(block.line) == "Notes"
            if inside:
                continue
        if inside and isinstance(block, Items):
            notes += [plain(line) for line in block.lines]
        elif not inside or not isinstance(block, Paragraph):  # a paragraph there says that there are no notes
            kept.append(block)
    return kept, notes


def read_blocks(page: Page, nodes: Iterable[Node]) -> Iterator[Block]:
    for node in nodes:
        if node.tag in ("h2", "h3"):
            yield Heading(line_of(node), int(node.tag[1]))
        elif node.tag == "p":
            yield Paragraph(line_of(node), "soft" if "soft" in node.classes else "")
        elif node.tag == "ul" and "cards" in node.classes:
            yield Cards(tuple(card(one) for one in node.nodes()))
        elif node.tag in ("ul", "ol"):
            yield Items(tuple(line_of(one) for one in node.nodes()))
        elif node.tag == "table":
            yield grid(node)
        elif node.tag == "img":
            yield drawing(page, node, ())
        elif node.tag == "figure":
            caption = next((line_of(one) for one in node.find("figcaption")), ())
            yield from (drawing(page, image, caption) for image in node.find("img"))
        elif node.tag == "details":
            summary = next((line_of(one) for one in node.nodes() if one.tag == "summary"), ())
            inner = read_blocks(page, [one for one in node.nodes() if one.tag != "summary"])
            yield Details(summary, tuple(inner))
        elif "pair" in node.classes:
            yield Pair(tuple(tuple(read_blocks(page, [one])) for one in node.nodes()))
        elif node.tag == "footer":
            continue
        elif any(isinstance(child, str) and child.strip() for child in node.children):
            yield Paragraph(line_of(node), "")
        else:
            found = read_blocks(page, node.nodes())
            lead = "lead" in node.classes
            yield from (b._replace(style="lead") if lead and isinstance(b, Paragraph) else b for b in found)


def line_of(node: Node) -> Line:
    """The words under a node, white space as a browser shows it."""
    made: list[Span] = []
    for words in styled(node, ""):
        text = re.sub(r"[ \t\r\n]+", " ", words.text)
        if (not made or made[-1].text.endswith(" ")) and text.startswith(" "):
            text = text[1:]
        if made and made[-1].style == words.style:
            made[-1] = Span(made[-1].text + text, words.style)
        elif text:
            made.append(Span(text, words.style))
    if made and made[-1].text.endswith(" "):
        made[-1] = Span(made[-1].text.rstrip(" "), made[-1].style)
    return tuple(words for words in made if words.text)


def styled(node: Node, style: str) -> Iterator[Span]:
    for child in node.children:
        if isinstance(child, str):
            yield Span(child, style)
        elif child.tag == "br":
            yield Span(" ", style)
        elif "bar" not in child.classes:
            own = next((name for name in CLASSES if name in child.classes), STYLES.get(child.tag, style))
            yield from styled(child, own)


def card(node: Node) -> Card:
    value = next((line_of(one) for one in node.nodes() if one.tag == "b"), ())
    under = tuple(line for one in node.nodes() if one.tag == "span" and (line := line_of(one)))
    return Card(tuple(words._replace(style="strong") for words in value), under, bar_of(node))


def bar_of(node: Node) -> Bar | None:
    """The bar under a node: its ends stand in the styles of its parts [%]."""
    found = next((one for one in node.find("div") if "bar" in one.classes), None)
    if found is None:
        return None
    ends: dict[str, dict[str, float]] = {}
    for part in found.nodes():
        numbers = re.findall(r"(left|width):\s*([\d.]+)%", part.attributes.get("style", ""))
        ends[part.tag] = {name: float(number) for name, number in numbers}
    band, mean = ends.get("i", {}), ends.get("u", {})
    return Bar(band.get("left", 0.0), band.get("width", 0.0), mean.get("left"))


def grid(node: Node) -> Grid:
    caption = next((line_of(one) for one in node.find("caption")), ())
    rows = []
    for row in node.find("tr"):
        cells = [one for one in row.nodes() if one.tag in ("td", "th")]
        rows.append(
            tuple(
                Cell(line_of(c), c.tag == "th", "n" in c.classes, int(c.attributes.get("colspan") or 1), bar_of(c))
                for c in cells
            )
        )
    return Grid(caption, tuple(row for row in rows if row))


def drawing(page: Page, image: Node, caption: Line) -> Drawing:
    """A picture of the page. Raises Unreadable when it is none of ours."""
    svg = page.pictures[int(image.attributes["data-picture"])]
    try:
        root = ElementTree.fromstring(svg)
    except ElementTree.ParseError as error:
        raise Unreadable(f"a picture in it is no sound SVG: {error}") from error
    for element in root.iter():
        tag = element.tag.rpartition("}")[2]
        if tag in ACTIVE or any(name.startswith("on") for name in element.attrib):
            raise Unreadable(f"a picture in it holds what no picture of OpenBMD does: {tag}")
    classes = root.get("class", "").split()
    texts = {child.tag.rpartition("}")[2]: child.text or "" for child in reversed(list(root))}
    return Drawing(classes[-1] if classes else "picture", texts.get("title", ""), texts.get("desc", ""), svg, caption)
