"""What does a test flight mean: is its report possible, and how far would the same vehicle go on the flattest way?

The boost is unknown, so that many vehicles of usual builds (see builds) are fitted to the report by flying them: each
meets the reported range and apogee. What they take in time, against the drag-free floor, judges the report; how far
they go on a minimum-energy flight with the same payload is the answer, as a band.
"""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from math import inf, isnan, nan, pi, radians
from typing import NamedTuple

import numpy as np

from openbmd.physics import earth, impulsive, targeting
from openbmd.records import Floats, Note, Site, note
from openbmd.records.flights import Known, Report, ReportedFlight
from openbmd.studies.infer import builds, candidates, fits, kinds, reach, timing
from openbmd.studies.infer.answer import BuildAnswer, FittedBand, Inference, ReachRing, ReportAnswer

SOMEWHERE = Site(radians(39.5), radians(126.0), 0.0)  # the middle of the DPRK's test sites, for a report without one
DRAWS = 24  # vehicles of each build
FLOOR_BEARINGS = 24  # tried for a report without one
NOWHERE = FittedBand(nan, nan, nan)


class Fitted(NamedTuple):
    """Vehicles fitted to one range and apogee."""

    goal: fits.Goal
    floor: float  # s
    floor_least: float  # s, with range, apogee and bearing at what makes it least
    found: tuple[fits.Fit, ...]

    @property
    def times(self) -> Floats:
        return np.array([one.time for one in self.found])


def infer(question: ReportedFlight, known: Mapping[str, Known], threads: int, with_ring: bool = True) -> Inference:
    """What a test flight means, of one report or of several that disagree.

    known: the catalogue's missiles by name, to look for candidates among. with_ring: also fly in every direction.
    Deterministic: no dice.
    """
    kind, why = "ballistic", None
    for report in question.reports:
        kind, why = kinds.recognise(report.range, report.apogee, question.kind)
        if why:
            return refused(question, kind, why)
    fitted: dict[tuple[float, float], Fitted] = {}
    for report in question.reports:
        if report[1:3] not in fitted:
            fitted[report[1:3]] = fit_all(question, report, threads)
    answers = tuple(answer_report(report, fitted[report[1:3]]) for report in question.reports)
    main, odds = likelier(question.reports, [fitted[report[1:3]] for report in question.reports], answers)
    return meant(question, known, answers, main, odds, fitted[question.reports[main][1:3]], threads, with_ring)


def refused(question: ReportedFlight, kind: str, why: Note) -> Inference:
    """The answer to a flight that no range can be inferred from."""
    answers = tuple(ReportAnswer(r, "not-applicable", why, nan, NOWHERE, (), nan) for r in question.reports)
    return Inference(
        question=question, verdict="not-applicable", why=why, kind=kind, main=0, reports=answers, odds=nan, range=None,
        range_on_bearing=nan, burn_time=None, ideal_speed=None, launch_mass=None, builds=(), payloads=(), ring=None,
        candidates=(), alike=(), flown=None, least_energy=None,
        notes=(note("notes-not-inferred", why=why),),
    )  # fmt: skip


def impulse(launch: Site, bearing: float, distance: float, apogee: float) -> impulsive.Arc:
    """The drag-free flight of that geodesic bearing [rad], ground range and apogee [m]."""
    return impulsive.arc(
        earth.position(*launch), earth.position(*reach.aim(launch, bearing, distance)), apogee, earth.WGS84
    )


def fit_all(question: ReportedFlight, report: Report, threads: int) -> Fitted:
    """Vehicles of every usual build, fitted to one report's range and apogee within its rounding."""
    launch = question.launch or SOMEWHERE
    around = np.arange(FLOOR_BEARINGS) * 2.0 * pi / FLOOR_BEARINGS
    bearings = around.tolist() if isnan(question.bearing) else [question.bearing]
    floor = min(impulse(launch, bearing, report.range, report.apogee).time for bearing in bearings)
    lowest = report.apogee - report.apogee_rounding
    floor_least = min(
        impulse(launch, bearing, max(report.range + sign * report.range_rounding, 1.0), lowest).time
        for bearing in bearings
        for sign in (-1.0, 1.0)
    )

    def of_build(build: builds.Build) -> list[fits.Fit]:
        found, near = [], None
        for index in range(1, DRAWS + 1):
            draw = builds.draw(build, index)
            bearing = 2.0 * pi * draw.bearing if isnan(question.bearing) else question.bearing
            distance = report.range + draw.rounding[0] * report.range_rounding
            goal = towards(launch, bearing, distance, report.apogee + draw.rounding[1] * report.apogee_rounding)
            one = fits.fit(draw, goal, impulse(launch, bearing, distance, goal.apogee).speed, near)
            if one is not None:
                near = np.array([one.ideal_speed, one.azimuth if bearing == question.bearing else bearing, one.tilt])
                found.append(one)
        return found

    usual = [build for build in builds.BUILDS if fits_known(build, question)]
    with ThreadPoolExecutor(threads) as pool:
        found = [one for group in pool.map(of_build, usual) for one in group]
    goal = towards(launch, 0.0 if isnan(question.bearing) else question.bearing, report.range, report.apogee)
    return Fitted(goal, floor, floor_least, tuple(found))


def towards(launch: Site, bearing: float, distance: float, apogee: float) -> fits.Goal:
    """The goal of a flight of that geodesic bearing [rad], ground range and apogee [m]."""
    axes = earth.local_axes(launch.latitude, launch.longitude)
    point = earth.position(*reach.aim(launch, bearing, distance))
    return fits.Goal(launch, *targeting.bearing_and_angle(axes, earth.position(*launch), *point), apogee)


def fits_known(build: builds.Build, question: ReportedFlight) -> bool:
    """Whether a build is what the question says of the vehicle."""
    return question.stages in (0, build.stages) and question.propellant in ("", build.propellant)


def answer_report(report: Report, fitted: Fitted) -> ReportAnswer:
    """Verdict on one report."""
    times = fitted.times
    groups = {build.name: [one.time for one in fitted.found if one.draw.build is build] for build in builds.BUILDS}
    by_build = {name: np.array(own) for name, own in groups.items() if own}
    take = evenly(times)
    verdict, why = timing.judge(report, fitted.floor, fitted.floor_least, take, tuple(by_build.values()))
    likelihood = timing.density(times, report, timing.spread(report)) if len(times) else nan
    needed = tuple((name, evenly(own)) for name, own in by_build.items())
    return ReportAnswer(report, verdict, why, fitted.floor, take, needed, likelihood)


def evenly(values: Floats) -> FittedBand:
    """Median and 5-95 % of values (N,) that count alike."""
    return timing.quantiles(values, np.full(len(values), 1.0 / len(values))) if len(values) else NOWHERE


def likelier(reports: tuple[Report, ...], fitted: list[Fitted], answers: tuple[ReportAnswer, ...]) -> tuple[int, float]:
    """Which report is the likeliest by its time, and its odds against the next (inf against impossible ones only).

    Reports are compared at the same smoothing, the widest of theirs: a finer clock is no evidence of its own.
    """
    sound = [index for index, one in enumerate(answers) if one.verdict != "impossible"]
    if not sound:
        return 0, nan
    timed = [index for index in sound if not isnan(reports[index].time) and len(fitted[index].found)]
    if not timed:
        return sound[0], nan
    sigma = max(timing.spread(reports[index]) for index in timed)
    likelihoods = [timing.density(fitted[index].times, reports[index], sigma) for index in timed]
    first, odds = timing.odds(likelihoods)
    if len(timed) == 1 and len(answers) > len(sound):
        odds = inf
    return timed[first], odds


def meant(
    question: ReportedFlight,
    known: Mapping[str, Known],
    answers: tuple[ReportAnswer, ...],
    main: int,
    odds: float,
    fitted: Fitted,
    threads: int,
    with_ring: bool,
) -> Inference:
    """The whole answer, by the vehicles fitted to the main report."""
    report, launch = question.reports[main], fitted.goal.launch
    bearing = fitted.goal.bearing
    notes = remarks(question, answers, main, odds, fitted)
    if not fitted.found:
        return Inference(
            question=question, verdict=answers[main].verdict, why=answers[main].why, kind="ballistic", main=main,
            reports=answers, odds=odds, range=None, range_on_bearing=nan, burn_time=None, ideal_speed=None,
            launch_mass=None, builds=(), payloads=(), ring=None, candidates=(), alike=(), flown=None, least_energy=None,
            notes=notes,
        )  # fmt: skip
    found = fitted.found
    with ThreadPoolExecutor(threads) as pool:
        flown = list(
            pool.map(lambda one: reach.farthest(one.vehicle, launch, bearing, fits.STILL, reach.first_tilt(one)), found)
        )
    ranges, tilts = (np.array(column) for column in zip(*flown, strict=True))
    judged = report if answers[main].verdict == "possible" else report._replace(time=nan)
    share = timing.weights(fitted.times, judged)
    band = timing.quantiles(ranges, share)
    low, best, high = (nearest(ranges, edge) for edge in band)
    ring: ReachRing | None = None
    on_bearing = nan
    if with_ring and question.launch is not None:
        ring = reach.ring([found[k].vehicle for k in (low, best, high)], [tilts[k] for k in (low, best, high)], launch)
    if not isnan(question.bearing):
        on_bearing = reach.farthest(found[best].vehicle, launch, bearing, earth.WGS84, tilts[best])[0]
    usual = float(np.median([candidates.ideal_speed(one.vehicle) for one in found]))
    able = candidates.find(fitted.goal, report, known, usual)
    one = found[best]
    return Inference(
        question=question,
        verdict=answers[main].verdict,
        why=answers[main].why,
        kind="ballistic",
        main=main,
        reports=answers,
        odds=odds,
        range=band,
        range_on_bearing=on_bearing,
        burn_time=timing.quantiles(np.array([each.burn_time for each in found]), share),
        ideal_speed=timing.quantiles(np.array([each.ideal_speed for each in found]), share),
        launch_mass=None if isnan(question.payload_mass) else launch_masses(question, found, share),
        builds=by_build(found, fitted.times, ranges, share),
        payloads=reach.payloads(found, ranges, tilts, share, band, launch, bearing),
        ring=ring,
        candidates=able,
        alike=candidates.alike(able, report),
        flown=reach.path(one.vehicle, launch, one.azimuth, one.tilt, one.left, earth.WGS84),
        least_energy=reach.path(one.vehicle, launch, bearing, tilts[best], 0.0, fits.STILL),
        notes=notes,
    )


def nearest(values: Floats, wanted: float) -> int:
    return int(np.argmin(np.abs(values - wanted)))


def launch_masses(question: ReportedFlight, found: tuple[fits.Fit, ...], share: Floats) -> FittedBand:
    """Mass at launch [kg] of the fitted vehicles if the payload weighs what the question says."""
    ratio = np.array([builds.LAUNCH_MASS / one.vehicle.payload_mass for one in found])
    return timing.quantiles(question.payload_mass * ratio, share)


def by_build(found: tuple[fits.Fit, ...], times: Floats, ranges: Floats, share: Floats) -> tuple[BuildAnswer, ...]:
    """What each build that fits would mean, the one of most fitted vehicles first."""
    answers = []
    for build in builds.BUILDS:
        own = np.array([one.draw.build is build for one in found])
        if own.any():
            total = float(share[own].sum())
            band = timing.quantiles(ranges[own], share[own] / total) if total > 1e-6 else evenly(ranges[own])
            answers.append(BuildAnswer(build.name, total, evenly(times[own]), band))
    return tuple(sorted(answers, key=lambda answer: -answer.share))


def remarks(
    question: ReportedFlight, answers: tuple[ReportAnswer, ...], main: int, odds: float, fitted: Fitted
) -> tuple[Note, ...]:
    """What the reader must know beside the numbers."""
    said = []
    if question.launch is None:
        said.append(note("notes-no-site"))
    if isnan(question.bearing):
        said.append(note("notes-no-bearing"))
    if not fitted.found:
        said.append(note("notes-no-usual-build"))
    elif answers[main].verdict != "possible":
        said.append(note("notes-time-left-out"))
    elif isnan(question.reports[main].time):
        said.append(note("notes-no-time"))
    if fitted.found:
        said.append(note("notes-fitted-vehicles"))
    others = [one.report.by for index, one in enumerate(answers) if index != main]
    barred = [one.report.by for one in answers if one.verdict == "impossible"]
    if others and barred:
        said.append(note("notes-below-the-floor", reports=", ".join(barred)))
    if others and odds == inf:
        if not barred:
            said.append(note("notes-beyond-telling", report=answers[main].report.by))
    elif others and not isnan(odds):
        said.append(note("notes-likelier", report=answers[main].report.by, odds=f"{odds:.1f}"))
    elif others:
        said.append(note("notes-not-told-apart"))
    return (*said, note("notes-range-meant"))
