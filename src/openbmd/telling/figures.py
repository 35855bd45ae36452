"""The figures that an answer rests on: how a figure is called, how many of which origin, and the table of all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from openbmd.kinds import Figure
from openbmd.locales import Words
from openbmd.telling import style
from openbmd.telling.blocks import Block, Cell, Column, Details, Heading, Paragraph, Row, Span, Table

KINDS = ("missiles", "radars", "interceptors", "infrared", "launchers", "kill_chains", "fire_units")


def name(path: str, say: Words) -> str:
    """ "missiles/nodong/stages/0/burn_time" as people read it: "Nodong, stage 1: burn time"."""
    parts = path.split("/")
    if len(parts) < 3:
        return path.replace("_", " ")
    owner, rest = style.label(parts[1]), parts[2:]
    if rest[0] == "stages" and len(rest) > 2:
        owner, rest = say("figures-stage", owner=owner, number=str(int(rest[1]) + 1)), rest[2:]
    return say("figures-of", owner=owner, figure=" ".join(rest).replace("_", " "))


def origins(figures: Iterable[Figure], say: Words) -> str:
    """How many figures are assumed, recalled, read: "3 assumed and 2 read"; "" without figures."""
    counted = dict.fromkeys(("assumed", "recalled", "read", "derived"), 0)
    for figure in figures:
        counted[figure.origin] += 1
    told = [say(f"figures-{kind}", number=f"{number:,}") for kind, number in counted.items() if number]
    return say.list(told) if told else ""


def section(figures: Iterable[Figure], moved: Mapping[str, str], say: Words) -> tuple[Block, ...]:
    """The section of a page that tells every figure with its source; moved: path -> what it does to the answer."""
    listed = tuple(figures)
    lead = (
        Span(say("figures-lead", number=f"{len(listed):,}", origins=origins(listed, say)) + " "),
        Span(say("figures-marks") + " "),
        Span(say("figures-assumed-figure"), "assumed"),
        Span(" " + say("figures-has-reason")),
    )
    return (Heading(say("figures-heading")), Paragraph(lead), *groups(listed, moved, say))


def groups(figures: Iterable[Figure], moved: Mapping[str, str], say: Words) -> list[Details]:
    """The figures of each missile, radar, sensor and interceptor folded away, as the catalogue orders them."""
    found: dict[tuple[str, str], list[Figure]] = {}
    for figure in figures:
        kind, _, rest = figure.path.partition("/")
        found.setdefault((kind, rest.partition("/")[0]), []).append(figure)
    return [group(kind, owner, mine, moved, say) for (kind, owner), mine in found.items()]


def group(kind: str, owner: str, figures: list[Figure], moved: Mapping[str, str], say: Words) -> Details:
    guessed = sum(not figure.source for figure in figures)
    summary = say(f"figures-kind-{kind}", owner=style.label(owner)) if kind in KINDS else style.label(owner)
    soft = say("figures-counted", number=len(figures), shown=str(len(figures)), assumed=guessed, guessed=str(guessed))
    return Details(summary, soft, (table(f"figures-{kind}-{owner}", figures, moved, say),))


def table(called: str, figures: Iterable[Figure], moved: Mapping[str, str], say: Words) -> Table:
    """A row for each figure; numbers for programs are SI."""
    columns = (
        Column("figure", say("figures-figure")),
        Column("low", say("figures-low"), right=True),
        Column("best", say("figures-best"), right=True),
        Column("high", say("figures-high"), right=True),
        Column("unit", say("figures-unit")),
        Column("origin", say("figures-origin")),
    )
    return Table(called, columns, tuple(row(figure, moved.get(figure.path, ""), say) for figure in figures))


def row(figure: Figure, moves: str, say: Words) -> Row:
    (low, best, high), unit = style.shown((figure.low, figure.best, figure.high), figure.unit)
    ranged = figure.high > figure.low
    own = name(figure.path, say)
    told = [] if figure.source else [Span(say("figures-assumed-mark") + " ", "assumed")]
    told += [Span(figure.source or figure.assumed)]
    told += [Span(" " + say("figures-moves", how=moves), "soft")] if moves else []
    return Row(
        (
            Cell(own.partition(": ")[2] or own, figure.path),
            Cell(low if ranged else "", figure.low),
            Cell(best, figure.best),
            Cell(high if ranged else "", figure.high),
            Cell(unit, figure.unit),
            Cell(tuple(told), figure.source or f"assumed: {figure.assumed}"),
        )
    )
