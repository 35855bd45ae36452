"""Law 12: check_study for every study; each of its checks finds a planted fault."""

from __future__ import annotations

import pickle
from dataclasses import dataclass, replace
from typing import Annotated

import pytest

import openbmd as bmd
from openbmd import run_folder
from openbmd.complaints import InputError
from openbmd.locales import Words
from openbmd.studies import STUDIES
from openbmd.studies.checking import checked, schema
from openbmd.studies.contract import Ask, Question, Study
from openbmd.telling import Cell, Column, Row, Table
from study_checks import (
    SCENARIOS,
    Sample,
    asked,
    beyond,
    check_renderers,
    check_study,
    check_table,
    check_telling,
    refused_by_command,
    refused_by_python,
)

ONE = Sample(("one-battery",), {"unit": "seongju-thaad", "threat": "nodong"})
SAMPLES = {
    "run": Sample(("layers",), {"raids": 60, "draws": 2, "seed": 5}),
    "show": Sample(("layers",)),
    "footprint": ONE,
    "compare": Sample(("layers",), {"without": ("seongju-tpy-2",), "raids": 100, "draws": 2}),
    "infer": Sample((), {"range_km": 787, "apogee_km": 2111, "time": "30min", "site": "Kusong", "bearing_deg": 71}),
    "flights": Sample((), {"names": ("2017-05-21-pukguksong-2",)}),
    "posture": Sample(("layers",), {"raids": 100, "draws": 2}),
    "claims": Sample((), {"claim": "sees-chinese-icbms", "raids": 50, "draws": 2}),
    "engagements": Sample((), {"case": "riyadh-2017", "draws": 8, "raids": 50}),
    "kill-chain": Sample(("strikes",), {"draws": 20}),
    "sweep": Sample(("one-battery",), {"raids": 20, "draws": 8, "verdict": "leakers <= 0.5"}),
    "site": Sample(("layers",), {"unit": "rok-gimhae-1", "sites": "Gunsan,Daegu", "k": 2}),
    "coverage": Sample(
        ("one-battery",),
        {"radar": "seongju-tpy-2", "launch": "Sunchon test site", "aim": "Busan", "missile": "nodong", "draws": 2},
    ),
}


@pytest.mark.parametrize("name", STUDIES)
def test_a_study_keeps_the_contract(name, tmp_path):
    check_study(name, SAMPLES[name], tmp_path)


@pytest.fixture(scope="module")
def made():
    return run_folder.make(asked(STUDIES["footprint"], ONE, 1), Words())


def test_planted_faults_of_a_telling_are_found(made):
    check_telling(made.told, ONE)
    for fault in (
        {"finding": "no full stop"}, {"headline": "A title with one."}, {"headline": ""}, {"seed": "2017"},
        {"notes": ("said", "said")}, {"notes": ("",)}, {"versions": {"openbmd": "0"}}, {"about": ""}, {"sources": ()},
        {"blocks": (*made.told.blocks, *made.told.blocks)}, {"center": (1.0, 2.0, 3.0)},
    ):  # fmt: skip
        with pytest.raises(AssertionError):
            check_telling(replace(made.told, **fault), ONE)


@pytest.mark.parametrize(
    ("columns", "row"),
    [
        ((Column("n", "number", right=True),), (Cell("12"),)),
        ((Column("", "number", right=True),), (Cell("12"),)),
        ((Column("Area km²", "area", right=True),), (Cell("12", 12.0),)),
        ((Column("n", "number", right=True), Column("n", "again", right=True)), (Cell("1", 1), Cell("2", 2))),
        ((Column("n", "number", right=True),), (Cell("1", 1), Cell("2", 2))),
    ],
)
def test_planted_faults_of_a_table_are_found(columns, row):
    from openbmd.telling.tables import columns as columns_of

    table = Table("planted", columns, (Row(row),))
    with pytest.raises(AssertionError):
        check_table(table, columns_of(table))


def test_a_note_that_a_renderer_leaves_out_is_found(made, monkeypatch):
    noted = made._replace(told=replace(made.told, notes=("One thing that must be said.",)))
    check_renderers(STUDIES["footprint"], noted)
    monkeypatch.setattr("openbmd.render.notebook.notes", lambda told, say: "")
    with pytest.raises(AssertionError, match="notebook"):
        check_renderers(STUDIES["footprint"], noted)


@dataclass(frozen=True, kw_only=True)
class Planted(Question):
    """A question for tests."""

    number: Annotated[int, Ask("A number.", "N", low=2, high=5)] = 3


def test_bounds_that_only_one_door_knows_are_found():
    (number,) = Planted.given()
    assert list(beyond(number)) == [1, 6]
    study = STUDIES["footprint"]
    assert refused_by_python(study, ONE, "unit", 5) == {("5 is not a text", "A fire unit of the scenario, or all.")}
    assert refused_by_command(study, ONE, "threat", "no-such") != set()


class Told(Study):
    """A study whose question is the planted one."""

    @property
    def question(self):
        return Planted


@pytest.mark.parametrize(
    ("value", "text", "found"),
    [
        (1, False, "1 is out of bounds"), (6, False, "6 is out of bounds"), ("1", True, "1 is out of bounds"),
        (2.5, False, "2.5 is not a whole number"), ("2.5", True, "2.5 is not a whole number"),
        ("3", False, '"3" is not a whole number'), (True, False, "True is not a whole number"),
        (float("nan"), False, "nan is not a whole number"), (10**40, False, "is out of bounds"),
        ([3], False, "(3,) is not a whole number"),
    ],
)  # fmt: skip
def test_wrong_values_are_told_in_words(value, text, found):
    with pytest.raises(InputError) as raised:
        checked(Told("planted"), {"number": value}, text=text, name=lambda given: given.name)
    (complaint,) = raised.value.complaints
    assert found in complaint.found
    assert complaint.advice == "The least is 2, the greatest 5."


def test_all_faults_of_a_question_are_told_at_once():
    with pytest.raises(InputError) as raised:
        bmd.footprint(bmd.read(SCENARIOS / "one-battery.yaml"), unit=3, thread="nodong")
    assert [one.path for one in raised.value.complaints] == ["thread", "unit", "threat"]


@pytest.mark.parametrize("name", STUDIES)
def test_the_schema_of_a_question_says_what_its_fields_say(name):
    described = schema(STUDIES[name])
    fields = {given.name: given for given in STUDIES[name].question.given()}
    assert described["properties"].keys() == fields.keys()
    for key, given in fields.items():
        told = described["properties"][key]
        assert told["description"] == given.ask.help
        bounds = [told, *told.get("anyOf", [])]
        if given.ask.low is not None:
            assert any(one.get("minimum") == given.ask.low for one in bounds), key


def test_an_answer_is_frozen_equal_to_its_like_and_comes_back_from_a_pickle():
    answers = [
        bmd.footprint(bmd.read(SCENARIOS / "one-battery.yaml"), unit="seongju-thaad", threat=threat, launch="Kusong")
        for threat in ("nodong", "nodong", "nodong-b")
    ]
    assert answers[0] == answers[1] != answers[2]
    back = pickle.loads(pickle.dumps(answers[0]))
    assert back == answers[0]
    assert back.plain == answers[0].plain
    with pytest.raises(AttributeError):
        answers[0].asked = None
