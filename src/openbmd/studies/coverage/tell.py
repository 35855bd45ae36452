"""What a radar's sight tells."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import degrees, isfinite, nan

from openbmd.kinds import Figure
from openbmd.locales import Words
from openbmd.records import Estimate
from openbmd.studies.contract import Asked
from openbmd.studies.coverage import words
from openbmd.studies.coverage.answer import Coverage, FlightAnswer, Flip
from openbmd.studies.coverage.data import data
from openbmd.telling import (
    Block,
    Cell,
    Column,
    Details,
    Drawn,
    Heading,
    Paragraph,
    Row,
    Table,
    Telling,
    figures,
    frame,
    notes,
    style,
)

FLIPS = {  # setting -> key of its column
    "floor": "flips_at_floor_deg",
    "range limit": "flips_at_range_limit_km",
    "cross-section": "flips_at_cross_section_m2",
}
NOT_KNOWN = "–"


def tell(asked: Asked, say: Words) -> Telling:
    """The finding, what decides, every flight in every mode, and where the flights come from."""
    answer: Coverage = asked.answer
    headline = words.headline(answer, say)
    behind = figures_of(answer)
    return Telling(
        study=asked.study,
        about=say("coverage-about", radar=answer.radar),
        headline=headline,
        finding=f"{headline}.",
        sentences=tuple(words.sentences(answer, say)),
        blocks=tuple(blocks(answer, say)),
        notes=tuple(noted(answer, behind, say)),
        data=data(answer, say),
        seed=answer.seed,
        versions=answer.versions,
        sources=frame.sources(behind),
        corner=words.foot(answer, say),
        small_print=frame.small_print(say),
        numbers=tuple(numbers(answer, say)),
        first=f"map-{answer.scenes[0].scene.mode}" if answer.scenes[0].scene.mode else "map",
    )


def figures_of(answer: Coverage) -> tuple[Figure, ...]:
    """The figures of all modes, each once."""
    return tuple({figure.path: figure for scene in answer.scenes for figure in scene.scene.scenario.figures}.values())


def numbers(answer: Coverage, say: Words) -> Iterator[tuple[str, str]]:
    """How many of each group are held in each mode."""
    for scene in answer.scenes:
        for group, count in scene.counts.items():
            name = words.short(group, say)
            if scene.scene.mode:
                name = say("coverage-group-mode", group=name, mode=words.name_of(scene, say))
            yield name, say("coverage-counted", held=str(count.held), all=str(count.of))


def noted(answer: Coverage, behind: tuple[Figure, ...], say: Words) -> list[str]:
    """What the flights and the targets are, and what was noted on the way."""
    counted = say("figures-lead", number=f"{len(behind):,}", origins=figures.origins(behind, say))
    return [say("coverage-to-be-seen"), say("coverage-until-burnout"), *notes.tell(answer.notes, say), counted]


def blocks(answer: Coverage, say: Words) -> Iterator[Block]:
    """The page."""
    yield Heading(say("coverage-looks"))
    for scene in answer.scenes:
        yield Paragraph(words.of_scene(answer, scene, say), brief=True)
        yield Drawn(f"map-{scene.scene.mode}" if scene.scene.mode else "map")
    yield Paragraph(say("coverage-arcs"), "soft")
    yield Heading(say("coverage-when"))
    yield Drawn("flights")
    yield Heading(say("coverage-settings"))
    yield Drawn("settings", say("coverage-settings-caption"))
    yield Heading(say("coverage-reach"))
    yield Drawn("reach", say("coverage-reach-caption"))
    yield Heading(say("coverage-each"))
    table = flight_table(answer, say)
    yield Details(say("coverage-all-flights"), f"({len(table.rows)})", (table,), open=True)
    table = more_table(answer, say)
    yield Details(say("coverage-more-flights"), f"({len(table.rows)})", (table,))
    yield Paragraph(say("coverage-columns", hold=f"{answer.hold:g}"), "soft")
    yield Heading(say("coverage-from"))
    table = source_table(answer, say)
    yield Details(say("coverage-sources"), f"({len(table.rows)})", (table,))


def flight_table(answer: Coverage, say: Words) -> Table:
    """A row for each flight in each mode: when it is seen, how long, and what it would need."""
    columns = (
        Column("flight", say("common-flight"), close=True),
        Column("first_detection_s", say("coverage-first-head"), right=True),
        Column("track_s", say("coverage-track-head"), right=True),
        Column("", say("common-band-head"), right=True, close=True),
        Column("closest_ground_km", say("coverage-closest-head"), right=True),
        Column("needed_cross_section_m2", say("coverage-needs-head"), right=True),
        Column("given_cross_section_m2", say("coverage-has-head"), right=True),
        Column("verdict", say("common-verdict")),
    )
    return Table("flights", columns, rows(answer, flight_cells, say), group="mode", brief=True)


def more_table(answer: Coverage, say: Words) -> Table:
    """A row for each flight in each mode: where it is first seen, how well it is known when lost, and what flips it."""
    columns = (
        Column("flight", say("common-flight"), close=True),
        Column("with_last_stage_s", say("coverage-stage-head"), right=True),
        Column("slant_km", say("coverage-slant-head"), right=True),
        Column("bearing_deg", say("coverage-bearing-head"), right=True),
        Column("position_error_at_loss_m", say("coverage-error-head"), right=True),
        *(
            Column(key, say(f"coverage-flips-{name.replace(' ', '-')}"), right=True, close=True)
            for name, key in FLIPS.items()
        ),
    )
    return Table("flips", columns, rows(answer, more_cells, say), group="mode")


Cells = Callable[[Coverage, FlightAnswer, Words], tuple[Cell, ...]]


def rows(answer: Coverage, cells: Cells, say: Words) -> tuple[Row, ...]:
    """A row for each flight in each mode, after its name."""
    return tuple(
        Row((Cell(route.name), *cells(answer, flight, say)), words.name_of(scene, say))
        for scene in answer.scenes
        for route, flight in zip(scene.scene.scenario.routes, scene.flights, strict=True)
    )


def flight_cells(answer: Coverage, flight: FlightAnswer, say: Words) -> tuple[Cell, ...]:
    one, band, needed = flight.seen, flight.band, flight.needed
    return (
        number(one.first_time, f"{one.first_time:.0f}"),
        Cell(f"{one.held:.0f}", Estimate(one.held, nan, band.held_low, band.held_high)),
        Cell(words.band_text(flight) or NOT_KNOWN),
        number(flight.closest_ground / 1e3, f"{flight.closest_ground / 1e3:,.0f}"),
        Cell(style.significant(needed.cross_section, 2), needed.cross_section),
        Cell(style.significant(needed.given, 2), needed.given),
        Cell(words.verdict(flight, answer.hold, say)),
    )


def more_cells(_: Coverage, flight: FlightAnswer, say: Words) -> tuple[Cell, ...]:
    one = flight.seen
    bearing = degrees(one.bearing if isfinite(one.bearing) else flight.needed.bearing)
    return (
        number(flight.with_stage.held, f"{flight.with_stage.held:.0f}"),
        number(one.slant / 1e3, style.fixed(one.slant / 1e3, 0)),
        number(bearing, f"{bearing:.0f}"),
        number(one.position_error, style.significant(one.position_error, 2)),
        *(flip_cell(setting, flight.flips[setting], say) for setting in FLIPS),
    )


def number(value: float, told: str) -> Cell:
    """A number, or a dash where it is not known or never comes."""
    return Cell(told if isfinite(value) else NOT_KNOWN, value)


def flip_cell(name: str, flip: Flip, say: Words) -> Cell:
    return Cell(words.flip_text(name, flip, say), flip.value * words.SETTINGS[name][0])


def source_table(answer: Coverage, say: Words) -> Table:
    """Where each flight comes from."""
    columns = (
        Column("flight", say("common-flight"), close=True),
        Column("missile", say("coverage-missile-head"), close=True),
        Column("source", say("common-source")),
    )
    listed = [
        Row((Cell(route.name), Cell(style.label(route.missile), route.missile), Cell(words.source(source, say))))
        for route, source in zip(answer.scenes[0].scene.scenario.routes, answer.sources, strict=True)
    ]
    return Table("sources", columns, tuple(listed))
