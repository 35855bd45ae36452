"""A claim as it is measured: a part that asks what a radar sees has the scenario of that radar alone."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import PurePath

from openbmd import claims_file
from openbmd.complaints import InputError
from openbmd.kinds import Figure
from openbmd.records import Scenario
from openbmd.records.claims import Claim, ClaimPart
from openbmd.studies.contract import File
from openbmd.studies.coverage import modes
from openbmd.studies.coverage.modes import Looking


@cache
def read(name: str) -> Claim:
    """The claim of that id. Raises InputError that lists what exists, or with every fault of its file."""
    return parse(name, claims_file.text_of(name))


def of_file(file: File) -> Claim:
    """A claim of one's own. Raises InputError."""
    return parse(PurePath(file.name).stem, file.text, file.name)


def parse(name: str, text: str, file: str = "") -> Claim:
    """The claim written in a TOML text; file: as complaints name it. Raises InputError."""
    claim = claims_file.parse(name, text, file)
    parts, faults = [], []
    for n, part in enumerate(claim.parts):
        try:
            parts.append(alone(part))
        except InputError as error:
            for one in error.complaints:
                path = f"parts[{n}].{one.path}"
                faults.append(one._replace(file=claim.file, line=claims_file.line(text, path), path=path))
    if faults:
        raise InputError(faults)
    return replace(claim, parts=tuple(parts))


def alone(part: ClaimPart) -> ClaimPart:
    """A part whose scenario has one radar, as it looks, and the flights to look at. Raises InputError."""
    scenario, sight = part.scenario, part.sight
    if scenario is None or sight is None:
        return part
    site = scenario.radar_sites[0].name
    looking = Looking(site, sight.mode, sight.boresight, sight.floor, sight.cross_section, sight.dwell)
    lone = modes.scenes_of(scenario, looking, sight.routes)[0].scenario
    return part._replace(scenario=replace(lone, figures=tuple(one for one in lone.figures if in_use(one, lone))))


def in_use(figure: Figure, scenario: Scenario) -> bool:
    kind, name, *_ = figure.path.split("/")
    return kind != "radars" or name == scenario.radar_sites[0].radar
