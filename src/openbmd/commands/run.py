"""openbmd run: the answer, printed and kept."""

from __future__ import annotations

import gc
from pathlib import Path
from threading import Thread

from openbmd import flow, folders, run_file, scenario_file, sweeps
from openbmd.commands.reach import refuse_unreached
from openbmd.console import announce_compiling, console, cores, note, print_json, progress
from openbmd.products import terminal, warm_up
from openbmd.records import Scenario
from openbmd.work.running import interruptible

MOST_RAIDS = 100_000_000  # that a standard error asked for may take


def run(
    file: Path,
    out: Path | None,
    raids: int | None,
    seed: int | None,
    draws: int | None,
    threads: int | None,
    error: float | None,
    png: bool,
    as_json: bool,
) -> None:
    """Play a scenario and write its run folder; raises InputError or OSError before anything is written."""
    scenario = scenario_file.read(file, raids=raids, seed=seed, draws=draws)
    most = scenario.raids if error is None else raids or MOST_RAIDS
    play(scenario, out, most, threads, error, png, as_json)


def play(
    scenario: Scenario, out: Path | None, raids: int, threads: int | None, error: float | None, png: bool, as_json: bool
) -> None:
    """As run, of a scenario that was read; raids: the most to play."""
    gc.disable()  # a run makes little rubbish, and looking for it takes a tenth of its time
    folder = Path("runs") / scenario.name if out is None else out
    folders.refuse_existing(folder)
    announce_compiling()
    Thread(target=warm_up, daemon=True).start()  # while kernels run
    with progress(f"playing {scenario.name}") as say:
        say(0, 1, "flights, looks and tracks")
        space = interruptible(lambda: flow.battlespace(scenario))
        refuse_unreached(scenario, space.trajectories)
        answer = interruptible(
            lambda: sweeps.answer(
                scenario,
                space,
                raids=raids,
                error=error,
                seed=scenario.seed,
                draws=scenario.draws,
                threads=threads or cores(),
                progress=say,
            )
        )
        run_file.write(answer, folder, scenario_file.resolved(scenario), say, png)
    if as_json:
        print_json(run_file.answer_json(answer))
        note(f"Report: {folder}/report.html")
    else:
        terminal.show(answer, console(), str(folder))
