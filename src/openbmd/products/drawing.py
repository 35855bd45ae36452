"""A drawing: inline SVG whose colours come from chart.css, so that one picture serves light, dark and print."""

from __future__ import annotations

from html import escape
from math import ceil, floor, log10
from textwrap import wrap
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

THIN = 0.45  # px, points nearer than this to the one before are not drawn


class Scale(NamedTuple):
    """A straight scale from data to pixels."""

    low: float
    high: float
    start: float  # px at low
    end: float  # px at high

    def __call__(self, value: float) -> float:
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)

    def many(self, values: ArrayLike) -> NDArray[np.float64]:
        return self.start + (np.asarray(values, dtype=float) - self.low) / (self.high - self.low) * (
            self.end - self.start
        )


def ticks(low: float, high: float, about: int) -> list[float]:
    """Round values between low and high, some `about` of them."""
    raw = (high - low) / max(about, 1)
    if raw <= 0.0:
        return [low]
    power = 10.0 ** floor(log10(raw))
    step = next(m * power for m in (1.0, 2.0, 5.0, 10.0) if m * power >= raw * 0.999)
    return [round(k * step, 12) for k in range(ceil(low / step - 1e-9), floor(high / step + 1e-9) + 1)]


def number(value: float) -> str:
    text = f"{value:.1f}"
    return text[:-2] if text.endswith(".0") else text


def tick_text(value: float) -> str:
    return f"{value:,.10g}".replace("-", "\u2212")


class Drawing:
    """Collects marks in pixels of a view box; `name` makes its ids unique in a page."""

    def __init__(self, name: str, width: float, height: float, title: str, description: str) -> None:
        self.name, self.width, self.height = name, width, height
        self.title, self.description = title, description
        self.marks: list[str] = []

    def add(self, mark: str) -> None:
        self.marks.append(mark)

    def open(self, classes: str = "", clip: str = "") -> None:
        clipped = f' clip-path="url(#{self.name}-{clip})"' if clip else ""
        self.add(f'<g class="{classes}"{clipped}>')

    def close(self) -> None:
        self.add("</g>")

    def clip(self, name: str, x: float, y: float, width: float, height: float) -> None:
        box = f'x="{number(x)}" y="{number(y)}" width="{number(width)}" height="{number(height)}"'
        self.add(f'<clipPath id="{self.name}-{name}"><rect {box}/></clipPath>')

    def _shape(self, kind: str, attributes: str, classes: str, tip: str) -> None:
        inside = f"><title>{escape(tip)}</title></{kind}>" if tip else "/>"
        self.add(f'<{kind} class="{classes}" {attributes}{inside}')

    def line(self, x0: float, y0: float, x1: float, y1: float, classes: str, tip: str = "") -> None:
        ends = f'x1="{number(x0)}" y1="{number(y0)}" x2="{number(x1)}" y2="{number(y1)}"'
        self._shape("line", ends, classes, tip)

    def rect(self, x: float, y: float, width: float, height: float, classes: str, tip: str = "") -> None:
        box = f'x="{number(x)}" y="{number(y)}" width="{number(max(width, 0.0))}" height="{number(max(height, 0.0))}"'
        self._shape("rect", box, classes, tip)

    def circle(self, x: float, y: float, radius: float, classes: str, tip: str = "") -> None:
        self._shape("circle", f'cx="{number(x)}" cy="{number(y)}" r="{number(radius)}"', classes, tip)

    def path(self, points: NDArray[np.float64], classes: str, closed: bool = False, tip: str = "") -> None:
        """A line through points (N, 2) [px]; points too near to tell apart are left out."""
        data = trace(points, closed)
        if data:
            self.outline(data, classes, tip)

    def outline(self, data: str, classes: str, tip: str = "") -> None:
        """A path of finished SVG path data."""
        self._shape("path", f'd="{data}"', classes, tip)

    def text(self, x: float, y: float, words: str, classes: str = "", tip: str = "", turn: float = 0.0) -> None:
        turned = f' transform="rotate({number(turn)} {number(x)} {number(y)})"' if turn else ""
        inside = f"{escape(words, quote=False)}<title>{escape(tip)}</title>" if tip else escape(words, quote=False)
        self.add(f'<text class="{classes}" x="{number(x)}" y="{number(y)}"{turned}>{inside}</text>')

    def heading(self) -> None:
        """The title, on two lines where one is too short for it."""
        for k, line in enumerate(wrap(self.title, int(self.width / 8.6))[:2]):
            self.text(0, 16 + 17 * k, line, "title")

    def svg(self, style: str = "") -> str:
        """The finished picture; with `style` it stands alone as a file."""
        size = f'viewBox="0 0 {number(self.width)} {number(self.height)}"'
        alone = f' xmlns="http://www.w3.org/2000/svg" width="{number(self.width)}" height="{number(self.height)}"'
        head = (
            f'<svg class="chart"{alone if style else ""} {size} role="img" '
            f'aria-labelledby="{self.name}-title {self.name}-desc">'
            f'<title id="{self.name}-title">{escape(self.title)}</title>'
            f'<desc id="{self.name}-desc">{escape(self.description)}</desc>'
        )
        sheet = f"<style>{style}</style>" if style else ""
        ground = f'<rect class="ground" width="{number(self.width)}" height="{number(self.height)}"/>' if style else ""
        return head + sheet + ground + "\n".join(self.marks) + "</svg>"


def trace(points: NDArray[np.float64], closed: bool = False) -> str:
    """SVG path data of points (N, 2) [px], thinned to what the eye can tell; "" for fewer than two."""
    if len(points) < 2:
        return ""
    first, *middle, last = points.tolist()
    kept = [first]
    for point in middle:
        if abs(point[0] - kept[-1][0]) + abs(point[1] - kept[-1][1]) > THIN:
            kept.append(point)
    data = "M" + "L".join(f"{number(x)} {number(y)}" for x, y in (*kept, last))
    return data + "Z" if closed else data


def axis_below(drawing: Drawing, scale: Scale, y: float, name: str, about: int = 6, top: float | None = None) -> None:
    """Tick labels and a name under a plot; grid lines up to `top` [px] when given."""
    for tick in ticks(scale.low, scale.high, about):
        x = scale(tick)
        if top is not None:
            drawing.line(x, top, x, y, "grid")
        drawing.text(x, y + 14, tick_text(tick), "tick middle")
    drawing.text((scale.start + scale.end) / 2, y + 30, name, "axis middle")


def axis_left(drawing: Drawing, scale: Scale, x: float, name: str, about: int = 5, right: float | None = None) -> None:
    """Tick labels and a turned name left of a plot; grid lines to `right` [px] when given."""
    for tick in ticks(scale.low, scale.high, about):
        y = scale(tick)
        if right is not None:
            drawing.line(x, y, right, y, "grid")
        drawing.text(x - 6, y + 3.5, tick_text(tick), "tick end")
    drawing.text(x - 44, (scale.start + scale.end) / 2, name, "axis middle", turn=-90.0)


def width_of(words: str, size: float) -> float:
    """About how wide a line of text is [px] at this font size [px]: enough to keep labels apart."""
    return 0.56 * size * len(words)
