"""Every number of a raid, once: its mean is its sum over the raids, and whoever lists numbers lists these."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from openbmd import flow, locales, measures, scenario_file
from openbmd.studies.compare import paired
from openbmd.studies.sweep import evaluation
from openbmd.studies.sweep import words as sweep_words

FILE = Path(__file__).parent.parent / "scenarios" / "seongju-2017.yaml"
WORDS = Path(locales.__file__).parent / "en" / "compare.ftl"
RAIDS = 200


@pytest.fixture(scope="module")
def raid():
    return scenario_file.read(FILE)


@pytest.fixture(scope="module")
def played(raid):
    return flow.assess(flow.battlespace(raid), raid, RAIDS, 1, 1)


def test_each_number_stands_once_with_a_name_of_its_own():
    keys = [(one.key, one.of) for one in measures.MEASURES]
    messages = [one.message for one in measures.MEASURES]
    assert len(keys) == len(set(keys)) == len(messages) == len(set(messages))
    assert {one.unit for one in measures.MEASURES} == {"missiles", "rounds", "people-weight", "1"}


@pytest.mark.parametrize("one", measures.MEASURES, ids=lambda one: f"{one.key} of {one.of}")
def test_the_mean_of_a_number_is_its_sum_over_the_raids(raid, played, one):
    for k, _name in enumerate(measures.names(one.of, raid)):
        if one.estimate is not None:
            mean = one.total(played, raid, k) / RAIDS
            assert one.estimate(played, raid, k).mean == pytest.approx(mean, rel=1e-12)


def test_parts_add_up_to_the_whole(raid, played):
    def sum_of(key, of):
        return sum(measures.total(key, name, raid, played) for name in measures.names(of, raid))

    assert sum_of("leakers at", measures.PLACE) == measures.total("leakers", "", raid, played) > 0
    assert sum_of("rounds", measures.LAYER) == measures.total("rounds", "", raid, played) > 0
    assert sum_of("used", measures.UNIT) == measures.total("rounds", "", raid, played)
    assert sum_of("wasted", measures.UNIT) == measures.total("wasted", "", raid, played)


def test_whoever_lists_numbers_lists_these(raid, played):
    known = {(one.key, name) for one in measures.MEASURES for name in measures.names(one.of, raid)}
    assert set(paired.measures_of(raid)) <= known
    of_raid = {one.key for one in measures.MEASURES if one.of == measures.RAID}
    assert set(evaluation.MEASURES) == set(sweep_words.FACTORS) <= of_raid
    told = re.findall(r"^compare-measure-([\w-]+) =", WORDS.read_text(encoding="utf-8"), re.MULTILINE)
    assert {name.replace("-", "_") for name in told} <= of_raid
    assert len(told) > 3
    assert set(measures.every(raid, played)) >= {"leakers", *(f"leakers at {place.name}" for place in raid.places)}


def test_a_number_without_an_estimate_is_no_answer(raid, played):
    with pytest.raises(KeyError, match="wasted"):
        measures.of_raid("wasted", raid, played)
