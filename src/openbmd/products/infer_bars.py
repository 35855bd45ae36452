"""How the range hangs on what is not known: the build of the vehicle, and its payload."""

from __future__ import annotations

from math import isnan

from openbmd.infer.answers import Band, Inference
from openbmd.products import infer_words, style
from openbmd.products.drawing import Drawing, Scale, axis_below

WIDTH = 460.0  # px
LEFT, RIGHT, TOP, ROW = 132.0, 16.0, 54.0, 30.0  # px


def by_build(found: Inference, corner: str) -> Drawing:
    """Range of each build that fits, with its share."""
    rows = [(f"{one.name}", f"{style.percent(one.share)}", one.range) for one in found.builds]
    return bars(
        "builds", "The range, by how it is built", rows, corner, "share of the vehicles that fit beside each name"
    )


def by_payload(found: Inference, corner: str) -> Drawing:
    """Range of the same vehicles with more or less payload."""
    mass = found.question.payload_mass
    rows = []
    for one in found.payloads:
        name = f"{one.ratio:g} × payload" if isnan(mass) else f"{one.ratio * mass:,.0f} kg"
        rows.append((name, "as flown" if one.ratio == 1.0 else "", one.range))
    return bars("payloads", "The range, by what it carries", rows, corner, "same vehicles, full burn")


def bars(name: str, title: str, rows: list[tuple[str, str, Band]], corner: str, note: str) -> Drawing:
    """A band for each row on one axis of range."""
    bottom = TOP + ROW * len(rows)
    drawing = Drawing(
        name, WIDTH, bottom + 66.0, title, "; ".join(f"{row[0]}: {infer_words.reach(row[2])}" for row in rows)
    )
    drawing.heading()
    low, high = min(row[2].low for row in rows), max(row[2].high for row in rows)
    room = 0.08 * (high - low) + 1e3
    along = Scale(1e-3 * max(low - room, 0.0), 1e-3 * (high + room), LEFT, WIDTH - RIGHT)
    axis_below(drawing, along, bottom, "minimum-energy range, km", 5, TOP - 6)
    for k, (words, beside, band) in enumerate(rows):
        y = TOP + ROW * k + ROW / 2.0
        drawing.text(LEFT - 9, y + (0 if beside else 4), words, "small end")
        if beside:
            drawing.text(LEFT - 9, y + 11, beside, "small end muted")
        x0, x, x1 = (along(1e-3 * value) for value in band)
        drawing.rect(x0, y - 6, x1 - x0, 12, "fill d0 pale", infer_words.reach(band))
        drawing.line(x, y - 9, x, y + 9, "stroke d0 track")
    drawing.text(LEFT, bottom + 47, note, "note")
    drawing.text(WIDTH, drawing.height - 4, corner, "note end")
    return drawing
