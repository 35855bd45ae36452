"""Questions about flights: kill_chain, infer."""

from __future__ import annotations

from math import isfinite
from pathlib import Path

from openbmd import flights_file
from openbmd import kill_chain as kill_chain_study
from openbmd.commands import infer as infer_command
from openbmd.commands import kill_chain as kill_chain_command
from openbmd.console import cores
from openbmd.face.asking import asked
from openbmd.face.old_finding import Finding
from openbmd.face.scenarios import Scenario, checked
from openbmd.infer import infer as means
from openbmd.locales import Words
from openbmd.products import (
    infer_json,
    infer_report,
    infer_words,
    kill_chain_json,
    kill_chain_report,
    kill_chain_words,
)
from openbmd.telling.notes import tell


def kill_chain(scenario: Scenario, *, draws: int = 1_000, seed: int | None = None) -> Finding:
    """How many launchers are stopped before launch? As openbmd kill-chain. Raises InputError."""
    checked(scenario)
    kill_chain_command.refuse_unstruck(scenario.file, scenario)
    found = kill_chain_study.answer(scenario, draws, scenario.seed if seed is None else seed)
    record = kill_chain_command.histories(scenario)
    return Finding(
        study=found,
        finding=kill_chain_words.headline(found),
        sentences=tuple(kill_chain_words.sentences(found, record)),
        numbers=tuple(
            (f"stopped of {kill_chain_words.launchers(kind)}", kill_chain_words.stopped(kind.launchers))
            for kind in found.kinds
        ),
        notes=tuple(tell(found.notes, Words())),
        plain=kill_chain_json.plain(found, record),
        draw=lambda: kill_chain_report.drawn(found),
        page=lambda svg: kill_chain_report.page(found, record),
        first="",
    )


def infer(
    file: Path | str | None = None,
    *,
    flight: str | None = None,
    range_km: float | None = None,
    apogee_km: float | None = None,
    time: str | None = None,
    site: str | None = None,
    bearing_deg: float | None = None,
    payload_kg: float | None = None,
    stages: int = 0,
    propellant: str = "",
    kind: str = "",
) -> Finding:
    """What does a test flight mean? As openbmd infer: a file of reports, a known flight, or range and apogee.

    time: with its unit, as "30min". Raises InputError.
    """
    question = infer_command.asked(
        None if file is None else Path(file), flight, range_km, apogee_km, time, site, bearing_deg, payload_kg, stages,
        propellant, kind,
    )  # fmt: skip
    same = flights_file.read(flight) if flight is not None else infer_command.matching(question)
    if same is not None and same.kind == "orbital" and not question.kind:
        question = question._replace(kind="orbital")
    found = asked("fitting vehicles to the report", lambda say: means(question, flights_file.known(), cores()))
    numbers = []
    if isfinite(found.answer.floor):
        numbers.append(("no such flight is shorter than", f"{found.answer.floor:,.0f} s"))
    if found.range is not None:
        numbers.append(("range on a minimum-energy flight", infer_words.reach(found.range)))
    return Finding(
        study=found,
        finding=infer_words.sentence(infer_words.headline(found)),
        sentences=tuple(infer_words.sentences(found)),
        numbers=tuple(numbers),
        notes=tuple(tell(found.notes, Words())),
        plain=infer_json.plain(found, same),
        draw=lambda: infer_report.drawn(found),
        page=lambda svg: infer_report.page(found, same),
        first="",
    )
