"""The tables of a scenario before the dice."""

from __future__ import annotations

from collections import Counter
from math import degrees, inf, isfinite

from openbmd.locales import Words
from openbmd.records import Look, Track
from openbmd.scene.situation import Situation
from openbmd.studies.reach import ground_range
from openbmd.telling import Cell, Column, Row, Table, reasons, style


def radars(seen: Situation, caption: str, say: Words) -> Table:
    """Where radars stand, and where they look."""
    rows = []
    for radar in seen.scenario.radar_sites:
        floor = degrees(max(radar.minimum_elevation, seen.scenario.radars[radar.radar].minimum_elevation))
        north, east = degrees(radar.site.latitude), degrees(radar.site.longitude)
        ahead = degrees(radar.boresight_azimuth)
        numbers = (angle(north, 2), angle(east, 2), angle(ahead, 0), angle(floor, 1))
        rows.append(Row((Cell(radar.name), Cell(radar.radar), *numbers)))
    columns = (
        Column("name", say("page-name")),
        Column("radar", say("noun-radar", n=1)),
        Column("latitude_deg", say("show-north"), right=True),
        Column("longitude_deg", say("show-east"), right=True),
        Column("boresight_deg", say("page-boresight"), right=True),
        Column("floor_deg", say("show-floor"), right=True),
    )
    return Table("radars", columns, tuple(rows), caption, brief=True)


def angle(value: float, decimals: int) -> Cell:
    return Cell(f"{style.fixed(value, decimals)}°", value)


def whole(value: int) -> Cell:
    return Cell(str(value), value)


def units(seen: Situation, caption: str, say: Words) -> Table:
    """Who fires what, in the order of the layers."""
    scenario, rows = seen.scenario, []
    for unit in sorted(scenario.fire_units, key=lambda unit: scenario.layers.index(unit.layer)):
        doctrine = unit.doctrine
        salvoes = f"{doctrine.first_salvo}" + f"+{doctrine.later_salvo}" * (doctrine.looks - 1)
        names = (unit.name, unit.interceptor, unit.layer, unit.radar or say("common-links-alone"))
        counts = (unit.launchers, unit.ready_rounds, unit.reserve_rounds)
        rows.append(Row((*map(Cell, names), *map(whole, counts), Cell(f"{doctrine.name} {salvoes}"))))
    columns = (
        Column("name", say("page-name")),
        Column("interceptor", say("page-interceptor")),
        Column("layer", say("page-layer")),
        Column("radar", say("noun-radar", n=1)),
        Column("launchers", say("noun-launcher", n=2), right=True),
        Column("ready_rounds", say("show-ready"), right=True),
        Column("reserve_rounds", say("show-reserve"), right=True),
        Column("doctrine", say("page-doctrine")),
    )
    return Table("fire-units", columns, tuple(rows), caption, brief=True)


def flights(seen: Situation, caption: str, say: Words) -> Table:
    """How far, how high, how long each route is flown."""
    rows = []
    for found in seen.flights:
        motion = found.motion
        far = ground_range(found.route.launch, motion.impact) / 1e3 if found.lands else None
        landing = f"{motion.impact_time:,.0f} s" if found.lands else say("page-in-orbit") if motion.orbital else "–"
        short = "" if motion.reached else say("show-misses", distance=f"{motion.miss_distance / 1e3:,.0f}")
        cells = (
            Cell(found.route.name),
            whole(found.threats),
            Cell(f"{far:,.0f} km" if far is not None else "–", far),
            Cell(f"{motion.apogee_altitude / 1e3:,.0f} km", motion.apogee_altitude / 1e3),
            Cell(f"{motion.burnout_time:.0f} s", motion.burnout_time),
            Cell(landing, motion.impact_time if found.lands else None),
            Cell(short),
        )
        rows.append(Row(cells))
    columns = (
        Column("route", say("noun-route", n=1)),
        Column("missiles", say("noun-missile", n=2), right=True),
        Column("range_km", say("common-range-head"), right=True),
        Column("apogee_km", say("show-apogee"), right=True),
        Column("burnout_s", say("scene-key-burnout"), right=True),
        Column("impact_s", say("show-impact"), right=True),
        Column("short", ""),
    )
    return Table("flights", columns, tuple(rows), caption, brief=True)


def sight(seen: Situation, caption: str, say: Words) -> Table:
    """Who sees each route first, who holds it first, and why the others do not."""
    rows = []
    for k, found in enumerate(seen.flights):
        tracks, looks = seen.space.tracks[k], seen.space.looks[k]
        reported = min((report.report_time for report in seen.space.warnings[k]), default=inf)
        held = sum(isfinite(track.firm_time) for track in tracks)
        others = Counter(lacks(look, track, say) for look, track in zip(looks, tracks, strict=True))
        del others[""]
        first = min(((t.first_seen_time, t.sensor) for t in tracks), default=(inf, ""))
        firm = min(((t.firm_time, t.sensor) for t in tracks), default=(inf, ""))
        why = [say("show-counted", number=str(count), what=reason) for reason, count in others.most_common()]
        cells = (
            Cell(found.route.name),
            Cell(f"{reported:.0f} s" if isfinite(reported) else "–", reported if isfinite(reported) else None),
            *moment(*first),
            *moment(*firm),
            Cell(say("common-of", number=str(held), all=str(len(tracks))), held),
            Cell("" if held else "; ".join(why)),
        )
        rows.append(Row(cells))
    columns = (
        Column("route", say("noun-route", n=1)),
        Column("reported_s", say("show-reported"), right=True),
        Column("first_seen_s", say("scene-key-seen"), right=True),
        Column("first_seen_by", say("common-by")),
        Column("firm_s", say("show-firm"), right=True),
        Column("firm_by", say("common-by")),
        Column("held_by", say("show-held"), right=True),
        Column("why_not", ""),
    )
    return Table("sight", columns, tuple(rows), caption, brief=True)


def lacks(look: Look, track: Track, say: Words) -> str:
    """Why a radar never holds a flight, "" when it does."""
    if isfinite(track.firm_time):
        return ""
    if look.reason:
        return reasons.name(look.reason, say)
    return say("show-lost" if isfinite(track.first_seen_time) else "show-faint")


def moment(time: float, who: str) -> tuple[Cell, Cell]:
    return (Cell(f"{time:.0f} s", time), Cell(who)) if isfinite(time) else (Cell("–"), Cell(""))


def reach(seen: Situation, caption: str, say: Words) -> Table:
    """When which fire units can intercept each route, and why the others cannot."""
    rows = []
    for k, found in enumerate(seen.flights):
        able: dict[str, list[str]] = {}
        for chance in seen.space.opportunities[k]:
            if not chance.reason:
                windows = ", ".join(f"{first:.0f}–{last:.0f} s" for _, _, first, last in chance.windows.tolist())
                able.setdefault(windows, []).append(seen.scenario.fire_units[chance.unit].name)
        told = [say("show-able", units=units, windows=windows) for windows, units in able.items()]
        unable = Counter(chance.reason for chance in seen.space.opportunities[k] if chance.reason)
        for reason, count in unable.most_common():
            told.append(say("show-counted", number=str(count), what=reasons.name(reason, say)))
        if seen.scenario.fire_units:
            rows.append(Row((Cell(found.route.name), Cell("; ".join(told)))))
    columns = (Column("route", say("noun-route", n=1)), Column("windows", say("show-windows")))
    return Table("reach", columns, tuple(rows), caption, brief=True)
