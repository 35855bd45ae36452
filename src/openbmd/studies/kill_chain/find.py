"""How it is found what strikes before launch do, and how likely the record of 1991 is by the same figures."""

from __future__ import annotations

from dataclasses import replace

from openbmd import catalogue_file
from openbmd.complaints import Complaint, InputError
from openbmd.records import Scenario
from openbmd.studies.contract import file_of
from openbmd.studies.kill_chain.answer import KillChainAnswer
from openbmd.studies.kill_chain.counts import answer
from openbmd.studies.kill_chain.history import GULF_1991, Likelihood, likelihood
from openbmd.studies.kill_chain.question import KillChainQuestion
from openbmd.studies.settings import settled
from openbmd.work import Work

LIKE_1991 = "liquid-tel"  # the launchers of 1991
COMPARED = ("gulf-1991", "rok-30-minutes")  # kill chains of the catalogue that the record is held against


def ask(question: KillChainQuestion, scenarios: tuple[Scenario, ...], work: Work) -> KillChainAnswer:
    """The counts, and the record of 1991. Raises InputError, Stopped."""
    (given,) = scenarios
    refuse_unstruck(given)
    work.progress(0, 1, "work-draws")
    scenario = settled(given, question)
    found = answer(scenario, question.draws, scenario.seed)
    return replace(found, record=histories(scenario))


def refuse_unstruck(scenario: Scenario) -> None:
    """Raise InputError for a scenario in which nothing is struck before launch."""
    file = file_of(scenario)
    if not scenario.kill_chains:
        advice = "Add kill_chain: with a name of the catalogue, such as rok-30-minutes, and launcher: to the threats."
        raise InputError([Complaint(file, 0, "kill_chain", "the scenario has no kill chain", advice)])
    if not any(threat.launcher_kind for threat in scenario.threats):
        advice = "Add launcher: with a name of the catalogue, such as liquid-tel, to the threats that can be struck."
        raise InputError([Complaint(file, 0, "threats", "no threat is fired from a launcher that is known", advice)])


def histories(scenario: Scenario) -> tuple[Likelihood, ...]:
    """The record of 1991 under the catalogue's kill chains and the scenario's own."""
    shipped = catalogue_file.shipped()
    launcher = shipped.read("launchers", LIKE_1991).record
    chains = {name: shipped.read("kill_chains", name).record for name in COMPARED} | dict(scenario.kill_chains)
    return tuple(likelihood(GULF_1991, name, chain, launcher) for name, chain in chains.items())
