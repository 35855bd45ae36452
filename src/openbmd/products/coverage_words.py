"""What a radar sees, in words that both sides of the argument could sign."""

from __future__ import annotations

from math import degrees, isfinite, isnan

from openbmd import places_file
from openbmd.drawing.fans import geodesics
from openbmd.locales import Words
from openbmd.records import RadarSite
from openbmd.studies.coverage.answer import Count, Coverage, FlightAnswer, Flip, SceneAnswer
from openbmd.studies.coverage.scenes import radar_of
from openbmd.studies.coverage.volume import floor_of
from openbmd.telling import reasons as reason_words
from openbmd.telling import style

NAMES = {  # group -> one flight, several
    "china-us": (
        "flight from a published Chinese launch area to the United States",
        "flights from published Chinese launch areas to the United States",
    ),
    "china-region": ("regional Chinese flight", "regional Chinese flights"),
    "china-test": ("Chinese test flight at home, from east to west", "Chinese test flights at home, from east to west"),
    "dprk": ("North Korean flight", "North Korean flights"),
    "asked": ("flight", "flights"),
}
SHORT = {
    "china-us": "China to the United States",
    "china-region": "China, regional",
    "china-test": "China, test at home",
    "dprk": "North Korea",
    "asked": "asked for",
}
FACING = 2.0  # deg, within which a boresight is called by the city that it faces
CAPITAL = "Pyongyang"
SETTINGS = {  # setting -> what it is called, factor to its unit, the unit
    "cross-section": ("cross-section", 1.0, "m²"),
    "floor": ("elevation floor", degrees(1.0), "°"),
    "range limit": ("range limit", 1e-3, "km"),
    "boresight": ("boresight", degrees(1.0), "°"),
}


def headline(answer: Coverage) -> str:
    """The finding in one sentence."""
    group = next(g for g in ("china-us", *answer.groups) if g in answer.groups)
    if len(answer.groups) == 1:
        return _one(answer)
    first, *others = answer.scenes
    said = f"{_mode(first)} it holds {_of(first.counts[group], group)} for at least {answer.hold:g} s"
    more = [f"{_mode(other)} {_number(other.counts[group].held)}" for other in others]
    return _sentence("; ".join([said, *more]))


def _one(answer: Coverage) -> str:
    route = answer.scenes[0].scene.scenario.routes[0]
    parts: list[str] = []
    for scene in answer.scenes:
        one = scene.flights[0].seen
        held = (
            f"holds it for {one.held:,.0f} s"
            if one.held > 0.0
            else f"never holds it ({reason_words.name(one.reason, Words())})"
        )
        parts.append(f"{_mode(scene)} the radar {held}" if not parts else f"{_mode(scene)} it {held}")
    return f"{style.route_name(route)}: {'; '.join(parts)}."


def paragraphs(answer: Coverage) -> list[str]:
    """What stands behind the finding: one paragraph for each mode, then what nobody outside knows."""
    return [*(_scene(answer, scene) for scene in answer.scenes), *_doubt(answer)]


def _scene(answer: Coverage, scene: SceneAnswer) -> str:
    if len(answer.groups) == 1:
        return f"{setting(scene)} it {_single(scene.flights[0])}."
    said = [f"{setting(scene)} it holds {_list(answer, scene)} for at least {answer.hold:g} s."]
    bands = [
        f"{number_band(count)} of the {count.of} {NAMES[group][1]}"
        for group, count in scene.counts.items()
        if isfinite(count.low) and count.of > 1
    ]
    if bands:
        said.append(f"Over the published figures (5–95 %) that is {style.joined(bands)}.")
    more = [
        f"{count.with_stage} of {count.of} ({SHORT[group]})"
        for group, count in scene.counts.items()
        if count.with_stage != count.held
    ]
    if more:
        said.append(f"If it follows the spent last stage that flies beside the warhead, it holds {style.joined(more)}.")
    unbent = [
        f"{count.unbent} of {count.of} ({SHORT[group]})"
        for group, count in scene.counts.items()
        if count.unbent != count.held
    ]
    if unbent:
        said.append(f"With rays that the air does not bend it holds {style.joined(unbent)}.")
    return " ".join(said)


def _single(flight: FlightAnswer) -> str:
    """What it has of one flight."""
    one, band = flight.seen, band_text(flight)
    closest = f"which passes at {flight.closest_ground / 1e3:,.0f} km"
    figures = f" (5–95 % over the published figures: {band} s)" if band else ""
    if not isfinite(one.first_time):
        return (
            f"never detects the flight, {closest}: {reason_words.name(one.reason, Words())}; in track for 0 s{figures}"
        )
    return (
        f"detects the flight, {closest}, {one.first_time:.0f} s after launch at {one.slant / 1e3:,.0f} km, bearing "
        f"{degrees(one.bearing):.0f} degrees, and holds it for {one.held:.0f} s{figures}; were it as large as its last "
        f"stage all the way, for {flight.with_stage.held:.0f} s"
    )


def _list(answer: Coverage, scene: SceneAnswer) -> str:
    return style.joined([_of(count, group) for group, count in scene.counts.items()])


def _of(count: Count, group: str) -> str:
    one, many = NAMES[group]
    if count.of == 1:
        return f"{'the' if count.held else 'not the'} one {one}"
    return f"{count.held if count.held else 'none'} of {count.of} {many}"


def _number(held: int) -> str:
    return str(held) if held else "none"


def number_band(count: Count) -> str:
    return f"{count.low:g}" if count.low == count.high else f"{count.low:g} to {count.high:g}"


def setting(scene: SceneAnswer) -> str:
    """The mode with its floor, boresight and range limit."""
    scenario = scene.scene.scenario
    site, radar = scenario.radar_sites[0], radar_of(scenario)
    floor = degrees(floor_of(site, radar))
    start = f"In {scene.scene.mode} mode" if scene.scene.mode else "As it stands,"
    limit = f"a range limit of {radar.maximum_range / 1e3:,.0f} km"
    return f"{start} with a floor of {floor:g} degrees, {facing(site)} and {limit}"


def facing(site: RadarSite) -> str:
    """Where the boresight points."""
    turned = degrees(site.boresight_azimuth) % 360.0
    if abs((bearing_of(site, CAPITAL) - turned + 180.0) % 360.0 - 180.0) <= FACING:
        return f"a boresight on {CAPITAL} ({turned:.0f} degrees)"
    return f"a boresight on {turned:.0f} degrees"


def bearing_of(site: RadarSite, place: str) -> float:
    """Bearing [deg] of a place from a radar."""
    end = places_file.read(place).site
    azimuth, _, _ = geodesics().inv(
        degrees(site.site.longitude), degrees(site.site.latitude), degrees(end.longitude), degrees(end.latitude)
    )
    return float(azimuth) % 360.0


def _mode(scene: SceneAnswer) -> str:
    return f"in {scene.scene.mode} mode" if scene.scene.mode else "as it stands"


def _doubt(answer: Coverage) -> list[str]:
    """What decides, and what is not known, in plain words."""
    said = [decides for scene in answer.scenes if (decides := _decides(answer, scene))]
    chinese = any(group.startswith("china") for group in answer.groups)
    aims = (
        "Of the Chinese routes the launch areas are published, and the aims that set their direction are chosen here. "
    )
    said.append(
        "What nobody outside knows: how large these targets are to this radar, how long it dwells on each, and whether "
        f"the published range limits are limits of the equipment or of its programme. {aims if chinese else ''}"
        "To see a flight is not to intercept it, and what is told to others is not part of this."
    )
    return said


def _decides(answer: Coverage, scene: SceneAnswer) -> str:
    """On which single figure the verdict turns in one mode, for the flights that the debate is about."""
    group = first_group(answer)
    flights = [one for one, g in zip(scene.flights, answer.groups, strict=True) if g == group]
    said = []
    limits = [one.flips["range limit"] for one in flights]
    wider = [flip for flip in limits if isfinite(flip.value) and not flip.holds]
    if wider and not any(one.seen.held >= answer.hold for one in flights):
        nearest = min(wider, key=lambda flip: flip.value)
        which = f"the nearest of the {len(flights)}" if len(flights) > 1 else "it"
        limit = f"{nearest.value / 1e3:,.0f} km{_printed(nearest, 1e-3, ' km')}"
        said.append(f"{which} would be held with a range limit of {limit}")
    areas = [one.flips["cross-section"] for one in flights if isfinite(one.flips["cross-section"].value)]
    if areas:
        least, most = min(flip.value for flip in areas), max(flip.value for flip in areas)
        ends = f"{style.significant(least, 2)} to {style.significant(most, 2)}" if most > least else f"{least:.2g}"
        which = f"{len(areas)} of {len(flights)} are" if len(flights) > 1 else "it is"
        said.append(
            f"whether it holds {'them' if len(flights) > 1 else 'it'} turns on the target's size: {which} held from a "
            f"cross-section of {ends} m² upward{_sizes(scene, group, answer)}"
        )
    elif wider:
        said.append("no cross-section alone changes that")
    return _sentence(f"{_mode(scene)} {'; '.join(said)}") if said else ""


def _printed(flip: Flip, factor: float, unit: str) -> str:
    return "" if isnan(flip.low) else f" (published: {flip.low * factor:,.4g} to {flip.high * factor:,.4g}{unit})"


def sizes(scene: SceneAnswer, field: str, missiles: set[str]) -> tuple[float, float] | None:
    """Ends [m2] of a cross-section's published ranges over some missiles; None when it is settled for all."""
    found = [
        figure
        for figure in scene.scene.scenario.figures
        if figure.path.endswith(field) and figure.path.split("/")[1] in missiles
    ]
    return (min(f.low for f in found), max(f.high for f in found)) if found else None


def missiles_of(scene: SceneAnswer, group: str, answer: Coverage) -> set[str]:
    routes = scene.scene.scenario.routes
    return {route.missile for route, g in zip(routes, answer.groups, strict=True) if g == group}


def _sizes(scene: SceneAnswer, group: str, answer: Coverage) -> str:
    """What is published of the targets' sizes, in brackets."""
    words = {
        "nose_cross_section": "warhead nose on",
        "side_cross_section": "from its side",
        "booster_cross_section": "last stage",
    }
    named = missiles_of(scene, group, answer)
    found = {told: ends for field, told in words.items() if (ends := sizes(scene, field, named))}
    if not found:
        return ""
    return f" (published: {', '.join(f'{told} {low:g}–{high:g}' for told, (low, high) in found.items())} m²)"


def flip_text(name: str, flip: Flip) -> str:
    """One flip: "0.036 m² (published 0.001–10)"."""
    _, factor, unit = SETTINGS[name]
    if isnan(flip.value):
        return "nothing tried"
    value = f"{style.significant(flip.value * factor, 2)} {unit}"
    if isnan(flip.low):
        return value
    ends = f"{style.significant(flip.low * factor, 2)}–{style.significant(flip.high * factor, 2)}"
    return f"{value} ({'in' if flip.inside else 'outside'} {ends})"


def verdict(flight: FlightAnswer, hold: float) -> str:
    """A flight's row in words."""
    one = flight.seen
    if one.held >= hold:
        return "held"
    return "held briefly" if one.held > 0.0 else reason_words.name(one.reason, Words())


def band_text(flight: FlightAnswer) -> str:
    """Track duration over the published figures, "" without draws."""
    band = flight.band
    if isnan(band.held_low):
        return ""
    low, high = style.fixed(band.held_low, 0), style.fixed(band.held_high, 0)
    return low if low == high else f"{low}–{high}"


def corner(answer: Coverage) -> str:
    version = answer.versions.get("openbmd", "")
    return f"OpenBMD {version} · {answer.name} · {style.label(answer.radar)} · seed {answer.seed}"


def _sentence(words: str) -> str:
    return words[0].upper() + words[1:] + "."


def first_group(answer: Coverage) -> str:
    """The group that the pictures of settings show."""
    return "china-us" if "china-us" in answer.groups else answer.groups[0]


def map_title(answer: Coverage, scene: SceneAnswer) -> str:
    group = first_group(answer)
    count = scene.counts[group]
    verb = "is" if count.of == 1 else "are"
    return _sentence(f"{_mode(scene)} {_of(count, group)} {verb} held for at least {answer.hold:g} s")[:-1]


def timeline_title(answer: Coverage) -> str:
    modes = [f"{sum(c.held for c in scene.counts.values())} {_mode(scene)}" for scene in answer.scenes]
    return f"Of {len(answer.groups)} flights {style.joined(modes)} are in firm track for {answer.hold:g} s and more"


def flips_title(answer: Coverage) -> str:
    """How far one setting alone can raise the count."""
    group = first_group(answer)
    if len(answer.groups) == 1:
        return "What moving one setting changes for this flight"
    parts = []
    for scene in answer.scenes:
        most = {name: int(sweep.held[group].max()) for name, sweep in scene.sweeps.items()}
        best, now = max(most, key=lambda name: most[name]), scene.counts[group].held
        what = f"raised from {now} to {most[best]} by the {SETTINGS[best][0]} alone"
        parts.append(f"{_mode(scene)} {what if most[best] > now else f'{now}, and no setting alone raises it'}")
    return f"{SHORT[group]}, flights held of {answer.groups.count(group)}: {'; '.join(parts)}"


def reach_title(printed: list[float], areas: list[float]) -> str:
    if len(printed) < 2:
        return "How far it reaches depends on the target"
    ends = [f"{km:,.0f} km is a target of {style.significant(a, 2)} m²" for km, a in zip(printed, areas, strict=True)]
    return f"The printed ranges differ by their targets: {ends[0]}, {ends[-1]}"
