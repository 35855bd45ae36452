"""What moves the answer: rank correlation of each uncertain figure with the mean number of leakers."""

from __future__ import annotations

from openbmd.drawing import inks, marks, pictures
from openbmd.records import Answer
from openbmd.telling import style

WIDTH, LEFT, ACROSS = 940.0, 330.0, 550.0  # px
TOP, ROW, MOST = 36.0, 22.0, 12  # px, px, rows
PALE = 0.32  # 1, of what is not to be told from chance


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
    if not strong:
        return f"{answer.draws:,} draws are too few to tell which of {len(answer.drivers):,} figures moves it most"
    return f"What moves the answer most: {figure_name(strong[0].path)}"


def strongest(answer: Answer) -> str:
    """What little is known when no figure stands out, and what would tell more; answer.drivers is not empty."""
    first = answer.drivers[0]
    more = max(200, 4 * answer.draws)
    return (
        f"{title(answer)}; the strongest is {figure_name(first.path)} "
        f"(rank correlation {style.fixed(first.correlation, 2)}): more draws tell, e.g. --draws {more}."
    )


def words(answer: Answer) -> str:
    """What stands under the chart: which figures can be told from chance, and what a rank correlation is."""
    if not answer.drivers:
        return ""
    meaning = "A rank correlation says how steadily the leakers follow a figure."
    if not any(driver.significant for driver in answer.drivers):
        return f"{strongest(answer)} {meaning}"
    return (
        f"{style.count(len(answer.drivers), 'figure').capitalize()} with a published range were tried. A figure stands "
        f"out when chance alone would lift the luckiest of them all so high in 1{style.NARROW}% of runs at most. "
        f"{meaning}"
    )


def draw(answer: Answer, title: str, description: str, corner: str) -> pictures.Picture:
    shown = answer.drivers[:MOST]
    bottom = TOP + ROW * len(shown)
    picture = pictures.new("drivers", WIDTH, bottom + 66.0, title, description, corner)
    figure = picture.figure
    axes = pictures.new_axes(figure, LEFT, TOP, ACROSS, bottom - TOP)
    names, values = [figure_name(driver.path) for driver in shown], [driver.correlation for driver in shown]
    colours = [
        (inks.threat(0) if driver.correlation > 0.0 else inks.defence(0), 1.0 if driver.significant else PALE)
        for driver in shown
    ]
    bars = axes.barh(range(len(shown)), values, 13.0 / ROW, color=colours)
    for bar, driver, name in zip(bars, shown, names, strict=True):
        bar.set_url(f"{name}: {driver.correlation:+.2f}{'' if driver.significant else ' (not to be told from chance)'}")
    axes.bar_label(bars, [style.fixed(value, 2) for value in values], padding=6.0, size=10.5, color=inks.MUTED)
    axes.set(xlim=(-1.0, 1.0), ylim=(len(shown) - 0.5, -0.5))
    marks.rows(axes, names, [inks.INK if d.significant else inks.MUTED for d in shown], range(len(shown)))
    marks.scale(axes, "x", "rank correlation with mean leakers (left: more of it, fewer leakers)", 8)
    axes.axvline(0.0, color=inks.FAINT, linewidth=1.0)
    how = (
        f"Spearman, {answer.draws:,} draws; pale: within what chance gives the luckiest of "
        f"{len(answer.drivers):,} figures (1 %)"
    )
    pictures.put(figure, 0.0, bottom + 62.0, how, color=inks.MUTED)
    return picture
