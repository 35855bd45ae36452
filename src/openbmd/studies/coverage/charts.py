"""How far the radar reaches by cross-section, and what moving one setting changes."""

from __future__ import annotations

from math import isfinite, isnan

import numpy as np

from openbmd import catalogue_file
from openbmd.drawing import inks, marks, pictures
from openbmd.drawing.marks import Mark
from openbmd.locales import Words
from openbmd.physics.radar import strength
from openbmd.studies.coverage import titles, words
from openbmd.studies.coverage.answer import Coverage, Sweep
from openbmd.studies.coverage.scenes import radar_of
from openbmd.studies.coverage.volume import reach
from openbmd.telling import style

WIDTH, LEFT, TOP = 940.0, 64.0, 62.0  # px
SNR = 20.0  # 1, at which published ranges are told
AREAS = np.logspace(-3.5, 1.5, 60)  # m2
HEIGHT, GAP = 300.0, 46.0  # px, of the reach chart's axes; between panels
LOWEST = 200.0  # km
CROWDED = 1.05  # 1, between ranges that have room for both their numbers
PANEL = 150.0  # px
FAR_TICKS = (200, 500, 1000, 2000, 5000)  # km
WIDTHS = (3.4, 1.6)  # px, so that the second mode does not hide the first
DASHES = ("solid", (0.0, (6.0, 3.0)))


def mode_ink(index: int) -> str:
    return inks.defence(index)


def draw_reach(answer: Coverage, corner: str, say: Words) -> pictures.Picture:
    """Range over cross-section, with the printed ranges where the curve meets them."""
    kind = answer.scenes[0].scene.scenario.radar_sites[0].radar
    radar = radar_of(answer.scenes[0].scene.scenario)
    entry = catalogue_file.default().find("radars", kind)  # none of a radar of the scenario's own
    printed = sorted({row.best for row in entry.published if row.quantity == "detection_range_km"} if entry else ())
    dwell = radar.search_dwell if radar.reference_range > 0.0 else radar.cued_dwell  # as its printed range is meant
    areas = [SNR * (km * 1e3) ** 4 / float(strength(radar, dwell)) for km in printed]
    title = titles.reach_title(printed, areas, say)
    picture = pictures.new("reach", WIDTH, TOP + HEIGHT + 116.0, title, title, corner)
    axes = pictures.new_axes(picture.figure, LEFT, TOP, WIDTH - LEFT - 20.0, HEIGHT)
    axes.set(xscale="log", yscale="log", xlim=(AREAS[0], AREAS[-1]), ylim=(LOWEST, 6000.0))
    axes.set(xlabel=say("coverage-reach-areas"), ylabel=say("coverage-reach-ranges"))
    axes.set_yticks(FAR_TICKS, [f"{km:,}" for km in FAR_TICKS])
    axes.minorticks_off()
    axes.xaxis.set_major_formatter("{x:g}")
    axes.grid(visible=True)
    for k, (ends, target) in enumerate(target_bands(answer, say).items()):
        axes.axvspan(*ends, color=inks.threat(k), alpha=0.10, linewidth=0.0)
        marks.note(axes, target, float(np.sqrt(ends[0] * ends[1])), LOWEST * 1.06, ha="center", color=inks.threat(k))
    handles, told = [], []
    for k, scene in enumerate(answer.scenes):
        one = radar_of(scene.scene.scenario)
        mode = words.name_of(scene, say)
        for state, time, dash in (("search", one.search_dwell, DASHES[1]), ("cued", one.cued_dwell, DASHES[0])):
            far = reach(one, time, AREAS, SNR) / 1e3
            (line,) = axes.plot(AREAS, far, color=mode_ink(k), linestyle=dash, linewidth=WIDTHS[k])
            handles.append(line)
            told.append(say(f"coverage-reach-{state}", mode=mode, dwell=f"{time * 1e3:g}"))
        axes.axhline(one.maximum_range / 1e3, color=mode_ink(k), linewidth=0.9, linestyle=(0.0, (1.0, 2.0)))
        marks.note(axes, say("coverage-reach-limit", mode=mode), AREAS[0], one.maximum_range / 1e3, 6.0, 4.0, ha="left")
    marks.points(
        axes,
        [
            Mark(a, km, 4.0, inks.INK, say("common-km", km=f"{km:g}"))
            for a, km in zip(areas, printed, strict=True)
            if a < AREAS[-1]
        ],
        edgecolors=inks.GROUND,
        linewidths=1.0,
        zorder=3.0,
    )
    for k, (a, km) in enumerate(zip(areas, printed, strict=True)):
        if a < AREAS[-1] and (k == 0 or km > CROWDED * printed[k - 1]):
            marks.note(axes, f"{km:,.0f}", a, km, -6.0, 5.0, ha="right")
    marks.legend(picture.figure, handles, told, LEFT, TOP + HEIGHT + 46.0, 2)
    dots = say("coverage-reach-dots", dwell=f"{dwell * 1e3:g}")
    pictures.put(picture.figure, LEFT, TOP + HEIGHT + 102.0, dots, color=inks.MUTED)
    return picture


def target_bands(answer: Coverage, say: Words) -> dict[tuple[float, float], str]:
    """Ends [m2] of the published cross-sections of the missiles that the debate is about, by what is seen."""
    scene = answer.scenes[0]
    missiles = words.missiles_of(scene, words.first_group(answer), answer)
    found = {}
    for part, field in words.SIZES.items():
        if ends := words.sizes(scene, field, missiles):
            found[ends] = say(f"coverage-target-{part}")
    return found


def draw_flips(answer: Coverage, corner: str, say: Words) -> pictures.Picture:
    """How many flights are held over each setting, all else at best figures."""
    group = words.first_group(answer)
    number = answer.groups.count(group)
    settings = ("boresight", "floor", "range limit", "cross-section")
    across = (WIDTH - LEFT - GAP - 20.0) / 2.0
    height = TOP + 2.0 * (PANEL + 58.0) + 56.0
    title = titles.flips_title(answer, say)
    picture = pictures.new("settings", WIDTH, height, title, title, corner)
    handles = []
    for n, name in enumerate(settings):
        left, top = LEFT + (n % 2) * (across + GAP), TOP + (n // 2) * (PANEL + 58.0)
        axes = pictures.new_axes(picture.figure, left, top, across, PANEL)
        factor, unit = words.SETTINGS[name]
        if name == "boresight":
            told = say("coverage-axis-boresight")
        else:
            told = say("coverage-axis", name=titles.setting_name(name, say), unit=unit)
        if name == "cross-section":
            axes.set(xscale="log")
        for k, scene in enumerate(answer.scenes):
            sweep = scene.sweeps[name]
            values = sweep.values * factor
            if isfinite(sweep.low) and sweep.high > sweep.low:
                y = 0.0 if k == 0 else 0.5
                axes.axvspan(
                    sweep.low * factor, sweep.high * factor, y, y + 0.5, color=mode_ink(k), alpha=0.12, linewidth=0.0
                )
            (line,) = axes.plot(values, sweep.held[group], color=mode_ink(k), linewidth=WIDTHS[k])
            if n == 0:
                handles.append(line)
            dot(axes, sweep, values, sweep.held[group], mode_ink(k), factor, say)
        if name == "cross-section":
            axes.set_xlabel(told)
            axes.xaxis.set_major_formatter("{x:g}")
            axes.grid(visible=True)
        else:
            marks.scale(axes, "x", told, 6)
        axes.set_ylim(-0.04 * number, 1.04 * number)
        marks.scale(axes, "y", say("coverage-axis-held"), 4, integer=True)
    modes = [words.name_of(scene, say) for scene in answer.scenes]
    marks.legend(picture.figure, handles, modes, LEFT, height - 54.0, len(modes))
    pictures.put(picture.figure, LEFT, height - 22.0, say("coverage-settings-key"), color=inks.MUTED)
    return picture


def dot(axes: object, sweep: Sweep, values: np.ndarray, held: np.ndarray, ink: str, factor: float, say: Words) -> None:
    """Where the setting stands now."""
    if isnan(sweep.best):
        return
    at = sweep.best * factor
    y = float(np.interp(at, values, held, period=360.0 if values[-1] > 300.0 and values[-1] < 361.0 else None))
    mark = Mark(at, y, 4.0, ink, say("coverage-settings-now", value=style.significant(at, 3)))
    marks.points(axes, [mark], edgecolors=inks.GROUND, linewidths=1.0, zorder=3.0)  # type: ignore[arg-type]
