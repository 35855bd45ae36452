"""Pictures in the house style: drawn by matplotlib in pixels, written as SVG that follows light, dark and print."""

from __future__ import annotations

import re
import sys
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from io import StringIO
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING, Any, NamedTuple
from xml.etree import ElementTree

import numpy as np

from openbmd.drawing import inks

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

PIXELS = 72.0  # in an inch, so that matplotlib's points are pixels
HALO = "halo"  # gid of text that stands out from what is under it
GROUPS = (HALO, "land")  # gids that chart.css knows as classes
STYLE: Any = {  # Any, since matplotlib's releases type the keys differently
    "figure.dpi": PIXELS, "figure.facecolor": inks.GROUND,
    "svg.fonttype": "none", "font.family": "sans-serif", "font.sans-serif": ["DejaVu Sans"],  # comes with matplotlib
    "font.size": 11.0, "text.color": inks.INK, "text.parse_math": False,
    "axes.facecolor": "none", "axes.edgecolor": inks.FAINT, "axes.linewidth": 1.0, "axes.axisbelow": True,
    "axes.spines.left": False, "axes.spines.right": False, "axes.spines.top": False,
    "axes.labelcolor": inks.MUTED, "axes.labelsize": 11.0, "axes.labelpad": 5.0,
    "grid.color": inks.LIGHT["grid"], "grid.linewidth": 1.0,
    "xtick.bottom": False, "xtick.labelcolor": inks.MUTED, "xtick.labelsize": 11.0,
    "ytick.left": False, "ytick.labelcolor": inks.MUTED, "ytick.labelsize": 11.0,
    "legend.frameon": False, "legend.labelcolor": inks.MUTED, "legend.fontsize": 11.0, "legend.labelspacing": 0.7,
    "legend.borderpad": 0.0, "legend.borderaxespad": 0.0, "lines.scale_dashes": False, "patch.linewidth": 0.0,
}  # fmt: skip


class Picture(NamedTuple):
    name: str  # of its file, and unique in a page
    title: str  # the finding
    description: str  # for who cannot see it
    figure: Figure


def load() -> None:
    """Import matplotlib for a process that draws and ends: without its 3D axes, and without the texts that document
    each artist's properties, which take a third of the time."""
    if "matplotlib.artist" in sys.modules:
        return
    from matplotlib import artist

    documented, artist.kwdoc = artist.kwdoc, lambda artist: ""
    sys.modules["mpl_toolkits.mplot3d"] = None  # type: ignore[assignment]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # that says that there are none
            import_module("matplotlib.figure")
    finally:
        artist.kwdoc = documented
        del sys.modules["mpl_toolkits.mplot3d"]


def fonts() -> Path:
    """The folder of the fonts that pictures are drawn with."""
    import matplotlib

    return Path(matplotlib.get_data_path()) / "fonts" / "ttf"


@contextmanager
def house_style() -> Iterator[None]:
    """Pictures are drawn inside this."""
    from matplotlib import rc_context

    with rc_context(STYLE):
        yield


def new(name: str, width: float, height: float, title: str, description: str, corner: str) -> Picture:
    """A sheet [px] with its finding on top and its source in the lower right corner."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width / PIXELS, height / PIXELS))
    heading = "\n".join(wrap(title, int(width / 8.6))[:2])
    put(figure, 0.0, 3.0, heading, va="top", size=14.5, weight="bold")
    put(figure, width, height - 4.0, corner, ha="right", color=inks.MUTED)
    return Picture(name, title, description, figure)


def put(figure: Figure, x: float, y: float, words: str, **how: Any) -> None:
    """Text at a place [px from the left, px from the top]."""
    width, height = figure.get_size_inches() * PIXELS
    figure.text(x / width, 1.0 - y / height, words, **how)


def new_axes(figure: Figure, left: float, top: float, width: float, height: float) -> Axes:
    """Axes in a box [px from the left and the top of the sheet]."""
    w, h = figure.get_size_inches() * PIXELS
    return figure.add_axes((left / w, 1.0 - (top + height) / h, width / w, height / h))


# --- export ---------------------------------------------------------------------------------------

NAMES = {value: f"var(--{name})" for name, value in inks.LIGHT.items()}
SVG, XLINK = "{http://www.w3.org/2000/svg}", "{http://www.w3.org/1999/xlink}"


def to_svg(picture: Picture) -> str:
    """The picture as one SVG element: inks as variables, tips as titles, the same bytes for the same picture."""
    from matplotlib import rc_context

    written = StringIO()
    with rc_context({**STYLE, "svg.hashsalt": picture.name}), warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph .* missing")  # words stay words: the reader's fonts draw them
        picture.figure.savefig(written, format="svg", metadata={"Date": None})
    root = ElementTree.fromstring(written.getvalue())
    for child in [*root.iterfind(f"{SVG}metadata"), *root.iterfind(f"{SVG}defs[{SVG}style]")]:
        root.remove(child)
    for element in root.iter():
        mend(element)
    name, (_, _, width, height) = picture.name, root.attrib["viewBox"].split()
    root.attrib = {
        "xmlns": SVG[1:-1], "xmlns:xlink": XLINK[1:-1], "class": f"chart {name}", "width": width, "height": height,
        "viewBox": f"0 0 {width} {height}", "role": "img", "aria-labelledby": f"{name}-title {name}-desc",
    }  # fmt: skip
    root.insert(0, said("desc", picture.description, id=f"{name}-desc"))
    root.insert(0, said("title", picture.title, id=f"{name}-title"))
    return ElementTree.tostring(root, encoding="unicode")


def mend(element: ElementTree.Element) -> None:
    """One element of matplotlib's SVG as ours: a link is a tip, a known group a class, an ink a variable."""
    tag = element.tag = element.tag.removeprefix(SVG)
    attributes = element.attrib
    element.tail = None
    if tag not in ("text", "title"):
        element.text = None
    if tag == "a":
        element.tag = "g"
        if words := attributes.get(f"{XLINK}href"):  # none where a mark has no tip
            element.insert(0, said("title", words))
        attributes.clear()
    elif tag == "g" and "id" in attributes:
        group = attributes.pop("id")
        if group in GROUPS:
            attributes["class"] = group
    elif tag == "use":
        attributes["xlink:href"] = attributes.pop(f"{XLINK}href")
    for name in ("d", "x", "y"):
        if name in attributes:
            attributes[name] = re.sub(r"(?<=\.\d\d)\d+", "", attributes[name].replace("  ", ""))
    if "style" in attributes:
        attributes["style"] = re.sub("#[0-9a-f]{6}", lambda ink: NAMES[ink[0]], attributes["style"])
    if attributes.get("transform", "").startswith("rotate(-0 "):
        del attributes["transform"]


def said(tag: str, words: str, **attributes: str) -> ElementTree.Element:
    element = ElementTree.Element(tag, attributes)
    element.text = words
    return element


def alone(svg: str) -> str:
    """An SVG element as a file that stands alone."""
    head, rest = svg.split(">", 1)
    return f"{head}><style>{inks.css()}</style>{rest}"


def write_png(picture: Picture, path: Path, dark: bool = False) -> None:
    """The picture at 150 dots in an inch, in its light inks or the dark ones."""
    from matplotlib.patheffects import withStroke
    from matplotlib.text import Text

    chosen = inks.DARK if dark else inks.LIGHT
    ground = chosen["land"] if picture.name in ("map", "ring") else chosen["ground"]  # as in chart.css
    halos = [text for text in picture.figure.findobj(Text) if text.get_gid() == HALO]
    with house_style(), _in_inks(picture.figure, inks.LIGHT, chosen):
        for text in halos:
            text.set_path_effects([withStroke(linewidth=3.0, foreground=ground)])
        picture.figure.savefig(path, format="png", dpi=150)
        for text in halos:
            text.set_path_effects([])


@contextmanager
def _in_inks(figure: Figure, own: Mapping[str, str], others: Mapping[str, str]) -> Iterator[None]:
    """The figure in other inks while the block runs."""
    _recolour(figure, {own[name]: others[name] for name in own})
    try:
        yield
    finally:
        _recolour(figure, {others[name]: own[name] for name in own})


def _recolour(figure: Figure, ink: Mapping[str, str]) -> None:
    """Every part of a figure whose ink is a key in that of its value, as opaque as before."""
    from matplotlib.colors import to_hex, to_rgba, to_rgba_array

    def one(colour: Any) -> Any:
        rgba = to_rgba(colour)
        return (*to_rgba(ink[to_hex(rgba)])[:3], rgba[3]) if to_hex(rgba) in ink else colour

    for artist in figure.findobj():
        for part in ("color", "facecolor", "edgecolor", "markerfacecolor", "markeredgecolor"):
            read, write = getattr(artist, f"get_{part}", None), getattr(artist, f"set_{part}", None)
            if read is None or write is None:
                continue
            found = read()
            if isinstance(found, np.ndarray) and found.ndim == 2:
                write([one(row) for row in to_rgba_array(found)])
            elif isinstance(found, str | tuple) and not (isinstance(found, str) and found in ("none", "auto")):
                write(one(found))
