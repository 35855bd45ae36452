"""openbmd kill-chain: what strikes before launch do to a scenario's raid."""

from __future__ import annotations

from pathlib import Path

from openbmd import catalogue_file, folders, kill_chain, scenario_file
from openbmd.complaints import Complaint, InputError
from openbmd.console import console, note, print_json
from openbmd.kill_chain import Answer, Likelihood
from openbmd.products import kill_chain_json, kill_chain_terminal
from openbmd.records import Scenario

LIKE_1991 = "liquid-tel"  # the launchers of 1991
COMPARED = ("gulf-1991", "rok-30-minutes")  # kill chains of the catalogue that the record is held against


def answer(file: Path, out: Path | None, draws: int, seed: int | None, as_json: bool) -> None:
    """Answer, and write the page; raises InputError or Failure before anything is left half written."""
    scenario = scenario_file.read(file)
    refuse_unstruck(str(file), scenario)
    folder = Path("runs") / f"{scenario.name}-kill-chain" if out is None and not as_json else out
    if folder is not None:
        folders.refuse_existing(folder)
    found = kill_chain.answer(scenario, draws, scenario.seed if seed is None else seed)
    record = histories(scenario)
    if folder is not None:
        write(found, record, folder)
    if as_json:
        print_json(kill_chain_json.plain(found, record))
    else:
        kill_chain_terminal.show(found, record, console())
    if folder is not None:
        note(f"Report: {folder}/report.html")


def refuse_unstruck(file: str, scenario: Scenario) -> None:
    """Raise InputError for a scenario in which nothing is struck before launch."""
    if not scenario.kill_chains:
        advice = "Add kill_chain: with a name of the catalogue, such as rok-30-minutes, and launcher: to the threats."
        raise InputError([Complaint(file, 0, "kill_chain", "the scenario has no kill chain", advice)])
    if not any(threat.launcher_kind for threat in scenario.threats):
        advice = "Add launcher: with a name of the catalogue, such as liquid-tel, to the threats that can be struck."
        raise InputError([Complaint(file, 0, "threats", "no threat is fired from a launcher that is known", advice)])


def histories(scenario: Scenario) -> list[Likelihood]:
    """The record of 1991 under the catalogue's kill chains and the scenario's own."""
    shipped = catalogue_file.shipped()
    launcher = shipped.read("launchers", LIKE_1991).record
    chains = {name: shipped.read("kill_chains", name).record for name in COMPARED} | dict(scenario.kill_chains)
    return [kill_chain.likelihood(kill_chain.GULF_1991, name, chain, launcher) for name, chain in chains.items()]


def write(found: Answer, record: list[Likelihood], folder: Path) -> None:
    """Write the page whole or not at all."""
    from openbmd.products import kill_chain_report

    folders.write(folder, {"report.html": kill_chain_report.page(found, record)}, ())
