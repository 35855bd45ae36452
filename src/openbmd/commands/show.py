"""openbmd show: the laydown, the flights, who sees them and who can reach them. No dice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from math import degrees, inf, isfinite
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from openbmd import flow, scenario_file
from openbmd.commands.reach import ground_range
from openbmd.console import announce_compiling, console, print_json, progress
from openbmd.locales import Words
from openbmd.products.flown import threats_of_routes
from openbmd.records import Battlespace, Scenario, Site, Track
from openbmd.telling import style
from openbmd.telling.notes import each, tell, told


def show(file: Path, as_json: bool) -> None:
    """Print a scenario before the dice."""
    scenario = scenario_file.read(file)
    announce_compiling()
    with progress(f"flying {scenario.name}"):
        space = flow.battlespace(scenario)
    if as_json:
        print_json(shown(scenario, space))
    else:
        _print(scenario, space, console())


def shown(scenario: Scenario, space: Battlespace) -> dict[str, Any]:
    """A scenario before the dice as plain data; keys as in docs/json.md."""
    return {
        "name": scenario.name,
        "title": scenario.title,
        "places": [
            {"name": place.name, **_site(place.site), "people_weight": place.people_weight} for place in scenario.places
        ],
        "radars": [
            {"name": r.name, "radar": r.radar, **_site(r.site), "boresight_deg": degrees(r.boresight_azimuth)}
            for r in scenario.radar_sites
        ],
        "fire_units": [
            {
                "name": unit.name,
                "interceptor": unit.interceptor,
                "layer": unit.layer,
                **_site(unit.site),
                "radar": unit.radar,
                "launchers": unit.launchers,
                "ready_rounds": unit.ready_rounds,
                "reserve_rounds": unit.reserve_rounds,
                "doctrine": unit.doctrine._asdict(),
            }
            for unit in scenario.fire_units
        ],
        "routes": [_route(scenario, space, index) for index in range(len(scenario.routes))],
        "notes": each([*scenario.notes, *space.notes], Words()),
    }


def _site(site: Site) -> dict[str, float]:
    return {
        "latitude_deg": degrees(site.latitude),
        "longitude_deg": degrees(site.longitude),
        "height_m": site.height,
    }


def _route(scenario: Scenario, space: Battlespace, index: int) -> dict[str, Any]:
    route, flight = scenario.routes[index], space.trajectories[index]
    return {
        "name": route.name,
        "missile": route.missile,
        "threats": [threat.name for threat in scenario.threats if threat.route == index],
        "shape": route.shape.name,
        "reached": flight.reached,
        "miss_km": flight.miss_distance / 1e3,
        "range_km": ground_range(route.launch, flight.impact) / 1e3 if isfinite(flight.impact_time) else None,
        "apogee_km": flight.apogee_altitude / 1e3,
        "burnout_s": flight.burnout_time,
        "flight_s": flight.impact_time,
        "orbital": flight.orbital,
        "note": told(flight.note, Words()),
        "warnings": [
            {"sensor": report.sensor, "detected_s": report.detected_time, "report_s": report.report_time}
            for report in space.warnings[index]
        ],
        "tracks": [
            {
                "sensor": track.sensor,
                "cue_source": track.cue_source,
                "first_seen_s": track.first_seen_time,
                "firm_s": track.firm_time,
                "lost_s": track.lost_time if isfinite(track.first_seen_time) else None,
                "in_sight_s": look.windows.tolist(),
                "reason": look.reason,
            }
            for look, track in zip(space.looks[index], space.tracks[index], strict=True)
        ],
        "opportunities": [
            {
                "unit": scenario.fire_units[chance.unit].name,
                "track_source": chance.track_source,
                "windows": [
                    dict(
                        zip(
                            ("first_launch_s", "last_launch_s", "first_intercept_s", "last_intercept_s"),
                            row,
                            strict=True,
                        )
                    )
                    for row in chance.windows.tolist()
                ],
                "reason": chance.reason,
            }
            for chance in space.opportunities[index]
        ],
    }


def _print(scenario: Scenario, space: Battlespace, out: Console) -> None:
    out.print(Text(scenario.title, style="bold"))
    if scenario.description:
        out.print(Text(scenario.description))
    out.print(Text("Times are seconds after each missile's launch.", style="dim"))
    for table in (
        _laydown(scenario),
        _units(scenario),
        _flights(scenario, space),
        _sight(scenario, space),
        _reach(scenario, space),
    ):
        if table.row_count:
            out.print()
            out.print(table)
    notes = tell([*scenario.notes, *space.notes], Words())
    if notes:
        out.print()
        out.print(Text("Notes", style="bold"))
        for line in notes:
            out.print(Text(f"  · {line}"))


def _table(title: str, left: Iterable[str], right: Iterable[str] = (), rest: Iterable[str] = ()) -> Table:
    """A table with columns that align left, then right, then a last one that may wrap."""
    table = Table(title=title, title_justify="left", title_style="bold", box=None, padding=(0, 2, 0, 0), pad_edge=False)
    for name in left:
        table.add_column(name, header_style="dim")
    for name in right:
        table.add_column(name, header_style="dim", justify="right", no_wrap=True)
    for name in rest:
        table.add_column(name, header_style="dim")
    return table


def _laydown(scenario: Scenario) -> Table:
    table = _table("Radars", ("name", "radar"), ("north", "east", "boresight", "floor"))
    for radar in scenario.radar_sites:
        floor = max(radar.minimum_elevation, scenario.radars[radar.radar].minimum_elevation)
        table.add_row(
            radar.name,
            radar.radar,
            f"{degrees(radar.site.latitude):.2f}°",
            f"{degrees(radar.site.longitude):.2f}°",
            f"{degrees(radar.boresight_azimuth):.0f}°",
            f"{degrees(floor):.1f}°",
        )
    return table


def _units(scenario: Scenario) -> Table:
    table = _table(
        "Fire units, in the order of their layers",
        ("name", "interceptor", "layer", "radar"),
        ("launchers", "ready", "reserve"),
        ("doctrine",),
    )
    for unit in sorted(scenario.fire_units, key=lambda unit: scenario.layers.index(unit.layer)):
        doctrine = unit.doctrine
        salvoes = f"{doctrine.first_salvo}" + f"+{doctrine.later_salvo}" * (doctrine.looks - 1)
        table.add_row(
            unit.name,
            unit.interceptor,
            unit.layer,
            unit.radar or "links alone",
            str(unit.launchers),
            str(unit.ready_rounds),
            str(unit.reserve_rounds),
            f"{doctrine.name} {salvoes}",
        )
    return table


def _flights(scenario: Scenario, space: Battlespace) -> Table:
    table = _table("Flights", ("route",), ("missiles", "range", "apogee", "burnout", "impact"), ("",))
    counts = threats_of_routes(scenario)
    for index, (route, flight) in enumerate(zip(scenario.routes, space.trajectories, strict=True)):
        down = isfinite(flight.impact_time)
        table.add_row(
            route.name,
            str(counts[index]),
            f"{ground_range(route.launch, flight.impact) / 1e3:,.0f} km" if down else "–",
            f"{flight.apogee_altitude / 1e3:,.0f} km",
            f"{flight.burnout_time:.0f} s",
            f"{flight.impact_time:,.0f} s" if down else "in orbit" if flight.orbital else "–",
            "" if flight.reached else f"misses by {flight.miss_distance / 1e3:,.0f} km",
        )
    return table


def _sight(scenario: Scenario, space: Battlespace) -> Table:
    table = _table("Who sees them", ("route",), ("reported",), ("first seen", "first firm track", "held by", ""))
    for index, route in enumerate(scenario.routes):
        tracks = space.tracks[index]
        reported = min((report.report_time for report in space.warnings[index]), default=inf)
        first, firm = (min(tracks, key=key, default=None) for key in (_seen_time, _firm_time))
        others = Counter(
            look.reason or ("lost before it is firm" if isfinite(track.first_seen_time) else "too weak an echo")
            for look, track in zip(space.looks[index], tracks, strict=True)
            if not isfinite(track.firm_time)
        )
        held = sum(isfinite(track.firm_time) for track in tracks)
        table.add_row(
            route.name,
            f"{reported:.0f} s" if isfinite(reported) else "–",
            f"{first.first_seen_time:.0f} s {first.sensor}" if first and isfinite(first.first_seen_time) else "–",
            f"{firm.firm_time:.0f} s {firm.sensor}" if firm and isfinite(firm.firm_time) else "–",
            f"{held} of {len(tracks)}",
            "" if held else "; ".join(f"{count} {reason}" for reason, count in others.most_common()),
        )
    return table


def _seen_time(track: Track) -> float:
    return track.first_seen_time


def _firm_time(track: Track) -> float:
    return track.firm_time


def _reach(scenario: Scenario, space: Battlespace) -> Table:
    table = _table("Who can intercept them, and when", ("route",), (), ("intercept windows",))
    for index, route in enumerate(scenario.routes):
        able: dict[str, list[str]] = {}
        for chance in space.opportunities[index]:
            if not chance.reason:
                unit = scenario.fire_units[chance.unit]
                windows = ", ".join(f"{first:.0f}–{last:.0f} s" for _, _, first, last in chance.windows.tolist())
                able.setdefault(windows, []).append(unit.name)
        words = [f"{style.joined(units)} {windows}" for windows, units in able.items()]
        unable = Counter(chance.reason for chance in space.opportunities[index] if chance.reason)
        words += [f"{count} {reason}" for reason, count in unable.most_common()]
        if scenario.fire_units:
            table.add_row(route.name, "; ".join(words))
    return table
