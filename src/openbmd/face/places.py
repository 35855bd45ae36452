"""Questions about places: footprint, site."""

from __future__ import annotations

from pathlib import Path

from openbmd.commands import site as site_command
from openbmd.complaints import Complaint, InputError, choices
from openbmd.console import cores
from openbmd.face.asking import Say, asked
from openbmd.face.old_finding import Finding
from openbmd.face.scenarios import Scenario, checked
from openbmd.products import (
    site_json,
    site_report,
    site_words,
)
from openbmd.studies.site import siting


def site(
    scenario: Scenario,
    *,
    unit: str,
    sites: str | None = None,
    k: int | None = None,
    demand: str | None = None,
    rule: str = siting.RULES[0],
    fresh: bool = False,
) -> Finding:
    """Where would another battery do most? As openbmd site; sites: names with commas between them, or a CSV file.

    k: how many more units at most. demand: a country (KR) whose cities count instead of the defended places.
    Raises InputError.
    """
    file = Path(checked(scenario).file)
    site_command.fire_unit(file, scenario, unit)
    if rule not in siting.RULES:
        raise InputError([Complaint("site", 0, "rule", f'there is no rule "{rule}"', choices(rule, siting.RULES))])
    places, approaches = site_command.demanded(file, scenario, demand)
    candidates = site_command.candidates(sites, scenario)
    most = min(site_command.USUAL, len(candidates)) if k is None else k

    def choose(say: Say) -> siting.Siting:
        return siting.find(
            scenario, unit, candidates, places, approaches, most=most, rule=rule, fresh=fresh,
            seconds=site_command.SECONDS, threads=cores(), progress=say,
        )  # fmt: skip

    try:
        found = asked(f"siting {unit}", choose)
    except ValueError as error:
        advice = "Aim a threat at a defended place that has people-weight, or name a demand in reach of the raid."
        raise InputError([Complaint(str(file), 0, "no demand points", str(error), advice)]) from error
    return Finding(
        study=found,
        finding=f"{site_words.headline(found)}.",
        sentences=tuple(site_words.sentences(found)),
        numbers=tuple((f"{row['units']}: {row['sites']}", row["covered"]) for row in site_report.best_rows(found)),
        notes=tuple(site_words.notes(found)),
        plain=site_json.plain(found),
        draw=lambda: site_report.drawn(found),
        page=lambda svg: site_report.page(found, svg),
        first="",
    )
