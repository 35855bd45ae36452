"""Every picture of every study, drawn from small scenarios and made-up answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from math import inf, nan

from commanding import run_of
from openbmd import catalogue_file, flow, places_file, scenario_file
from openbmd.drawing.pictures import Picture
from openbmd.flights_file import known, question
from openbmd.locales import Words
from openbmd.records import Battlespace, Posture, Presence, Scenario, Threat
from openbmd.studies.compare import paired as comparisons
from openbmd.studies.compare import pictures as compare_pictures
from openbmd.studies.contract import Asked
from openbmd.studies.coverage import find as coverage
from openbmd.studies.coverage import pictures as coverage_pictures
from openbmd.studies.coverage.question import CoverageQuestion
from openbmd.studies.engagements import find as engagements_find
from openbmd.studies.engagements import pictures as engagements_pictures
from openbmd.studies.engagements.question import EngagementsQuestion
from openbmd.studies.footprint import areas, find
from openbmd.studies.footprint import pictures as footprint_pictures
from openbmd.studies.infer import pictures as infer_pictures
from openbmd.studies.infer.inference import infer
from openbmd.studies.kill_chain import find as kill_chain_find
from openbmd.studies.kill_chain import pictures as kill_chain_pictures
from openbmd.studies.kill_chain.question import KillChainQuestion
from openbmd.studies.posture import pictures as posture_pictures
from openbmd.studies.posture import playing as postures
from openbmd.studies.run import pictures as run_pictures
from openbmd.studies.show import pictures as show_pictures
from openbmd.studies.show.question import ShowQuestion
from openbmd.studies.site import pictures as site_pictures
from openbmd.studies.site import siting
from openbmd.studies.site.classes import aimed
from openbmd.studies.sweep import find as sweep_find
from openbmd.studies.sweep import pictures as sweep_pictures
from openbmd.studies.sweep.question import SweepQuestion
from openbmd.work import Work
from synthetic_answer import answer, scenario, without_defence

SMALL = """
openbmd: 1
name: gunsan
title: Two Patriot batteries at Gunsan, against four missiles
effects: []
seed: 3
raids: 500
draws: 4
defended: [Gunsan]
threats:
  - {name: scud, missile: scud-c, count: 3, launch: Nampo test site, aimpoint: Gunsan, interval_s: 5}
  - {name: kn, missile: kn-23, count: 1, launch: Kwail, aimpoint: Gunsan, interval_s: 5,
     shape: quasi-ballistic, apogee_km: 50}
radars:
  - {name: kunsan-radar, radar: an-mpq-65, site: Kunsan Air Base, boresight_deg: 348, minimum_elevation_deg: 1}
layers: [lower]
fire_units:
  - {name: one, interceptor: pac-3-cri, layer: lower, site: Kunsan Air Base, radar: kunsan-radar, launchers: 1,
     command_delay_s: 5, doctrine: salvo-2}
  - {name: two, interceptor: pac-3-cri, layer: lower, site: Kunsan Air Base, radar: kunsan-radar, launchers: 1,
     command_delay_s: 5, doctrine: salvo-2}
"""
KIND = "interceptors/pac-3-cri"
FEW = (f"{KIND}/kill_probability", f"{KIND}/simultaneous_engagements", f"{KIND}/common_mode_failure")


def quiet(_done: int, _total: int, _what: str) -> None:
    pass


@cache
def small() -> Scenario:
    return scenario_file.read_text(SMALL, "small.yaml")


@cache
def space() -> Battlespace:
    return flow.battlespace(small())


def of_compare() -> list[Picture]:
    lone = replace(small(), fire_units=small().fire_units[:1])
    entries = [
        comparisons.NamedScenario("both", small(), space()),
        comparisons.NamedScenario("one", lone, flow.battlespace(lone)),
    ]
    found = comparisons.compare(entries, raids=300, seed=7, draws=2, threads=1, progress=quiet)
    return compare_pictures.draw(Asked("compare", None, (small(),), found), Words())


def of_posture() -> list[Picture]:
    later = Posture((0.0, 5.0), ("one battery", "both"), (Presence("two", 5.0, inf, nan),))
    days = postures.days(replace(small(), posture=later))
    flown = flow.fly([small()], (), with_bodies=False, threads=1)[0]
    found = postures.play(days, flown, raids=300, seed=5, draws=4, threads=1, progress=quiet)
    return posture_pictures.draw(Asked("posture", None, (small(),), found), Words())


@cache
def struck() -> Asked:
    chain = catalogue_file.read("kill_chains", "rok-30-minutes")
    kinds = {name: catalogue_file.read("launchers", name) for name in ("liquid-tel", "solid-tel")}
    threats = tuple(Threat(f"{k} {n}", 0, 0.0, "place", f"{k} {n}", k, 0) for k in kinds for n in range(6))
    raid = replace(
        scenario(), threats=threats, kill_chains={"rok-30-minutes": chain.record},
        launchers={name: entry.record for name, entry in kinds.items()},
        figures=tuple(figure for entry in (*kinds.values(), chain) for figure in entry.figures),
    )  # fmt: skip
    asked = KillChainQuestion(draws=20, seed=1)
    return Asked("kill-chain", asked, (raid,), kill_chain_find.ask(asked, (raid,), Work(1, 1)))


def of_sweep() -> list[Picture]:
    figures = {one.path: one for one in small().figures}
    few = replace(small(), figures=tuple(figures[path] for path in FEW))
    asked = SweepQuestion(verdict="leakers <= 0.75", draws=64, raids=1_000)
    found = sweep_find.ask(asked, (few,), Work(1, 1))
    return sweep_pictures.draw(Asked("sweep", asked, (few,), found), Words())


def of_coverage() -> list[Picture]:
    flight = {"launch": "Sunchon test site", "aim": "Busan", "missile": "nodong"}
    question = CoverageQuestion(radar="kunsan-radar", **flight, draws=2, seed=1)
    found = coverage.ask(question, (small(),), Work(1, 1))
    return coverage_pictures.draw(Asked("coverage", question, (small(),), found), Words())


def of_footprint() -> list[Picture]:
    name, missile, approaches = find.threat_class(small(), "scud", None)
    found = areas.footprint(small(), ("one",), name, missile, approaches, small().places, threads=1, progress=quiet)
    chances = find.chance_map(small(), found, missile, 1)
    answer = replace(found, negation=chances)
    return footprint_pictures.draw(Asked("footprint", None, (small(),), answer), Words())


def of_infer() -> list[Picture]:
    asked = question(range_km=787.0, apogee_km=2111.5, time="30min", site="North Kusong", bearing_deg=71.0)
    return infer_pictures.draw(Asked("infer", None, (), infer(asked, known(), 1)), Words())


def of_site() -> list[Picture]:
    sites = tuple(places_file.read(name) for name in ("Kunsan Air Base", "Osan Air Base"))
    found = siting.find(
        small(), "one", sites, small().places, aimed(small()), most=2, rule="every", fresh=False, seconds=5.0,
        threads=1, progress=quiet,
    )  # fmt: skip
    return site_pictures.draw(Asked("site", None, (small(),), found), Words())


def of_engagements() -> list[Picture]:
    asked = EngagementsQuestion(case="riyadh-2017", draws=8, raids=50)
    found = engagements_find.ask(asked, (), Work(1, 1))
    return engagements_pictures.draw(Asked("engagements", asked, (), found), Words())


STUDIES: dict[str, Callable[[], list[Picture]]] = {
    "run": lambda: run_pictures.draw(run_of(answer()), Words()),
    "run without a defence": lambda: run_pictures.draw(run_of(without_defence()), Words()),
    "show": lambda: show_pictures.draw(Asked("show", ShowQuestion(), (small(),), space()), Words()),
    "compare": of_compare,
    "posture": of_posture,
    "kill-chain": lambda: kill_chain_pictures.draw(struck(), Words()),
    "sweep": of_sweep,
    "coverage": of_coverage,
    "footprint": of_footprint,
    "infer": of_infer,
    "site": of_site,
    "engagements": of_engagements,
}
