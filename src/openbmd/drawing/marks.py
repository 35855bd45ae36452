"""The marks of a chart: axes with round ticks, rows, notes, legends, and many points, lines or areas as one artist."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from numpy.typing import ArrayLike

from openbmd.drawing import pictures
from openbmd.records import Floats

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.collections import LineCollection, PathCollection, PolyCollection
    from matplotlib.figure import Figure

STEPS = (1, 2, 5, 10)  # of round values
KEY = 196.0  # px², the largest mark in a legend


def scale(axes: Axes, which: Literal["x", "y"], name: str, about: int, **how: Any) -> None:
    """Name one axis and give it some `about` round ticks, grid lines at them."""
    axis = axes.xaxis if which == "x" else axes.yaxis
    axis.set_label_text(name)
    axis.set_major_formatter("{x:,.10g}")
    axes.locator_params(axis=which, nbins=about, steps=STEPS, **how)
    axes.grid(visible=True, axis=which)


def rows(axes: Axes, names: Sequence[str], colours: Sequence[str], places: Iterable[float], **how: Any) -> None:
    """Name the rows of a chart at its left."""
    axes.yaxis.set_visible(False)  # a tick takes three times as long as a text
    how = {"transform": axes.get_yaxis_transform(), "size": 10.5, "ha": "right", "va": "center", **how}
    for name, colour, y in zip(names, colours, places, strict=True):
        axes.text(-7.0 / axes.bbox.width, y, name, color=colour, **how)


def note(axes: Axes, words: str, x: float, y: float, across: float = 0.0, up: float = 0.0, **how: Any) -> None:
    """Words beside a point of a chart, `across` and `up` from it [px]; centred unless told otherwise."""
    how = {"size": 10.5, "ha": "center", "gid": pictures.HALO, **how}
    axes.annotate(words, (x, y), (across, up), textcoords="offset points", **how)


def legend(figure: Figure, handles: Sequence[Any], words: Sequence[str], x: float, y: float, columns: int) -> None:
    """What the marks mean, column by column from a place [px from the left, px from the top]."""
    from matplotlib.collections import PathCollection

    width, height = figure.get_size_inches() * pictures.PIXELS
    corner = (x / width, 1.0 - y / height)
    made = figure.legend(handles, words, loc="upper left", bbox_to_anchor=corner, ncols=columns)
    for handle in made.legend_handles:
        if isinstance(handle, PathCollection):
            handle.set_sizes([min(handle.get_sizes()[0], KEY)])


class Mark(NamedTuple):
    x: float
    y: float
    radius: float  # px
    ink: str | tuple[str, float]  # the float is its opacity
    tip: str


def points(axes: Axes, found: Sequence[Mark], **how: Any) -> PathCollection:
    """Marks of one shape as one artist, each with its size, ink and tip."""
    areas = [4.0 * mark.radius**2 for mark in found]
    return axes.scatter(
        [mark.x for mark in found], [mark.y for mark in found], areas, [mark.ink for mark in found],
        urls=[mark.tip for mark in found], **how,
    )  # fmt: skip


def lines(axes: Axes, paths: Sequence[ArrayLike], tips: Sequence[str] = (), **how: Any) -> LineCollection:
    """Many lines (N, 2) as one artist, each with its tip."""
    from matplotlib.collections import LineCollection

    found = LineCollection(paths, urls=list(tips) or None, zorder=1.0, **how)
    axes.add_collection(found, autolim=False)
    return found


def areas(axes: Axes, rings: Sequence[Floats], tips: Sequence[str], **how: Any) -> PolyCollection:
    """Many filled rings (N, 2) as one artist, each with its tip."""
    from matplotlib.collections import PolyCollection

    found = PolyCollection(rings, urls=list(tips), **how)
    axes.add_collection(found, autolim=False)
    return found


def steps(axes: Axes, low: Any, high: Floats, edges: Floats, ink: str, tip: str) -> Artist:
    """The area between two stairs (N,) over edges (N + 1,), in axes whose limits are set: none are looked for."""
    from matplotlib.patches import StepPatch

    return axes.add_artist(StepPatch(high, edges, baseline=low, fill=True, linewidth=0.0, facecolor=ink, url=tip))


def outline(axes: Axes, paths: Sequence[Floats], clipped: bool = False, **how: Any) -> None:
    """Many lines or rings (N, 2) as one path; rings to fill must be clipped to the axes, lines are anyway."""
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path as Outline

    found = [Outline(path) for path in paths]
    if clipped:
        found = [path.clip_to_bbox(axes.viewLim) for path in found]
    axes.add_artist(PathPatch(Outline.make_compound_path(*found), **how))


def ticks(low: float, high: float, about: int) -> list[float]:
    """Round values between low and high, some `about` of them."""
    from matplotlib.ticker import MaxNLocator

    return [float(tick) for tick in MaxNLocator(about, steps=STEPS).tick_values(low, high) if low <= tick <= high]
