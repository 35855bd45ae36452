"""The flight as reported, and the same vehicle's minimum-energy flight, from the side."""

from __future__ import annotations

import numpy as np

from openbmd.infer.answers import Inference, Path
from openbmd.products import infer_words
from openbmd.products.drawing import Drawing, Scale, axis_below, axis_left
from openbmd.records import Floats

WIDTH = 940.0  # px
LEFT, RIGHT, TOP = 64.0, 20.0, 62.0  # px
TALLEST = 430.0  # px, of the plot


def title(found: Inference) -> str:
    if found.anywhere or found.range is None:
        return "Steep as reported; flatter, the same speed has no end on Earth"
    return f"Steep as reported, and on the way that goes farthest: {infer_words.kilometres(found.range.best)} km"


def draw(found: Inference, corner: str) -> Drawing:
    """Both flights at one scale for height and distance."""
    flown, flat = found.flown, found.least_energy
    paths = [path for path in (flown, flat) if path is not None]
    far = max(float(path.distance.max()) for path in paths)
    if found.range is not None and flat is not None:
        far = max(far, found.range.high)
    high = 1.08 * max(float(path.altitude.max()) for path in paths)
    span = WIDTH - LEFT - RIGHT
    scale = min(span / (1.06 * far), TALLEST / high)  # px/m
    bottom = TOP + scale * high
    drawing = Drawing("profile", WIDTH, bottom + 62.0, title(found), "Altitude over ground distance of both flights.")
    drawing.heading()
    across = Scale(0.0, 1e-3 * span / scale, LEFT, WIDTH - RIGHT)
    up = Scale(0.0, 1e-3 * high, bottom, TOP)
    axis_left(drawing, up, LEFT, "altitude, km", 5, WIDTH - RIGHT)
    axis_below(drawing, across, bottom, "distance along the ground, km (same scale as altitude)", 8)
    drawing.line(LEFT, bottom, WIDTH - RIGHT, bottom, "base")
    if found.range is not None and flat is not None:
        low, best, top = (across(1e-3 * value) for value in found.range)
        drawing.rect(low, bottom - 5, top - low, 10, "fill d0 pale", infer_words.reach(found.range))
        drawing.line(best, bottom - 8, best, bottom + 8, "inkline")
        drawing.text(best, bottom - 13, f"{infer_words.kilometres(found.range.best)} km", "small middle halo")
    if flat is not None:
        drawing.path(points(flat, across, up), "track stroke d0", tip="minimum energy")
        name(drawing, flat, across, up, f"minimum energy, {infer_words.minutes(flat.time)}", "d0")
    if flown is not None:
        drawing.path(points(flown, across, up), "track stroke t0", tip="as reported")
        name(drawing, flown, across, up, f"as reported, {infer_words.minutes(flown.time)}", "t0")
    drawing.text(WIDTH, drawing.height - 4, corner, "note end")
    return drawing


def points(path: Path, across: Scale, up: Scale) -> Floats:
    return np.stack([across.many(1e-3 * path.distance), up.many(1e-3 * path.altitude)], axis=1)


def name(drawing: Drawing, path: Path, across: Scale, up: Scale, words: str, classes: str) -> None:
    """A flight's name over its top."""
    top = int(np.argmax(path.altitude))
    x, y = across(1e-3 * float(path.distance[top])), up(1e-3 * float(path.altitude[top]))
    beside = x < LEFT + 120.0
    said = f"{1e-3 * path.altitude[top]:,.0f} km high, {words}"
    drawing.text(x + (34.0 if beside else 0.0), y - 7 + (14.0 if beside else 0.0), said,
                 f"small halo fill {classes}{'' if beside else ' middle'}")  # fmt: skip
