"""The tables of a run: places, rounds, kills, what nobody fires at, what moves the answer, flights, who saw them."""

from __future__ import annotations

from math import isfinite

from openbmd.records import Estimate, Look, Track, Trajectory, WarningReport
from openbmd.records.reasons import TOO_FAINT
from openbmd.scene import fans
from openbmd.studies.run import drivers
from openbmd.studies.run.words import RunTold
from openbmd.telling import Bar, Cell, Column, Row, Table, figures, reasons, style
from openbmd.telling.unmet import nearest_words


def banded(estimate: Estimate, unknown: str = "–") -> tuple[Cell, Cell]:
    """A mean with its dice error, and its band over the figures."""
    return Cell(style.with_error(estimate), estimate), Cell(style.band(estimate) or unknown)


def places(told: RunTold) -> Table:
    """The defended places, the most leakers first."""
    answer, say, rows = told.answer, told.say, []
    for place in sorted(answer.scenario.places, key=lambda p: -answer.places[p.name].leakers.mean):
        found = answer.places[place.name]
        aimed = sum(threat.place == place.name for threat in answer.scenario.threats)
        share = 100.0 * found.leakers.mean / aimed if aimed else 0.0
        none = style.chance(found.p_no_leaker, answer.raids) if aimed else "–"
        rows.append(
            Row(
                (
                    Cell(place.name),
                    Cell(str(aimed), aimed),
                    *banded(found.leakers),
                    Cell(f"{style.significant(share, 2)}{style.NARROW}%" if aimed else "–", share, bar(share)),
                    Cell(none, found.p_no_leaker),
                    Cell(style.people(place.people_weight), place.people_weight),
                )
            )
        )
    columns = (
        Column("place", say("page-place")),
        Column("aimed", say("run-aimed"), right=True),
        Column("leakers", say("common-leakers-in-raid"), right=True),
        Column("", say("common-over-figures"), right=True),
        Column("share_percent", say("run-share"), right=True, brief=False),
        Column("p_no_leaker", say("common-chance-of-none"), right=True),
        Column("people_weight", say("page-people-weight"), right=True),
    )
    return Table("by-place", columns, tuple(rows), brief=True)


def weights(told: RunTold) -> Table:
    """Who published where the defended places are, and what they weigh."""
    say = told.say
    rows = [
        Row((Cell(place.name), Cell(style.people(place.people_weight), place.people_weight), Cell(place.source)))
        for place in told.answer.scenario.places
    ]
    columns = (
        Column("place", say("page-place")),
        Column("people_weight", say("page-people-weight"), right=True),
        Column("source", say("common-source")),
    )
    return Table("people-weights", columns, tuple(rows))


def bar(share: float) -> Bar:
    return Bar(0.0, round(share, 1), None)


def rounds(told: RunTold) -> Table:
    """What each fire unit fires in a raid, wastes and has left."""
    answer, say, rows = told.answer, told.say, []
    for unit in answer.scenario.fire_units:
        held = unit.ready_rounds + unit.reserve_rounds
        wasted, left = answer.rounds_wasted[unit.name], answer.rounds_left[unit.name]
        cells = (
            Cell(unit.name),
            Cell(style.label(unit.interceptor), unit.interceptor),
            Cell(unit.layer),
            Cell(str(held), held),
            *banded(answer.rounds_used[unit.name]),
            Cell(style.mean_alone(wasted), wasted),
            Cell(style.mean_alone(left), left),
        )
        rows.append(Row(cells))
    columns = (
        Column("unit", say("noun-fire-unit", n=1)),
        Column("interceptor", say("page-interceptor")),
        Column("layer", say("page-layer")),
        Column("rounds", say("noun-round", n=2), right=True),
        Column("used", say("run-used"), right=True),
        Column("", say("common-over-figures"), right=True),
        Column("wasted", say("run-wasted"), right=True),
        Column("left", say("run-left"), right=True),
    )
    return Table("rounds-by-unit", columns, tuple(rows), say("run-rounds-caption"), brief=True)


def kills(told: RunTold) -> Table:
    """What each layer that is manned stops."""
    answer, say = told.answer, told.say
    manned = {unit.layer for unit in answer.scenario.fire_units}
    rows = [Row((Cell(layer), *banded(k))) for layer, k in answer.kills_by_layer.items() if layer in manned]
    columns = (
        Column("layer", say("page-layer")),
        Column("kills", say("run-kills"), right=True),
        Column("", say("common-over-figures"), right=True),
    )
    return Table("kills-by-layer", columns, tuple(rows), say("run-kills-caption"), brief=True)


def never(told: RunTold) -> Table:
    """What no round is fired at, and why."""
    answer, say, rows = told.answer, told.say, []
    for reason, number in answer.unengaged.items():
        if number.mean > 0.0:
            nearest = nearest_words(answer.scenario, answer.battlespace, reason, say)
            name, meaning = reasons.name(reason, say), reasons.meaning(reason, say)
            rows.append(Row((Cell(name, reason), Cell(meaning), *banded(number), Cell(nearest or "–"))))
    columns = (
        Column("reason", say("run-reason")),
        Column("", say("run-meaning"), brief=False),
        Column("missiles", say("run-missiles-in-raid"), right=True),
        Column("", say("common-over-figures"), right=True),
        Column("nearest", say("run-nearest")),
    )
    return Table("never-engaged", columns, tuple(rows), say("run-never-caption"), brief=True)


def moved_by(told: RunTold) -> Table:
    """The figures that move the answer, as many as their picture shows; brief where one can be told from chance."""
    answer, say, rows = told.answer, told.say, []
    for driver in answer.drivers[: drivers.MOST]:
        way = say("run-more-leak" if driver.correlation > 0.0 else "run-fewer-leak")
        cells = (
            Cell(figures.name(driver.path, say), driver.path),
            Cell(way),
            Cell(style.fixed(driver.correlation, 2), driver.correlation),
            Cell(say("common-yes" if driver.significant else "run-within-chance"), driver.significant),
        )
        rows.append(Row(cells))
    columns = (
        Column("figure", say("figures-figure")),
        Column("", say("run-way")),
        Column("rank_correlation", say("common-rank-correlation"), right=True),
        Column("significant", say("run-told-from-chance")),
    )
    sure = bool(drivers.significant(answer))
    return Table("drivers-shown", columns, tuple(rows), say("run-drivers-caption"), brief=sure)


def flights(told: RunTold) -> Table:
    """Each route: how far, how high, how long."""
    geod, say, rows = fans.geodesics(), told.say, []
    for found in told.seen.flights:
        motion, a, b = found.motion, found.route.launch, found.motion.impact
        far = geod.inv(a.longitude, a.latitude, b.longitude, b.latitude, radians=True)[2] if found.lands else None
        cells = (
            Cell(style.route_name(found.route), found.route.name),
            Cell(str(found.threats), found.threats),
            Cell(found.route.shape.name),
            Cell(f"{far / 1e3:,.0f}" if far is not None else "–", far / 1e3 if far is not None else None),
            Cell(f"{motion.apogee_altitude / 1e3:,.0f}", motion.apogee_altitude / 1e3),
            Cell(f"{motion.burnout_time:,.0f}", motion.burnout_time),
            Cell(f"{motion.impact_time:,.0f}" if found.lands else "–", motion.impact_time if found.lands else None),
            Cell(ending(motion, told)),
        )
        rows.append(Row(cells))
    columns = (
        Column("route", say("noun-route", n=1)),
        Column("missiles", say("noun-missile", n=2), right=True),
        Column("shape", say("page-shape"), close=True),
        Column("range_km", say("common-range-km"), right=True),
        Column("apogee_km", say("common-apogee-km"), right=True),
        Column("burnout_s", say("run-burnout"), right=True),
        Column("impact_s", say("run-impact"), right=True),
        Column("end", say("run-end"), close=True),
    )
    return Table("flights", columns, tuple(rows))


def ending(motion: Trajectory, told: RunTold) -> str:
    say = told.say
    if motion.orbital:
        return say("page-in-orbit" if motion.reached else "run-not-in-orbit")
    return say("run-arrives") if motion.reached else say("run-km-short", distance=f"{motion.miss_distance / 1e3:,.0f}")


def sensors(told: RunTold) -> Table:
    """Who saw what when: for each route a row for each sensor."""
    space, say, rows = told.answer.battlespace, told.say, []
    for k, route in enumerate(told.answer.scenario.routes):
        cells = [warning_cells(report, told) for report in space.warnings[k]]
        cells += [radar_cells(look, track, told) for look, track in zip(space.looks[k], space.tracks[k], strict=True)]
        rows += [Row(one, style.route_name(route)) for one in cells]
    columns = (
        Column("sensor", say("run-sensor")),
        Column("first_seen_s", say("run-first-seen"), right=True),
        Column("firm_s", say("run-firm"), right=True),
        Column("last_look_s", say("run-last-look"), right=True),
        Column("how", say("common-how")),
    )
    return Table("sensors", columns, tuple(rows), group="route")


def seconds(time: float, known: bool = True) -> Cell:
    shown = known and isfinite(time)
    return Cell(f"{time:.0f}" if shown else "–", time if shown else None)


def warning_cells(report: WarningReport, told: RunTold) -> tuple[Cell, ...]:
    say = told.say
    reported = isfinite(report.report_time)
    note = say("run-reported", time=f"{report.report_time:.0f}") if reported else say("run-sees-no-launch")
    name = Cell(style.label(report.sensor), report.sensor)
    return name, seconds(report.detected_time), Cell("–"), Cell("–"), Cell(note)


def radar_cells(look: Look, track: Track, told: RunTold) -> tuple[Cell, ...]:
    say = told.say
    if look.reason or not isfinite(track.first_seen_time):
        note = reasons.name(look.reason or TOO_FAINT, say)
    elif track.cue_source and track.cue_time <= track.first_seen_time:
        note = say("run-cued", source=style.label(track.cue_source), time=f"{track.cue_time:.0f}")
    else:
        note = say("run-own-search")
    return (
        Cell(style.label(track.sensor), track.sensor),
        seconds(track.first_seen_time),
        seconds(track.firm_time),
        seconds(track.lost_time, isfinite(track.firm_time)),
        Cell(note),
    )
