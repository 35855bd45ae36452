"""Effects are on unless a scenario switches them off, and every answer says beside its finding what is off."""

from __future__ import annotations

import json
from dataclasses import replace
from math import inf
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commanding import command
from openbmd import flow, places_file, scenario_file
from openbmd.locales import Words
from openbmd.outcomes.rules import within
from openbmd.records import EFFECTS, Note, Scenario, note
from openbmd.studies.footprint.question import FootprintQuestion, stem
from openbmd.telling import frame
from openbmd.telling.notes import tell

SMALL = """\
openbmd: 1
name: small
title: Two Nodongs at an air base
raids: 400
draws: 2
defended: [Kunsan Air Base]
threats:
  - {name: nodong, missile: nodong, count: 2, launch: Hwangju, aimpoint: Kunsan Air Base}
radars:
  - {name: own, radar: an-mpq-65, site: Kunsan Air Base, boresight_deg: 350, minimum_elevation_deg: 1}
layers: [lower]
fire_units:
  - {name: battery, interceptor: pac-3-mse, layer: lower, site: Kunsan Air Base, radar: own, launchers: 2,
     command_delay_s: 5, doctrine: salvo-1}
"""
SAY = Words()


def scenario(more: str = "", text: str = SMALL) -> Scenario:
    return scenario_file.read_text(text + more, "small.yaml")


def test_all_effects_are_on_unless_the_scenario_switches_them_off() -> None:
    assert scenario().effects == EFFECTS
    assert scenario("effects: []\n").effects == ()
    assert scenario("effects: [dispersion]\n").effects == ("dispersion",)
    again = scenario_file.read_text(scenario_file.resolved(scenario()), "again.yaml")
    assert again == scenario()


def test_what_is_off_is_named_beside_the_finding_everywhere(tmp_path: Path) -> None:
    for name, more, off in (
        ("on", "", ()),
        ("one", f"effects: [{', '.join(EFFECTS[1:])}]\n", EFFECTS[:1]),
        ("none", "effects: []\n", EFFECTS),
    ):
        path = tmp_path / f"{name}.yaml"
        path.write_text(SMALL + more, encoding="utf-8")
        command("run", path, out=tmp_path / name)
        kept = json.loads((tmp_path / name / "answer.json").read_text())
        assert kept["effects_off"] == ({"small": list(off)} if off else {})
        assert ("Effects off" in (tmp_path / name / "report.html").read_text()) == bool(off)
        assert kept["sentences"][0].startswith("Effects off: ") == bool(off)
        assert all(effect in kept["sentences"][0] for effect in off)


def test_scenarios_that_switch_off_unlike_effects_are_told_apart() -> None:
    on, off = scenario(), replace(scenario("effects: []\n"), name="plain")
    assert frame.off([on], SAY) == ()
    assert len(frame.off([off, off], SAY)) == 1
    assert frame.off([on, off], SAY)[0].startswith("Effects off in plain: ")


def test_a_place_without_a_radius_has_that_of_its_kind_and_the_notes_say_so() -> None:
    (base,) = scenario().places
    assert base.radius == places_file.radii()["base"]
    told = [one for one in scenario().notes if one.id == "notes-radius-assumed"]
    assert dict(told[0].values)["places"] == ("Kunsan Air Base",)
    assert not [one for one in scenario("effects: []\n").notes if one.id == "notes-radius-assumed"]
    own = SMALL.replace("[Kunsan Air Base]", "[{place: Kunsan Air Base, radius_km: 7}]")
    assert scenario(text=own).places[0].radius == 7_000.0
    assert not [one for one in scenario(text=own).notes if one.id == "notes-radius-assumed"]


def test_a_place_of_ones_own_has_the_radius_of_the_kind_it_names_or_none() -> None:
    def own(kind: str) -> Scenario:
        text = SMALL.replace("Kunsan Air Base", "Mine")
        return scenario(f"places: {{Mine: {{latitude_deg: 35.9, longitude_deg: 126.62{kind}}}}}\n", text)

    assert own(", kind: city").places[0].radius == places_file.radii()["city"]
    assert own("").places[0].radius == inf
    assert [one.id for one in own("").notes if "radius" in one.id] == ["notes-no-radius"]
    assert scenario_file.read_text(scenario_file.resolved(own(", kind: city")), "again") == own(", kind: city")


def test_with_dispersion_the_share_that_comes_down_outside_is_rayleighs() -> None:
    """Of undefended missiles with a CEP of 3 km, 1 - 2^-(2/3)^2 = 26.5 % come down within 2 km."""
    bare = replace(scenario("effects: [dispersion]\n"), fire_units=(), layers=())
    outcomes = flow.assess(flow.battlespace(bare), bare, 20_000, 1, 1)
    share = float(outcomes.leakers @ np.arange(3)) / 2 / 20_000
    assert bare.missiles["nodong"].circular_error == 3_000.0
    assert share == pytest.approx(1.0 - 2.0 ** -((2 / 3) ** 2), abs=4.0 * np.sqrt(0.25 / 40_000))


@settings(max_examples=60)
@given(st.floats(0.1, 1e5), st.floats(0.1, 1e5), st.floats(0.1, 1e5))
def test_a_wider_place_is_missed_less_often(radius: float, more: float, error: float) -> None:
    assert within(radius, error) <= within(radius + more, error) <= 1.0
    assert within(radius, error + more) <= within(radius, error)


def test_a_circular_error_may_be_written_as_the_catalogue_writes_it() -> None:
    told = "figures: {{missiles/nodong/{}: {{best: 1.5, assumed: what if}}}}\n"
    as_filed, as_record = (scenario(told.format(key)) for key in ("cep_km", "circular_error_km"))
    assert as_filed.missiles["nodong"].circular_error == 1_500.0
    assert as_filed == as_record


def test_flights_of_a_route_on_other_arcs_than_asked_are_one_note() -> None:
    def flown(route: str, km: str) -> Note:
        arcs = {"asked": note("notes-an-apogee", km="50"), "flown": note("notes-an-apogee", km=km)}
        return note("notes-no-such-boost", route=route, **arcs)

    said = tell([flown("a", "51"), flown("b", "60"), flown("a", "108"), flown("a", "94")], SAY)
    assert len(said) == 2
    assert "51–108 km" in said[0]
    assert "60 km" in said[1]


def test_each_unit_and_missile_has_a_footprint_folder_of_its_own() -> None:
    asked = [FootprintQuestion(unit=u, threat=t) for u in ("battery", "all") for t in ("nodong", "scud-c")]
    assert len({stem(one, [scenario()]) for one in asked}) == 4
    assert stem(asked[0], [scenario()]) == "small-footprint-battery-nodong"
