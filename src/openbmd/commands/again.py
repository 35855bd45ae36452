"""openbmd again: a run folder asked once more, from what it keeps alone."""

from __future__ import annotations

from pathlib import Path

from openbmd import asking, console, folders, run_folder
from openbmd.locales import Words
from openbmd.studies import STUDIES


def again(folder: Path, out: Path | None, threads: int | None, as_json: bool) -> None:
    """Ask the question of a run folder of the scenario in it; raises InputError or OSError before anything is written.

    The same version of OpenBMD writes the same bytes.
    """
    say = Words()
    manifest = run_folder.opened(folder)
    question = run_folder.question(manifest, folder)
    scenarios = run_folder.scenarios(manifest, folder)
    target = folder.with_name(f"{folder.resolve().name}-again") if out is None else out
    folders.refuse_existing(target)
    console.announce_compiling(say)
    study = STUDIES[manifest["study"]]
    cores = asking.cores_of("openbmd again", threads=threads, processes=threads)
    with console.progress(study.name, say) as heard:
        made = run_folder.make(asking.ask(study, question, scenarios, asking.work(cores, heard)), say)
        run_folder.write(made, target, say, heard, run_folder.forms_of(manifest))
    same = run_folder.opened(target)["files"] == manifest["files"]
    if as_json:
        console.print_json({"folder": str(target), "same": same, "finding": made.told.finding})
    else:
        console.console().print(made.told.finding, markup=False)
        console.note(say("page-again-same" if same else "page-again-other", path=str(target)))
