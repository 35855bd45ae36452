"""Questions about flights: coverage."""

from __future__ import annotations

from pathlib import Path

from openbmd import coverage as coverage_study
from openbmd.commands import coverage as coverage_command
from openbmd.commands import coverage_routes
from openbmd.commands.coverage_cli import HOLD
from openbmd.console import cores
from openbmd.face.asking import Say, asked
from openbmd.face.old_finding import Finding
from openbmd.face.scenarios import Scenario, settled
from openbmd.locales import Words
from openbmd.products import (
    coverage_json,
    coverage_report,
    coverage_words,
)
from openbmd.telling.notes import tell


def coverage(
    scenario: Scenario,
    *,
    radar: str,
    launch: str | None = None,
    aim: str | None = None,
    missile: str | None = None,
    mode: str | None = None,
    boresight_deg: float | None = None,
    floor_deg: float | None = None,
    cross_section_m2: float | None = None,
    dwell_ms: float | None = None,
    at_least_s: float = HOLD,
    draws: int | None = None,
    seed: int | None = None,
) -> Finding:
    """What does one radar see of published flights, or of one flight? As openbmd coverage. Raises InputError."""
    own = settled(scenario, draws=draws, seed=seed)
    wanted = coverage_command.Asked(
        radar, launch, aim, missile, mode, boresight_deg, floor_deg, cross_section_m2, dwell_ms, at_least_s, draws, seed
    )
    routes = coverage_command.routes_of(wanted, own)
    scenes = coverage_command.scenes_of(Path(own.file), wanted, own, routes)

    def look(say: Say) -> coverage_study.Coverage:
        return coverage_study.look_over(
            scenes,
            [one.group for one in routes],
            [coverage_routes.told(one) for one in routes],
            hold=at_least_s,
            draws=own.draws,
            seed=own.seed,
            threads=cores(),
            progress=say,
        )

    found = asked(f"looking with {radar}", look)
    coverage_command.refuse_unreached(found, wanted)
    return Finding(
        study=found,
        finding=coverage_words.headline(found),
        sentences=tuple(coverage_words.paragraphs(found)),
        numbers=tuple(
            (f"{group}, {scene.scene.mode}" if scene.scene.mode else group, f"{count.held} of {count.of} held")
            for scene in found.scenes
            for group, count in scene.counts.items()
        ),
        notes=tuple(tell(found.notes, Words())),
        plain=coverage_json.plain(found),
        draw=lambda: coverage_report.drawn(found),
        page=lambda svg: coverage_report.page(found, svg),
        first="",
    )
