"""openbmd compare: scenarios side by side, printed and kept."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from openbmd import comparisons, flow, folders, run_file, scenario_file
from openbmd.commands.reach import refuse_unreached
from openbmd.comparisons import Comparison, Entry
from openbmd.complaints import Complaint, InputError, choices
from openbmd.console import announce_compiling, console, cores, note, print_json, progress
from openbmd.drawing import pictures
from openbmd.products import compare_json, compare_report, compare_terminal
from openbmd.records import Scenario
from openbmd.work.running import interruptible

COMMAND = "openbmd compare"


def compare(
    files: list[Path],
    without: list[str],
    out: Path | None,
    raids: int | None,
    seed: int | None,
    draws: int | None,
    threads: int | None,
    png: bool,
    as_json: bool,
) -> None:
    """Compare scenarios and write their folder; raises InputError or OSError before anything is written."""
    refuse_few(files, without)
    scenarios = {**dict(zip(names(found := read_all(files)), found, strict=True)), **withheld(found[0], without)}
    first = found[0]
    folder = default_folder(list(scenarios)) if out is None else out
    folders.refuse_existing(folder)
    announce_compiling()
    with progress(f"comparing {first.name}") as say:
        spaces = interruptible(lambda: [flow.battlespace(scenario) for scenario in scenarios.values()])
        flown = zip(found, spaces, strict=False)  # those without assets fly as their whole does
        gather([partial(refuse_unreached, s, b.trajectories) for s, b in flown])
        entries = [Entry(name, s, b) for (name, s), b in zip(scenarios.items(), spaces, strict=True)]
        comparison = interruptible(
            lambda: comparisons.compare(
                entries,
                raids=first.raids if raids is None else raids,
                seed=first.seed if seed is None else seed,
                draws=first.draws if draws is None else draws,
                threads=threads or cores(),
                progress=say,
            )
        )
        answer = tidy(compare_json.plain(comparison))
        write(comparison, answer, folder, png)
    if as_json:
        print_json(answer)
        note(f"Page: {folder}/report.html")
    else:
        compare_terminal.show(comparison, console(), str(folder))


def refuse_few(files: Sequence[Path], without: Sequence[str]) -> None:
    """Raise InputError where there is nothing to compare, or a file with itself."""
    complaints = []
    if len(files) + len(without) < 2:
        advice = "Name a second file, or what the first should do without: --without NAME."
        complaints.append(Complaint(COMMAND, 0, "", "one scenario alone cannot be compared", advice))
    real = [file.resolve() for file in files]
    for k, file in enumerate(files):
        if real[k] in real[:k]:
            complaints.append(Complaint(str(file), 0, "", "it is named twice", "Name each scenario once."))
    if complaints:
        raise InputError(complaints)


def gather(steps: Sequence[Callable[[], Any]]) -> list[Any]:
    """What each step gives; raises one InputError with the complaints of all."""
    results, complaints = [], []
    for step in steps:
        try:
            results.append(step())
        except InputError as error:
            complaints += error.complaints
    if complaints:
        raise InputError(complaints)
    return results


def read_all(files: Sequence[Path]) -> list[Scenario]:
    return gather([partial(scenario_file.read, file) for file in files])


def names(scenarios: Sequence[Scenario]) -> list[str]:
    """A name for each; those that share one are numbered."""
    found: list[str] = []
    for scenario in scenarios:
        name, number = scenario.name, 2
        while name in found:
            name, number = f"{scenario.name} ({number})", number + 1
        found.append(name)
    return found


def withheld(scenario: Scenario, without: Sequence[str]) -> dict[str, Scenario]:
    """The scenario without the assets of each wish, by a name that says so. Raises InputError for unknown names."""
    if not without:
        return {}
    from openbmd.records import withheld

    known: set[str] = set()
    for assets in (scenario.radar_sites, scenario.fire_units, scenario.links, scenario.warning_sensors):
        known |= {name for asset in assets for name in (asset.name, asset.nation) if name}
    found, complaints = {}, []
    for wish in without:
        wanted = tuple(dict.fromkeys(name.strip() for name in wish.split(",") if name.strip()))
        unknown = [name for name in wanted if name not in known]
        complaints += [
            Complaint(COMMAND, 0, "--without", f'no asset or nation "{name}" in {scenario.name}', choices(name, known))
            for name in unknown
        ]
        if not wanted:
            complaints.append(Complaint(COMMAND, 0, "--without", "it names nothing", choices("", known)))
        if wanted and not unknown:
            left = replace(withheld.without(scenario, wanted), title=f"A without {', '.join(wanted)}")
            found[f"{scenario.name} without {', '.join(wanted)}"] = left
    if complaints:
        raise InputError(complaints)
    return found


def default_folder(labels: Sequence[str]) -> Path:
    """A folder's name from those of the scenarios."""
    stem = re.sub(r"[^a-z0-9]+", "-", " ".join(["compare", *labels]).lower()).strip("-")
    return Path("runs") / stem[:120]


def write(comparison: Comparison, answer: Any, folder: Path, png: bool) -> None:
    """Write page, pictures and the answer as comparison.json; the folder appears only when all is written."""
    made = compare_report.drawn(comparison)
    svg = {picture.name: pictures.to_svg(picture) for picture in made}
    texts = {
        "report.html": compare_report.page(comparison, svg),
        "comparison.json": run_file.dumps(answer, indent=2) + "\n",
        **{f"{name}.svg": pictures.alone(element) for name, element in svg.items()},
    }
    folders.write(folder, texts, made if png else ())


def tidy(value: Any) -> Any:
    """Plain data with every number to the digits of a run folder, null where it is not finite."""
    if isinstance(value, float):
        return run_file.number(value)
    if isinstance(value, dict):
        return {key: tidy(item) for key, item in value.items()}
    return [tidy(item) for item in value] if isinstance(value, list | tuple) else value
