"""Every figure that the answer rests on: its range, its unit and who published it, or why it is assumed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from openbmd.kinds import Figure
from openbmd.products.drivers_chart import figure_name
from openbmd.records import Answer
from openbmd.telling import style

KINDS = {"missiles": "Missile", "radars": "Radar", "interceptors": "Interceptor", "infrared": "Infrared sensor"}


class FigureRow(NamedTuple):
    name: str
    low: str  # "" when the figure has no range
    best: str
    high: str
    unit: str
    origin: str
    assumed: bool
    driver: str  # its rank correlation with the leakers, "" when it has none


class FigureGroup(NamedTuple):
    name: str  # "Missile Nodong"
    rows: tuple[FigureRow, ...]
    assumed: int


ORIGINS = {
    "assumed": "assumed",
    "recalled": "wholly or partly recalled and unchecked",
    "read": "read",
    "derived": "derived or otherwise given",
}
MARKS = (
    'In a source, "(read)" marks what was read where it says, "(recalled, unchecked)" what was told from general '
    "knowledge of it and not looked up."
)


def origins(figures: Iterable[Figure]) -> str:
    """How many figures are assumed, recalled, read: "3 assumed and 2 read"."""
    found = Counter(figure.origin for figure in figures)
    return style.joined([f"{found[origin]:,} {words}" for origin, words in ORIGINS.items() if found[origin]])


def row(figure: Figure, correlation: float | None) -> FigureRow:
    (low, best, high), unit = style.shown((figure.low, figure.best, figure.high), figure.unit)
    ranged = figure.high > figure.low
    return FigureRow(
        name=figure_name(figure.path).partition(": ")[2] or figure_name(figure.path),
        low=low if ranged else "",
        best=best,
        high=high if ranged else "",
        unit=unit,
        origin=figure.source or figure.assumed,
        assumed=not figure.source,
        driver="" if correlation is None else style.fixed(correlation, 2),
    )


def groups(answer: Answer) -> list[FigureGroup]:
    """The figures of each missile, radar, sensor and interceptor, as the catalogue orders them."""
    moved = {driver.path: driver.correlation for driver in answer.drivers if driver.significant}
    found: dict[str, list[Figure]] = {}
    for figure in answer.scenario.figures:
        kind, _, rest = figure.path.partition("/")
        found.setdefault(f"{KINDS.get(kind, kind)} {style.label(rest.partition('/')[0])}", []).append(figure)
    return [
        FigureGroup(
            name=name,
            rows=tuple(row(figure, moved.get(figure.path)) for figure in figures),
            assumed=sum(not figure.source for figure in figures),
        )
        for name, figures in found.items()
    ]
