"""What Kill Chain does to a raid: one page that opens offline."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files

from openbmd.drawing import inks
from openbmd.drawing.pictures import Picture, house_style, to_svg
from openbmd.kill_chain import GULF_1991, Answer, KindAnswer, Likelihood
from openbmd.locales import Words
from openbmd.products import drivers_chart, figure_table, kill_chain_charts, kill_chain_timeline, kill_chain_words
from openbmd.telling import style
from openbmd.telling.notes import tell


def drawn(found: Answer) -> list[Picture]:
    """The page's pictures."""
    corner = source_line(found)
    with house_style():
        return [
            kill_chain_timeline.draw(found, corner),
            kill_chain_charts.survivors(found, corner),
            kill_chain_charts.exposure(found, corner),
        ]


def source_line(found: Answer) -> str:
    return f"OpenBMD {found.versions['openbmd']} · {found.scenario.name} · seed {found.seed}"


def page(found: Answer, record: Sequence[Likelihood]) -> str:
    """The page as HTML."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("openbmd.products", "."), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    css = files("openbmd.products").joinpath("report.css").read_text(encoding="utf-8")
    return environment.get_template("kill_chain.html.jinja").render(
        found=found,
        headline=kill_chain_words.headline(found),
        sentences=kill_chain_words.sentences(found, record),
        svg={picture.name: to_svg(picture) for picture in drawn(found)},
        css=inks.css() + css,
        launchers=[launcher_row(kind) for kind in found.kinds],
        record=record,
        history=GULF_1991,
        suppression=kill_chain_words.suppression_words(),
        odds=kill_chain_words.odds,
        drivers=[driver for driver in found.drivers if driver.significant],
        driver_name=drivers_chart.figure_name,
        fixed=style.fixed,
        groups=groups(found),
        figure_count=len(found.figures),
        origins=figure_table.origins(found.figures),
        marks=figure_table.MARKS,
        notes=tell(found.notes, Words()),
        corner=source_line(found),
    )


def launcher_row(kind: KindAnswer) -> dict[str, str]:
    """Stopped launchers of one kind, as words."""
    count = kind.launchers
    return {
        "name": kill_chain_words.short(kind.name),
        "total": f"{count.total:,}",
        "stopped": f"{count.total - count.mean:,.1f}",
        "luck": kill_chain_words.by_luck(count),
        "figures": kill_chain_words.by_figures(count) or "–",
        "varying": f"{count.total * kind.stopped_varying:,.1f}",
        "followed": f"{count.total * kind.stopped_followed:,.1f}",
        "missiles": f"{kind.missiles.mean:,.1f} of {kind.missiles.total:,}",
    }


def groups(found: Answer) -> list[tuple[str, list[figure_table.FigureRow]]]:
    """The figures of the kill chain and of each kind of launcher."""
    moved = {driver.path: driver.correlation for driver in found.drivers if driver.significant}
    made: dict[str, list[figure_table.FigureRow]] = {}
    for figure in found.figures:
        kind, name, _ = figure.path.split("/", 2)
        title = f"Kill chain {name}" if kind == "kill_chains" else f"Launcher {name}"
        made.setdefault(title, []).append(figure_table.row(figure, moved.get(figure.path)))
    return list(made.items())
