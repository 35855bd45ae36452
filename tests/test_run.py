"""The study of a run and of a scenario before the dice: asked alike from everywhere, told once, kept whole."""

from __future__ import annotations

import pickle
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest

import openbmd as bmd
import synthetic_answer
from commanding import command, run_of
from openbmd.complaints import InputError
from openbmd.drawing.pictures import to_svg
from openbmd.formats import czml
from openbmd.locales import Words
from openbmd.records import Estimate
from openbmd.studies.run import columns, pictures, tell, words
from openbmd.telling.blocks import every
from openbmd.telling.tables import tables

GOLDEN = Path(__file__).parent / "golden" / "scenarios" / "layers.yaml"
SAY = Words()


@pytest.fixture(scope="module")
def found():
    return bmd.assess(bmd.read(GOLDEN), raids=50, draws=2)


@pytest.mark.parametrize(
    ("field", "value", "limits"),
    [
        ("raids", 0, "The least is 1, the greatest 1,000,000,000."),
        ("raids", 10**9 + 1, "The least is 1, the greatest 1,000,000,000."),
        ("seed", -1, "The least is 0, the greatest 9,223,372,036,854,775,807."),
        ("seed", 2**63, "The least is 0, the greatest 9,223,372,036,854,775,807."),
        ("draws", -1, "The least is 0, the greatest 100,000."),
        ("draws", 100_001, "The least is 0, the greatest 100,000."),
        ("error", 1e-7, "The least is 1e-06."),
        ("error", float("nan"), "The least is 1e-06."),
        ("raids", 2.5, "The least is 1, the greatest 1,000,000,000."),
    ],
)
def test_what_is_out_of_bounds_is_refused_alike_from_python_and_on_the_command_line(field, value, limits):
    with pytest.raises(InputError) as from_python:
        bmd.assess(bmd.read(GOLDEN), **{field: value})
    with pytest.raises(InputError) as from_command:
        command("run", GOLDEN, **{field: str(value)})
    (one,), (other,) = from_python.value.complaints, from_command.value.complaints
    assert one.advice == other.advice == limits
    assert (one.path, other.path) == (field, f"--{field}")


def test_a_finding_pickles_and_equals_one_that_was_asked_again(found):
    again = bmd.assess(bmd.read(GOLDEN), raids=50, draws=2, threads=1)
    assert again == found
    assert pickle.loads(pickle.dumps(found)) == found
    assert bmd.assess(bmd.read(GOLDEN), raids=51, draws=2) != found


def test_settings_of_the_question_are_those_that_are_played_told_and_kept(found, tmp_path):
    assert (found.raids, found.draws, found.study.scenario.raids) == (50, 2, 50)
    found.write_folder(tmp_path / "run")
    kept = bmd.read(tmp_path / "run" / "scenario.yaml")
    assert (kept.raids, kept.draws) == (50, 2)
    assert bmd.assess(kept).plain == found.plain
    assert (tmp_path / "run" / "as-read.yaml").read_text(encoding="utf-8") == GOLDEN.read_text(encoding="utf-8")


def test_a_standard_error_that_is_asked_for_is_reached_with_raids_as_the_most():
    asked = bmd.read(GOLDEN, draws=0)
    assert bmd.assess(asked, error=0.05).leakers.se <= 0.05
    assert bmd.assess(asked, error=1e-6, raids=300).raids == 300


def test_every_number_that_is_printed_is_in_the_tables():
    answer = synthetic_answer.answer()
    made = tables(tell.tell(run_of(answer), SAY))
    for place, name in enumerate(made["by-place"]["place"]):
        for part in Estimate._fields:
            assert made["by-place"][f"leakers_{part}"][place] == getattr(answer.places[name].leakers, part)
    assert made["rounds-by-unit"]["used_mean"].sum() == pytest.approx(sum(e.mean for e in answer.rounds_used.values()))
    assert dict(zip(made["kills-by-layer"]["layer"], made["kills-by-layer"]["kills_mean"], strict=True)) == {
        layer: kills.mean for layer, kills in answer.kills_by_layer.items()
    }
    assert made["drivers-shown"]["rank_correlation"].tolist() == [one.correlation for one in answer.drivers]
    assert made["distribution"]["share_of_raids"].sum() == pytest.approx(1.0)
    assert np.isfinite(made["flights"]["apogee_km"]).all()


def test_tables_for_programs_have_names_of_their_own():
    told = tell.tell(run_of(synthetic_answer.answer()), SAY)
    printed = [block.name for block in every(told.blocks) if type(block).__name__ == "Table"]
    assert len(printed) == len(set(printed))
    assert not set(printed) & set(told.columns)
    seen = words.of_answer(synthetic_answer.answer(), SAY).seen
    assert set(told.columns) < set(columns.tables(synthetic_answer.answer(), seen, SAY))


def test_a_radar_that_never_gets_a_firm_track_says_so_in_words():
    """Not "firm inf s", in no tip of the battlespace."""
    answer = synthetic_answer.answer()
    space = answer.battlespace
    first = next(k for k, track in enumerate(space.tracks[0]) if np.isfinite(track.firm_time))
    weak = tuple(t._replace(firm_time=np.inf) if k == first else t for k, t in enumerate(space.tracks[0]))
    made = replace(answer, battlespace=replace(space, tracks=(weak, *space.tracks[1:])))
    before, after = ("\n".join(tips(one)) for one in (answer, made))
    assert "inf s" not in after
    assert after.count("never firm, last look") == before.count("never firm, last look") + 1


def tips(answer):
    """What the battlespace says of what is pointed at."""
    shown = next(one for one in pictures.draw(run_of(answer), SAY) if one.name == "battlespace")
    return [element.text or "" for element in ElementTree.fromstring(to_svg(shown)).iter() if "title" in element.tag]


def test_properties_of_czml_say_their_types():
    made = czml.properties(route="r", time_s=1.5, place="")
    assert made == {"route": {"string": "r"}, "time_s": {"number": 1.5}, "place": {"string": ""}}


def test_show_throws_no_dice_and_says_so():
    shown = bmd.show(bmd.read(GOLDEN))
    assert shown.plain["seed"] is None
    assert shown.finding == f"{shown.telling.headline}."
    assert list(shown.pictures) == ["map", "battlespace"]
    assert set(tables(shown.telling)) >= {"radars", "fire-units", "flights", "sight", "reach"}
    assert "leakers in a raid" not in shown.pictures["map"].svg()
    assert bmd.show(bmd.read(GOLDEN)) == shown
