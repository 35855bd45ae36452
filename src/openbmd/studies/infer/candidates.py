"""Which missiles of the catalogue could have flown it, within the ranges of their figures.

A missile is asked how much ideal speed (that of Tsiolkovsky's equation, without gravity and air) the reported flight
needs of it at full burn, by scaling its specific impulse until it flies there. The figures' ranges say how much it has.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import cos, exp, hypot, isnan, log, nan, sin
from typing import Any, NamedTuple

import numpy as np

from openbmd.kinds import Figure, Missile, Stage
from openbmd.physics import earth
from openbmd.physics.constants import STANDARD_GRAVITY
from openbmd.records import Floats
from openbmd.records.flights import Known, Report
from openbmd.studies.infer import fits, timing
from openbmd.studies.infer.answer import Candidate

FULL, EARLY = "full burn", "thrust ended early"
MATTERS = ("propellant_mass", "specific_impulse", "nozzle_exit_area", "payload_mass", "dry_mass", "burn_time")
WEIGHT_LOSS = 0.5  # of g times a change of burn time: what a climbing boost loses more, for the band alone
LEAST, MOST = 0.75, 1.3  # of the needed ideal speed: weaker missiles cannot, stronger ones need no solution
TILTS = (0.02, 0.06, 0.15, 0.4)  # rad
TOLD_APART = 2.0  # standard deviations of a reported time
MODEL = 0.02  # of the ideal speed, that steering, air and a reserve leave open


class Ability(NamedTuple):
    """Ideal speed [m/s] of a missile's figures."""

    best: float
    weaker: float  # by how much less at the weak ends of the figures, root sum square
    stronger: float


def ideal_speed(missile: Missile) -> float:
    """Tsiolkovsky's speed [m/s] of all stages with vacuum impulse, less what a slow burn loses to weight."""
    total, mass = 0.0, missile.payload_mass
    for stage in reversed(missile.stages):
        burnt_out = mass + stage.dry_mass
        mass = burnt_out + stage.propellant_mass
        total += exhaust_speed(stage) * log(mass / burnt_out) - WEIGHT_LOSS * STANDARD_GRAVITY * stage.burn_time
    return total


def exhaust_speed(stage: Stage) -> float:
    """Effective exhaust speed [m/s] in a vacuum."""
    flow = stage.propellant_mass / stage.burn_time
    return stage.specific_impulse * STANDARD_GRAVITY + stage.nozzle_exit_area * stage.reference_pressure / flow


def with_figure(missile: Missile, path: str, value: float) -> Missile:
    """The missile with one figure of the catalogue changed [SI]."""
    _, _, *place, field = path.split("/")
    change: dict[str, Any] = {field: value}
    if not place:
        return missile._replace(**change)
    stages = list(missile.stages)
    stages[int(place[1])] = stages[int(place[1])]._replace(**change)
    return missile._replace(stages=tuple(stages))


def ability(missile: Missile, figures: Sequence[Figure]) -> Ability:
    """What the missile has, and how far its figures' ranges move that, one figure at a time."""
    best = ideal_speed(missile)
    weaker = stronger = MODEL * best
    for figure in figures:
        if figure.path.rpartition("/")[2] not in MATTERS:
            continue
        changes = [ideal_speed(with_figure(missile, figure.path, value)) - best for value in (figure.low, figure.high)]
        weaker, stronger = hypot(weaker, min(changes)), hypot(stronger, max(changes))
    return Ability(best, weaker, stronger)


def scaled(missile: Missile, factor: float) -> Missile:
    """The missile with all its thrust scaled at the same mass flow."""
    return missile._replace(
        stages=tuple(stage._replace(specific_impulse=stage.specific_impulse * factor) for stage in missile.stages)
    )


def at_full_burn(missile: Missile, goal: fits.Goal) -> tuple[float, float] | None:
    """By how much the ideal speed must be scaled to fly to the goal at full burn, and the flight's time [s]."""
    nodes = np.empty((fits.ROOM, 10))

    def shoot(factor: float, azimuth: float, tilt: float) -> fits.Flown | None:
        return fits.fly(scaled(missile, factor), goal.launch, azimuth, tilt, 0.0, earth.WGS84, nodes)

    for tilt in TILTS:
        guess: Floats = np.array([1.0, tilt * sin(goal.bearing), tilt * cos(goal.bearing)])
        found = fits.solve(shoot, goal, guess, 0.002)
        if found is not None:
            return float(found[0][0]), found[1].time
    return None


def early(missile: Missile, goal: fits.Goal, needed: float) -> float:
    """Time of flight [s] to the goal with thrust ended early; nan where no such flight is found.

    needed: the ideal speed [m/s], from which the cutoff is guessed.
    """
    nodes = np.empty((fits.ROOM, 10))
    full = sum(stage.burn_time + stage.coast_before for stage in missile.stages)
    least = missile.vertical_rise_time + missile.pitch_over_time
    left = ideal_speed(missile) - needed
    last = missile.stages[-1]
    empty = missile.payload_mass + last.dry_mass
    saved = empty * (exp(max(left, 0.0) / exhaust_speed(last)) - 1.0) / (last.propellant_mass / last.burn_time)
    if not saved < last.burn_time:
        return nan

    def shoot(burnt: float, azimuth: float, tilt: float) -> fits.Flown | None:
        if not least < burnt <= full:
            return None
        return fits.fly(missile, goal.launch, azimuth, tilt, full - burnt, earth.WGS84, nodes)

    for tilt in TILTS:
        guess: Floats = np.array([full - saved, tilt * sin(goal.bearing), tilt * cos(goal.bearing)])
        found = fits.solve(shoot, goal, guess, -0.002 * full)
        if found is not None:
            return found[1].time
    return nan


def judge(name: str, kind: Known, goal: fits.Goal, report: Report, usual: float) -> Candidate | None:
    """Whether a missile could have flown it; None when it could not. usual: ideal speed [m/s] of such a flight."""
    has = ability(kind.missile, kind.figures)
    found = at_full_burn(kind.missile, goal) if LEAST * usual < has.best < MOST * usual else None
    if found is None:
        if has.best <= usual:
            return None
        time = early(kind.missile, goal, usual)
        return Candidate(name, EARLY, has.best / usual - 1.0, time, told_apart(time, report))
    factor, time = found
    margin = has.best * (1.0 / factor - 1.0)  # what it has beyond the need, in its own ideal speed
    if margin < -has.stronger:
        return None
    how = FULL if margin <= has.weaker else EARLY
    if how == EARLY:
        time = early(kind.missile, goal, has.best - margin)
    return Candidate(name, how, 1.0 / factor - 1.0, time, told_apart(time, report))


def told_apart(time: float, report: Report) -> bool:
    """Whether a missile's time of flight [s] differs from the reported one by more than the report can be wrong."""
    told = not isnan(time) and not isnan(report.time)
    return told and abs(time - report.time) > TOLD_APART * timing.spread(report)


def find(goal: fits.Goal, report: Report, known: Mapping[str, Known], usual: float) -> tuple[Candidate, ...]:
    """The missiles that could have flown the report, those at full burn first; usual: see judge."""
    found = [judge(name, kind, goal, report, usual) for name, kind in known.items()]
    return tuple(
        sorted((one for one in found if one is not None), key=lambda one: (one.how != FULL, abs(one.margin), one.name))
    )


def alike(found: Sequence[Candidate], report: Report) -> tuple[tuple[str, ...], ...]:
    """Groups of candidates at full burn whose times of flight differ by less than a report of the time can tell."""
    full = [one for one in found if one.how == FULL and not one.told_apart and not isnan(one.time)]
    groups: list[list[Candidate]] = []
    for one in sorted(full, key=lambda one: one.time):
        width = TOLD_APART * timing.CLOCK_ERROR * one.time + report.time_rounding
        if groups and one.time - groups[-1][0].time < width:
            groups[-1].append(one)
        else:
            groups.append([one])
    return tuple(tuple(one.name for one in group) for group in groups if len(group) > 1)
