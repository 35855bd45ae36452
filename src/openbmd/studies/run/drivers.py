"""What moves the answer: rank correlation of each uncertain figure with the mean number of leakers."""

from __future__ import annotations

from openbmd.drawing import inks, marks, pictures
from openbmd.locales import Words
from openbmd.records import Answer, Driver
from openbmd.telling import figures, style

WIDTH, LEFT, ACROSS = 940.0, 330.0, 550.0  # px
TOP, ROW, MOST = 36.0, 22.0, 12  # px, px, rows
PALE = 0.32  # 1, of what is not to be told from chance


def significant(answer: Answer) -> list[Driver]:
    """Those that can be told from chance, strongest first."""
    return [driver for driver in answer.drivers if driver.significant]


def title(answer: Answer, say: Words) -> str:
    strong = significant(answer)
    if not strong:
        return say("run-drivers-few", draws=f"{answer.draws:,}", figures=f"{len(answer.drivers):,}")
    return say("run-drivers", figure=figures.name(strong[0].path, say))


def strongest(answer: Answer, say: Words) -> str:
    """What little is known when no figure stands out, and what would tell more; answer.drivers is not empty."""
    first = answer.drivers[0]
    return say(
        "run-drivers-strongest",
        title=title(answer, say),
        figure=figures.name(first.path, say),
        correlation=style.fixed(first.correlation, 2),
        more=str(max(200, 4 * answer.draws)),
    )


def caption(answer: Answer, say: Words) -> str:
    """What stands under the chart: which figures can be told from chance, and what a rank correlation is."""
    if not significant(answer):
        return say("run-drivers-meaning")
    tried = say.count(len(answer.drivers), "figure")
    return say("run-drivers-tried", figures=f"{tried[0].upper()}{tried[1:]}")


def draw(answer: Answer, corner: str, say: Words) -> pictures.Picture:
    shown = answer.drivers[:MOST]
    bottom = TOP + ROW * len(shown)
    description = say("run-drivers-description")
    picture = pictures.new("drivers", WIDTH, bottom + 66.0, title(answer, say), description, corner)
    figure = picture.figure
    axes = pictures.new_axes(figure, LEFT, TOP, ACROSS, bottom - TOP)
    names, values = [figures.name(driver.path, say) for driver in shown], [driver.correlation for driver in shown]
    colours = [
        (inks.threat(0) if driver.correlation > 0.0 else inks.defence(0), 1.0 if driver.significant else PALE)
        for driver in shown
    ]
    bars = axes.barh(range(len(shown)), values, 13.0 / ROW, color=colours)
    for bar, driver, name in zip(bars, shown, names, strict=True):
        sure = "yes" if driver.significant else "no"
        bar.set_url(say("run-drivers-tip", figure=name, correlation=f"{driver.correlation:+.2f}", sure=sure))
    axes.bar_label(bars, [style.fixed(value, 2) for value in values], padding=6.0, size=10.5, color=inks.MUTED)
    axes.set(xlim=(-1.0, 1.0), ylim=(len(shown) - 0.5, -0.5))
    marks.rows(axes, names, [inks.INK if d.significant else inks.MUTED for d in shown], range(len(shown)))
    marks.scale(axes, "x", say("run-drivers-axis"), 8)
    axes.axvline(0.0, color=inks.FAINT, linewidth=1.0)
    how = say("run-drivers-how", draws=f"{answer.draws:,}", figures=f"{len(answer.drivers):,}")
    pictures.put(figure, 0.0, bottom + 62.0, how, color=inks.MUTED)
    return picture
