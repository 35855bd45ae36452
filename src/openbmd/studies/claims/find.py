"""How claims are put to the test: read, measured over the draws, judged, and drawn on maps where one is asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from math import isnan

from openbmd import claims_file
from openbmd.complaints import Complaint, InputError
from openbmd.records import Scenario
from openbmd.records.claims import Claim, ClaimPart
from openbmd.studies.claims import reading
from openbmd.studies.claims.answer import ClaimAnswer, ClaimAnswers, ClaimArea
from openbmd.studies.claims.drawing import Run
from openbmd.studies.claims.judging import check
from openbmd.studies.claims.question import ClaimsQuestion
from openbmd.studies.contract import File
from openbmd.studies.coverage.answer import Coverage, Scene
from openbmd.studies.coverage.looking import look_over
from openbmd.studies.coverage.modes import MODES
from openbmd.studies.footprint import areas as footprints
from openbmd.studies.footprint.chain import Approach
from openbmd.work import Work

MOST_AREAS = 5  # on one map


def ask(question: ClaimsQuestion, scenarios: tuple[Scenario, ...], work: Work) -> ClaimAnswer | ClaimAnswers:
    """The answer to one claim with what its maps show, or to all. Raises InputError, Stopped."""
    run = Run(question.draws, question.raids, question.seed, work.threads)
    chosen = claims(question)
    total = sum(len(claim.parts) for claim in chosen) + (question.claim is not None)
    done = iter(range(total))
    answers = [judged(claim, run, lambda: work.progress(next(done), total, "work-claims")) for claim in chosen]
    if question.claim is None:
        return ClaimAnswers(tuple(answers))
    (answer,), (claim,) = answers, chosen
    work.progress(next(done), total, "work-maps")
    return replace(answer, areas=areas(claim.parts, run), coverage=seen(claim.parts, run, work))


def claims(question: ClaimsQuestion) -> list[Claim]:
    """The claims that are asked about. Raises InputError."""
    if question.claim is None:
        return [reading.read(name) for name in claims_file.names()]
    if isinstance(question.claim, File):
        return [reading.of_file(question.claim)]
    return [reading.read(question.claim)]


def judged(claim: Claim, run: Run, before: Callable[[], None]) -> ClaimAnswer:
    """One claim's answer. Raises InputError where no draw tells."""
    try:
        return check(claim, run, before)
    except ValueError as error:
        advice = "Mend its scenario, or draw more often."
        raise InputError([Complaint(claim.file, 0, "draws", str(error), advice)]) from None


def areas(parts: Sequence[ClaimPart], run: Run) -> tuple[ClaimArea, ...]:
    """The footprints of what the parts ask about: each fire unit, missile and arc once."""
    found: dict[object, ClaimArea] = {}
    for part in parts:
        scenario = part.scenario
        if not part.measure.startswith("footprint_") or scenario is None or len(found) >= MOST_AREAS:
            continue
        unit, route = scenario.fire_units[0], scenario.routes[0]
        key = (unit.site, route.missile, route.launch, route.shape)
        if key not in found:
            missile = scenario.missiles[route.missile]
            approach = Approach(route.name, route)
            region = footprints.of_unit(scenario, unit, missile, (approach,), run.threads).one
            found[key] = ClaimArea(part, unit, route, region)
    return tuple(found.values())


def seen(parts: Sequence[ClaimPart], run: Run, work: Work) -> Coverage | None:
    """What the radar sees of every flight that the parts look at, in each mode as it stands in its test parts."""
    looking = [part for part in parts if part.sight is not None and not isnan(part.hold)]
    tests = [part for part in looking if not part.what_if]
    scenarios = {mode_of(part): part.scenario for part in reversed(tests) if part.scenario}
    if not scenarios:
        return None
    groups = {route.name: group for part in looking if part.sight for route, group in zip(*part.sight[:2], strict=True)}
    together = [part.scenario for part in tests if part.scenario]
    routes = tuple({route.name: route for one in together for route in one.routes}.values())
    missiles = {name: record for one in together for name, record in one.missiles.items()}
    found = [
        Scene(mode, replace(one, routes=routes, missiles=missiles), {}) for mode, one in reversed(scenarios.items())
    ]
    names = [groups[route.name] for route in routes]
    return look_over(
        found,
        names,
        names,
        hold=max(part.hold for part in looking),
        draws=0,
        seed=run.seed,
        threads=run.threads,
        progress=lambda done, total, what: work.progress(done, total, "work-maps"),
    )


def mode_of(part: ClaimPart) -> str:
    """The mode of the part's radar, "" for one without modes."""
    assert part.scenario is not None
    radar = part.scenario.radar_sites[0].radar
    return next((mode for mode, kind in MODES.items() if kind == radar), "")
