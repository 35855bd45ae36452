"""What moves the answer: rank correlation of each uncertain figure with the mean number of leakers."""

from __future__ import annotations

from openbmd.products import style
from openbmd.products.drawing import Drawing, Scale, axis_below
from openbmd.records import Answer

WIDTH, LEFT, RIGHT = 940.0, 330.0, 60.0  # px
TOP, ROW, MOST = 40.0, 22.0, 12  # px, px, rows


def figure_name(path: str) -> str:
    """ "missiles/nodong/stages/0/burn_time" as people read it: "Nodong, stage 1: burn time"."""
    parts = path.split("/")
    if len(parts) < 3:
        return path.replace("_", " ")
    words, rest = style.label(parts[1]), parts[2:]
    if rest[0] == "stages" and len(rest) > 2:
        words, rest = f"{words}, stage {int(rest[1]) + 1}", rest[2:]
    return f"{words}: {' '.join(rest).replace('_', ' ')}"


def title(answer: Answer) -> str:
    strong = [driver for driver in answer.drivers if driver.significant]
    if not answer.drivers:
        return "No draws were made over the published figures"
    return (
        f"What moves the answer most: {figure_name(strong[0].path)}" if strong else "No single figure moves the answer"
    )


def draw(answer: Answer, title: str, description: str, corner: str) -> Drawing:
    shown = answer.drivers[:MOST]
    bottom = TOP + ROW * len(shown)
    height = bottom + 66.0
    drawing = Drawing("drivers", WIDTH, height, title, description)
    drawing.heading()
    size = Scale(-1.0, 1.0, LEFT, WIDTH - RIGHT)
    axis_below(
        drawing, size, bottom, "rank correlation with mean leakers (left: more of it, fewer leakers)", 8, TOP - 4
    )
    for k, driver in enumerate(shown):
        y = TOP + ROW * k
        classes = f"fill {'t0' if driver.correlation > 0 else 'd0'}{'' if driver.significant else ' pale'}"
        x0, x1 = sorted((size(0.0), size(driver.correlation)))
        said = "" if driver.significant else " (not to be told from chance)"
        drawing.text(
            LEFT - 8, y + 14, figure_name(driver.path), "small end" if driver.significant else "small end muted"
        )
        drawing.rect(x0, y + 4, x1 - x0, 13, classes, f"{figure_name(driver.path)}: {driver.correlation:+.2f}{said}")
        outside = x1 + 6 if driver.correlation > 0 else x0 - 6
        drawing.text(
            outside,
            y + 14,
            style.fixed(driver.correlation, 2),
            "small muted" if driver.correlation > 0 else "small end muted",
        )
    drawing.line(size(0.0), TOP - 4, size(0.0), bottom, "base")
    drawing.text(
        0, height - 4, f"Spearman, {answer.draws} draws; pale: within what chance gives (1 %, two-sided)", "note"
    )
    drawing.text(WIDTH, height - 4, corner, "note end")
    return drawing
