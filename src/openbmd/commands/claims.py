"""openbmd claims: public claims put to the test, printed; one of them as a page."""

from __future__ import annotations

import gc
from collections.abc import Sequence
from dataclasses import replace
from math import isnan
from pathlib import Path

from openbmd import claims as study
from openbmd import claims_file, folders, run_file
from openbmd.catalogue_file import toml
from openbmd.claims import Answer, Claim, Part, Run
from openbmd.complaints import Complaint, InputError
from openbmd.console import Progress, announce_compiling, console, cores, note, print_json, progress
from openbmd.drawing import pictures
from openbmd.ending import Failure
from openbmd.files.routes import published
from openbmd.products import claims_json, claims_report, claims_terminal
from openbmd.products.claims_words import Area, Told
from openbmd.studies.coverage import looking as coverage
from openbmd.studies.coverage.answer import Coverage, Scene
from openbmd.studies.footprint import areas as footprints
from openbmd.studies.footprint.chain import Approach
from openbmd.work.running import interruptible

OWN = ".toml"  # ending of a claim that is a file of the user's
MODES = {"an-tpy-2-terminal": "terminal", "an-tpy-2-forward-based": "forward-based"}
MOST_AREAS = 5  # on one map


def claims(
    wanted: str | None,
    draws: int,
    raids: int,
    seed: int,
    out: Path | None,
    png: bool,
    threads: int | None,
    as_json: bool,
) -> None:
    """Judge all claims, or one and write its page; raises InputError or Failure before anything is written."""
    gc.disable()  # as in openbmd run
    chosen = [claim_of(wanted)] if wanted else [claims_file.read(name) for name in claims_file.names()]
    if out is not None and not wanted:
        raise InputError(
            [Complaint("openbmd claims", 0, "--out", "a page is of one claim", "Name a claim, or leave it.")]
        )
    folder = (Path("runs") / f"claim-{chosen[0].id}" if out is None else out) if wanted else None
    if folder is not None:
        folders.refuse_existing(folder)
    announce_compiling()
    run = Run(draws, raids, seed, threads or cores())
    with progress("putting claims to the test") as say:
        answers = interruptible(lambda: [judged(one, run, n, len(chosen), say) for n, one in enumerate(chosen)])
        if folder is not None:
            say(len(chosen), len(chosen), "drawing")
            write(interruptible(lambda: told(answers[0], run, say)), folder, png)
    if as_json:
        print_json([claims_json.plain(answer) for answer in answers])
    elif folder is not None:
        claims_terminal.show_one(answers[0], console())
    else:
        claims_terminal.show_all(answers, console())
    if folder is not None:
        note(f"Report: {folder}/report.html")


def claim_of(wanted: str) -> Claim:
    """A claim by its id, or that of a file. Raises InputError."""
    if not wanted.endswith(OWN):
        return claims_file.read(wanted)
    path = Path(wanted)
    return claims_file.parse(path.stem, toml.load(path), wanted)


def judged(claim: Claim, run: Run, done: int, total: int, say: Progress) -> Answer:
    """One claim's answer. Raises Failure where no draw tells."""
    try:
        return study.check(claim, run, lambda part: say(done, total, f"{claim.id}: {part}"))
    except ValueError as error:
        raise Failure(f"{claim.id}: {error}. Mend its scenario, or draw more often with --draws.") from None


def told(answer: Answer, run: Run, say: Progress) -> Told:
    """An answer with what its maps show, at the best figures."""
    parts = answer.claim.parts
    return Told(answer, areas(parts, run), coverages([part for part in parts if not isnan(part.hold)], run, say))


def areas(parts: Sequence[Part], run: Run) -> tuple[Area, ...]:
    """The footprints of what the parts ask about: each fire unit, missile and arc once."""
    found: dict[object, Area] = {}
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
            found[key] = Area(part, unit, route, region)
    return tuple(found.values())


def coverages(parts: Sequence[Part], run: Run, say: Progress) -> Coverage | None:
    """What the radar sees of every flight that the parts look at, in each mode as it stands in its test parts."""
    groups = {one.route.name: one.group for one in published({})}
    scenarios = {mode_of(part): part.scenario for part in reversed(parts) if part.scenario and not part.what_if}
    if not scenarios:
        return None
    together = [part.scenario for part in parts if part.scenario and not part.what_if]
    routes = tuple({route.name: route for one in together for route in one.routes}.values())
    missiles = {name: record for one in together for name, record in one.missiles.items()}
    found = [
        Scene(mode, replace(one, routes=routes, missiles=missiles), {}) for mode, one in reversed(scenarios.items())
    ]
    names = [groups[route.name] for route in routes]
    hold = max(part.hold for part in parts)
    return coverage.look_over(found, names, names, hold=hold, draws=0, seed=run.seed, threads=run.threads, progress=say)


def mode_of(part: Part) -> str:
    scenario = part.scenario
    assert scenario is not None
    return MODES.get(scenario.radar_sites[0].radar, "")


def write(found: Told, folder: Path, png: bool) -> None:
    """Write the folder, which appears only when all is written; raises InputError or OSError."""
    made = claims_report.drawn(found)
    svg = {picture.name: pictures.to_svg(picture) for picture in made}
    texts = {
        "claim.json": run_file.dumps(claims_json.plain(found.answer), indent=2) + "\n",
        "report.html": claims_report.page(found, svg),
        **{f"{name}.svg": pictures.alone(element) for name, element in svg.items()},
    }
    folders.write(folder, texts, made if png else ())
