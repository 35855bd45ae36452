"""What a radar sees, in words that both sides of the argument could sign."""

from __future__ import annotations

from math import degrees, isfinite, isnan

from openbmd import places_file
from openbmd.locales import Words
from openbmd.records import RadarSite
from openbmd.scene.fans import geodesics
from openbmd.studies.coverage.answer import Coverage, FlightAnswer, FlightCount, Flip, SceneAnswer
from openbmd.studies.coverage.scenes import radar_of
from openbmd.studies.coverage.volume import floor_of
from openbmd.telling import reasons, style

MAIN = "china-us"  # the group that the debate is about
FACING = 2.0  # deg, within which a boresight is called by the city that it faces
CAPITAL = "Pyongyang"
SETTINGS = {  # setting -> factor to its unit, the unit
    "cross-section": (1.0, "m²"),
    "floor": (degrees(1.0), "°"),
    "range limit": (1e-3, "km"),
    "boresight": (degrees(1.0), "°"),
}
SIZES = {"nose": "nose_cross_section", "side": "side_cross_section", "booster": "booster_cross_section"}


def upper(words: str) -> str:
    """The same at the head of a sentence."""
    return words[0].upper() + words[1:]


def joined(parts: list[str], say: Words) -> str:
    """Parts of a sentence, one after the other."""
    told, *others = parts
    for other in others:
        told = say("common-next", before=told, next=other)
    return told


def headline(answer: Coverage, say: Words) -> str:
    """The answer in a few words."""
    if len(answer.groups) == 1:
        return _one(answer, say)
    group, (first, *others) = first_group(answer), answer.scenes
    held = counted(first.counts[group], group, say)
    said = [say("coverage-holds", mode=in_mode(first, say), flights=held, hold=f"{answer.hold:g}")]
    for other in others:
        count = other.counts[group].held
        number = say("coverage-number", held=count, number=str(count))
        said.append(say("coverage-other-mode", mode=in_mode(other, say), number=number))
    return upper(joined(said, say))


def _one(answer: Coverage, say: Words) -> str:
    parts: list[str] = []
    for scene in answer.scenes:
        one, mode, first = scene.flights[0].seen, in_mode(scene, say), "no" if parts else "yes"
        if one.held > 0.0:
            parts.append(say("coverage-one-held", mode=mode, first=first, held=f"{one.held:,.0f}"))
        else:
            parts.append(say("coverage-one-never", mode=mode, first=first, reason=reasons.name(one.reason, say)))
    route = answer.scenes[0].scene.scenario.routes[0]
    return say("coverage-one", route=style.route_name(route), parts=joined(parts, say))


def paragraphs(answer: Coverage, say: Words) -> list[str]:
    """All that is said: a paragraph for each mode, then what stands behind the finding."""
    return [*(of_scene(answer, scene, say) for scene in answer.scenes), *sentences(answer, say)]


def sentences(answer: Coverage, say: Words) -> list[str]:
    """What stands behind the finding: what decides in each mode, and what nobody outside knows."""
    said = [decides for scene in answer.scenes if (decides := _decides(answer, scene, say))]
    chinese = any(group.startswith("china") for group in answer.groups)
    return [*said, say("coverage-unknown", chinese="yes" if chinese else "no")]


def of_scene(answer: Coverage, scene: SceneAnswer, say: Words) -> str:
    if len(answer.groups) == 1:
        return say("coverage-scene-one", setting=setting(scene, say), what=_single(scene.flights[0], say))
    held = say.list([counted(count, group, say) for group, count in scene.counts.items()])
    said = [say("coverage-scene", setting=setting(scene, say), flights=held, hold=f"{answer.hold:g}")]
    bands = [
        say("coverage-band-of", band=number_band(count, say), all=str(count.of), flights=flights(group, count.of, say))
        for group, count in scene.counts.items()
        if isfinite(count.low) and count.of > 1
    ]
    if bands:
        said.append(say("coverage-scene-band", bands=say.list(bands)))
    for message, other in (("coverage-scene-stage", "with_stage"), ("coverage-scene-unbent", "unbent")):
        counts = [
            say("coverage-count", held=str(getattr(count, other)), all=str(count.of), group=short(group, say))
            for group, count in scene.counts.items()
            if getattr(count, other) != count.held
        ]
        if counts:
            said.append(say(message, counts=say.list(counts)))
    return " ".join(said)


def _single(flight: FlightAnswer, say: Words) -> str:
    """What it has of one flight."""
    one, band = flight.seen, band_text(flight)
    values = {
        "closest": f"{flight.closest_ground / 1e3:,.0f}",
        "band": say("coverage-band", band=band) if band else "",
    }
    if not isfinite(one.first_time):
        return say("coverage-never-detects", **values, reason=reasons.name(one.reason, say))
    return say(
        "coverage-detects",
        **values,
        first=f"{one.first_time:.0f}",
        slant=f"{one.slant / 1e3:,.0f}",
        bearing=f"{degrees(one.bearing):.0f}",
        held=f"{one.held:.0f}",
        staged=f"{flight.with_stage.held:.0f}",
    )


def flights(group: str, number: int, say: Words) -> str:
    """What so many flights of a group are called."""
    return say(f"coverage-flights-{group}", n=number)


def short(group: str, say: Words) -> str:
    """A group in a word or two."""
    return say(f"coverage-group-{group}")


def counted(count: FlightCount, group: str, say: Words) -> str:
    """How many of a group are held: "none of 12 flights"."""
    what = flights(group, count.of, say)
    number, all_ = str(count.held), str(count.of)
    return say("coverage-of", of=count.of, held=count.held, number=number, all=all_, flights=what)


def number_band(count: FlightCount, say: Words) -> str:
    low, high = f"{count.low:g}", f"{count.high:g}"
    return low if low == high else say("common-range", low=low, high=high)


def setting(scene: SceneAnswer, say: Words) -> str:
    """The mode with its floor, boresight and range limit."""
    scenario = scene.scene.scenario
    site, radar = scenario.radar_sites[0], radar_of(scenario)
    turned = degrees(site.boresight_azimuth) % 360.0
    facing = abs((bearing_of(site, CAPITAL) - turned + 180.0) % 360.0 - 180.0) <= FACING
    return say(
        "coverage-setting",
        mode=scene.scene.mode or "none",
        floor=f"{degrees(floor_of(site, radar)):g}",
        place=CAPITAL if facing else "none",
        degrees=f"{turned:.0f}",
        limit=f"{radar.maximum_range / 1e3:,.0f}",
    )


def bearing_of(site: RadarSite, place: str) -> float:
    """Bearing [deg] of a place from a radar."""
    end = places_file.read(place).site
    azimuth, _, _ = geodesics().inv(
        degrees(site.site.longitude), degrees(site.site.latitude), degrees(end.longitude), degrees(end.latitude)
    )
    return float(azimuth) % 360.0


def in_mode(scene: SceneAnswer, say: Words) -> str:
    """The mode in a sentence: "in terminal mode"."""
    mode = scene.scene.mode
    return say("coverage-in-mode", mode=mode) if mode else say("coverage-as-it-stands")


def name_of(scene: SceneAnswer, say: Words) -> str:
    """The mode as a name: "terminal mode"."""
    mode = scene.scene.mode
    return say("coverage-mode", mode=mode) if mode else say("coverage-as-it-stands")


def _decides(answer: Coverage, scene: SceneAnswer, say: Words) -> str:
    """On which single figure the verdict turns in one mode, for the flights that the debate is about."""
    group = first_group(answer)
    mine = [one for one, g in zip(scene.flights, answer.groups, strict=True) if g == group]
    number, said = len(mine), []
    limits = [one.flips["range limit"] for one in mine]
    wider = [flip for flip in limits if isfinite(flip.value) and not flip.holds]
    if wider and not any(one.seen.held >= answer.hold for one in mine):
        flip = min(wider, key=lambda flip: flip.value)
        limit, published = f"{flip.value / 1e3:,.0f}", _published(flip, 1e-3, say)
        said.append(say("coverage-limit", n=number, all=str(number), limit=limit, published=published))
    areas = [one.flips["cross-section"].value for one in mine if isfinite(one.flips["cross-section"].value)]
    if areas:
        least, most = style.significant(min(areas), 2), style.significant(max(areas), 2)
        ends = say("common-range", low=least, high=most) if max(areas) > min(areas) else f"{min(areas):.2g}"
        values = {"some": str(len(areas)), "all": str(number), "ends": ends}
        said.append(say("coverage-size", n=number, **values, published=_sizes(scene, group, answer, say)))
    elif wider:
        said.append(say("coverage-no-size"))
    if not said:
        return ""
    return f"{upper(say('coverage-decides', mode=in_mode(scene, say), parts=joined(said, say)))}."


def _published(flip: Flip, factor: float, say: Words) -> str:
    """The published range of a setting, "none" without."""
    if isnan(flip.low):
        return "none"
    return say("common-range", low=f"{flip.low * factor:,.4g}", high=f"{flip.high * factor:,.4g}")


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


def _sizes(scene: SceneAnswer, group: str, answer: Coverage, say: Words) -> str:
    """What is published of the targets' sizes, "none" when nothing is."""
    named = missiles_of(scene, group, answer)
    found = {part: ends for part, field in SIZES.items() if (ends := sizes(scene, field, named))}
    told = [
        say(f"coverage-size-{part}", ends=say("common-between", least=f"{low:g}", most=f"{high:g}"))
        for part, (low, high) in found.items()
    ]
    return say.list(told) if told else "none"


def flip_text(name: str, flip: Flip, say: Words) -> str:
    """One flip: "0.036 m² (in 0.001–10)"."""
    factor, unit = SETTINGS[name]
    if isnan(flip.value):
        return say("coverage-nothing-tried")
    value = f"{style.significant(flip.value * factor, 2)} {unit}"
    if isnan(flip.low):
        return value
    least, most = style.significant(flip.low * factor, 2), style.significant(flip.high * factor, 2)
    ends = say("common-between", least=least, most=most)
    return say("coverage-flip", value=value, inside="yes" if flip.inside else "no", ends=ends)


def verdict(flight: FlightAnswer, hold: float, say: Words) -> str:
    """A flight's row in words."""
    one = flight.seen
    if one.held >= hold:
        return say("coverage-held")
    return say("coverage-held-briefly") if one.held > 0.0 else reasons.name(one.reason, say)


def band_text(flight: FlightAnswer) -> str:
    """Track duration over the published figures, "" without draws."""
    band = flight.band
    if isnan(band.held_low):
        return ""
    low, high = style.fixed(band.held_low, 0), style.fixed(band.held_high, 0)
    return low if low == high else f"{low}–{high}"


def source(told: str, say: Words) -> str:
    """Where a flight comes from."""
    return told or say("coverage-was-asked")


def corner(answer: Coverage, say: Words) -> str:
    """What was looked at, for the foot of pictures."""
    version, radar = answer.versions["openbmd"], style.label(answer.radar)
    return say("coverage-corner", version=version, scenario=answer.name, seed=str(answer.seed), radar=radar)


def foot(answer: Coverage, say: Words) -> str:
    """The same with the number of draws."""
    told = corner(answer, say)
    return say("coverage-foot", corner=told, draws=f"{answer.draws:,}") if answer.draws else told


def first_group(answer: Coverage) -> str:
    """The group that the finding and the pictures of settings are about."""
    return MAIN if MAIN in answer.groups else answer.groups[0]
