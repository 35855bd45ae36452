"""Real engagements: the machinery against closed forms and on records of its own; misses told; B sets no figure."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from math import comb
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import betabinom, binom

import openbmd as bmd
from openbmd import engagements_file, scenario_file
from openbmd.complaints import InputError
from openbmd.locales import Words
from openbmd.records.engagements import ARRIVED_OF_LAUNCHED, HELD_APART, KILLED_OF_ENGAGED, OBSERVABLES, SETS
from openbmd.render.markdown import markdown
from openbmd.studies.contract import Asked
from openbmd.studies.engagements import find, playing, predictive
from openbmd.studies.engagements.answer import FEW, MANY, EngagementAnswer
from openbmd.studies.engagements.question import EngagementsQuestion
from openbmd.studies.engagements.tell import tell
from openbmd.work import Work

ROOT = Path(__file__).parent.parent
SAY = Words()
CASES = [engagements_file.read(name) for name in engagements_file.names()]
CATALOGUE = ROOT / "src" / "openbmd" / "catalogue"
PAGE = ROOT / "docs" / "engagements.md"

shares = st.floats(0.0, 1.0).map(lambda share: round(share, 9))  # scipy overflows at the least of floats
sizes = st.integers(1, 9)


def pmf(many: int, share: float) -> np.ndarray:
    return binom.pmf(np.arange(many + 1), many, share)


# --- the machinery against closed forms ----------------------------------------------------------


@given(many=sizes, share=shares, n=st.integers(1, 60))
def test_raids_of_independent_missiles_make_a_binomial_record(many, share, n):
    assert predictive.of_record(pmf(many, share), n) == pytest.approx(pmf(n, share), abs=1e-9)


@given(many=sizes, share=shares, reach=shares)
def test_missiles_out_of_reach_thin_a_binomial_to_a_binomial(many, share, reach):
    assert predictive.within(pmf(many, share), reach) == pytest.approx(pmf(many, share * reach), abs=1e-9)


def test_draws_of_the_share_from_a_beta_make_a_beta_binomial_record():
    """Mixed over the quantiles of Beta(3, 5): 20 missiles in raids of one."""
    from scipy.stats import beta

    drawn = beta.ppf((np.arange(4000) + 0.5) / 4000, 3.0, 5.0)
    mixed = np.mean([predictive.of_record(pmf(1, share), 20) for share in drawn], axis=0)
    assert mixed == pytest.approx(betabinom.pmf(np.arange(21), 20, 3.0, 5.0), abs=2e-5)


@given(many=sizes, fails=shares, raids=st.integers(1, 6))
def test_what_fails_together_in_a_raid_leaves_the_mean_and_widens_the_record(many, fails, raids):
    """All or nothing: the number of raids that do not fail is binomial, and no count between them comes up."""
    together = np.zeros(many + 1)
    together[0], together[-1] = fails, 1.0 - fails
    found = predictive.of_record(together, many * raids)
    assert found[::many] == pytest.approx(pmf(raids, 1.0 - fails), abs=1e-9)
    counts = np.arange(many * raids + 1)
    assert found @ counts == pytest.approx(many * raids * (1.0 - fails), abs=1e-6)
    spread, alone = found @ counts**2, pmf(many * raids, 1.0 - fails) @ counts**2
    assert spread >= alone - 1e-6


def test_a_part_of_a_raid_is_drawn_without_putting_back():
    raid = np.array([0.2, 0.0, 0.3, 0.5])  # of three missiles
    by_hand = [
        sum(raid[i] * comb(i, j) * comb(3 - i, 2 - j) / comb(3, 2) for i in range(4) if j <= i and 2 - j <= 3 - i)
        for j in range(3)
    ]
    assert predictive.thinned(raid, 2) == pytest.approx(by_hand)
    assert predictive.of_record(raid, 5) == pytest.approx(np.convolve(raid, by_hand))


@given(
    weights=st.lists(st.floats(0.0, 1.0), min_size=1, max_size=30).filter(lambda found: sum(found) > 0.1),
    share=st.sampled_from([predictive.HALF, predictive.MOST]),
)
def test_an_interval_holds_what_it_says_and_no_more_than_it_must(weights, share):
    chances = np.array(weights) / sum(weights)
    found = predictive.interval(chances, share)
    aside = (1.0 - share) / 2.0
    assert found.chance == pytest.approx(chances[found.low : found.high + 1].sum())
    assert found.chance >= share - 1e-9
    assert chances[: found.low].sum() <= aside + 1e-9  # at most so much on either side,
    assert chances[found.high + 1 :].sum() <= aside + 1e-9
    assert chances[: found.low + 1].sum() > aside - 1e-9  # and one step inwards would leave out more
    assert chances[found.high :].sum() > aside - 1e-9


@given(share=shares, n=st.integers(1, 40), data=st.data())
def test_where_a_record_lies_in_a_binomial(share, n, data):
    k = data.draw(st.integers(0, n))
    found = predictive.place(pmf(n, share), k)
    below, here = binom.cdf(k - 1, n, share), binom.pmf(k, n, share)
    assert found.quantile == pytest.approx(below + here / 2.0, abs=1e-9)
    assert found.tail == pytest.approx(min(1.0, 2.0 * min(below + here, 1.0 - below)), abs=1e-9)


# --- calibrated on records of its own ------------------------------------------------------------


def synthetic(rng: np.random.Generator, off: float) -> tuple[np.ndarray, int]:
    """A case's predictive distribution and a record that was drawn by its own rules, its share moved by `off`."""
    many, n = int(rng.integers(1, 7)), int(rng.integers(5, 80))
    drawn = rng.beta(*rng.uniform(1.0, 8.0, 2), 64)
    fails = rng.uniform(0.0, 0.2)
    raids = [(1.0 - fails) * pmf(many, share) + fails * np.eye(many + 1)[0] for share in drawn]
    chances = np.mean([predictive.of_record(raid, n) for raid in raids], axis=0)
    share = min(max(float(rng.choice(drawn)) + off, 0.0), 1.0)
    record = 0
    for start in range(0, n, many):
        here = min(many, n - start)
        record += 0 if rng.random() < fails else int(rng.binomial(here, share))
    return chances, record


def test_records_drawn_by_its_own_rules_fall_inside_as_often_as_is_told():
    """400 cases: the counts inside lie within four standard errors of the intervals' own chances, summed."""
    rng = np.random.default_rng(5)
    cases = [synthetic(rng, 0.0) for _ in range(400)]
    for which in ("half", "most"):
        found = [getattr(predictive.place(chances, record), which) for chances, record in cases]
        told = np.array([one.chance for one in found])
        inside = sum(one.holds(record) for one, (_, record) in zip(found, cases, strict=True))
        assert abs(inside - told.sum()) < 4.0 * np.sqrt((told * (1.0 - told)).sum())
    shifted = [synthetic(rng, 0.45) for _ in range(400)]  # and records of another world do not
    inside = sum(predictive.place(chances, record).half.holds(record) for chances, record in shifted)
    assert inside < 120


def test_quantiles_of_such_records_are_even():
    rng = np.random.default_rng(6)
    found = [predictive.place(*synthetic(rng, 0.0)).quantile for _ in range(400)]
    for share in (0.1, 0.25, 0.5, 0.75, 0.9):
        assert abs(np.mean([one < share for one in found]) - share) < 4.0 * np.sqrt(share * (1.0 - share) / 400) + 0.03


# --- cases ---------------------------------------------------------------------------------------


def test_every_case_says_what_it_needs():
    assert {case.set for case in CASES} == set(SETS)
    assert len(CASES) >= 18
    for case in CASES:
        assert case.observable in OBSERVABLES
        assert case.scenario is not None or case.unplayed
        assert not case.disputed or len(case.said) > 1
        assert all(one.figure.assumed for one in case.unknowns)
    assert len({case.label for case in CASES}) == len(CASES)
    records = {case.id: (case.k, case.n) for case in CASES}
    assert records["gulf-1991-patriot"] == (4, 47)
    assert records["uae-2026"] == (241, 243)
    assert records["kyiv-2023"] == (15, 15)


def sources_of(folder: Path) -> dict[str, str]:
    """What stands behind each figure of a catalogue: every source of a TOML file, every line of any other table."""
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.parent.name in ("claims", "engagements", "maps", "places") or not path.is_file():
            continue
        if path.suffix == ".toml":
            data = tomllib.loads(path.read_text(encoding="utf-8"))
            found |= {f"{path.name}/{where}": text for where, text in told_in("", data)}
        elif path.suffix in (".csv", ".yaml"):
            lines = path.read_text(encoding="utf-8").splitlines()
            found |= {f"{path.name}:{n}": line for n, line in enumerate(lines, 1)}
    return found


def told_in(where: str, data) -> Iterator[tuple[str, str]]:
    """Every text of a key that is a source, by its path."""
    pairs = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in pairs:
        if isinstance(value, str) and ("source" in str(key) or "source" in where):
            yield f"{where}/{key}", value
        yield from told_in(f"{where}/{key}", value)


def rests_on(sources: dict[str, str], cases) -> list[str]:
    """Figures whose source names a case that none may rest on."""
    return [
        f"{where} names {case.id}"
        for where, source in sources.items()
        for case in cases
        if case.set == HELD_APART
        for words in case.named
        if all(re.search(rf"\b{re.escape(word)}\b", source) for word in words)
    ]


def test_no_figure_rests_on_a_case_that_is_held_apart():
    found = sources_of(CATALOGUE)
    assert len([source for source in found.values() if source]) > 300
    assert rests_on(found, CASES) == []


@pytest.mark.parametrize(
    "source",
    ["15 of 15 over Kyiv in 2023, Ukrainian Air Force", "UAE MoD, March 2026 (read)", "Ukraine, by month, 2024",
     "Israel, June 2025: 31 of 550"],
)  # fmt: skip
def test_a_figure_that_rests_on_such_a_case_is_found(tmp_path, source):
    (tmp_path / "planted.toml").write_text(f'[figures]\nkill_probability = {{ best = 0.9, source = "{source}" }}\n')
    assert rests_on(sources_of(tmp_path), CASES) != []
    (tmp_path / "planted.toml").write_text('[figures]\nkill_probability = { best = 0.9, source = "1991, GAO" }\n')
    assert rests_on(sources_of(tmp_path), CASES) == []


# --- played --------------------------------------------------------------------------------------

SMALL = EngagementsQuestion(case="iraq-2003-patriot", draws=8, raids=100)


@cache
def back(k: int, n: int):
    case = replace(engagements_file.read("iraq-2003-patriot"), k=k, n=n)
    return playing.back(case, SMALL.draws, SMALL.raids, SMALL.seed, 1)


def answer(*backs) -> EngagementAnswer:
    backs = tuple(backs)
    return EngagementAnswer(
        backs, (), tuple(find.calibrations(backs)), tuple(find.together(backs)), SMALL.draws, SMALL.raids, 1,
        {"openbmd": bmd.__version__},
    )  # fmt: skip


@pytest.mark.parametrize(("k", "off"), [(0, MANY), (400, FEW)])
def test_a_record_that_is_far_off_is_told_as_a_miss(k, off):
    """None of 400, and all of 400, against rounds of which some hit and some miss in every draw."""
    found = back(k, 400)
    assert found.off == off
    told = markdown(tell(Asked("engagements", SMALL, (), answer(found)), SAY))
    assert found.case.why_missed in told
    assert ("said more" if off == MANY else "said fewer") in told
    assert "outside the 90 % interval" in told


def test_a_record_that_is_hit_is_told_without_reasons_for_a_miss():
    mean = back(0, 400)
    k = round(float(mean.chances @ np.arange(401)))
    found = back(k, 400)
    assert not found.off
    told = markdown(tell(Asked("engagements", SMALL, (), answer(found)), SAY))
    assert found.case.why_missed not in told
    assert "No record lies outside" in told


def test_one_set_of_figures_is_held_against_all_cases_of_a_group_at_once():
    one, other = back(0, 400), back(400, 400)
    other = other._replace(case=replace(other.case, id="other", label="Other"))
    (group,) = find.together([one, other])
    assert group.all == 0.0  # no draw says none and all at once
    assert group.inside == (False, False)
    (same,) = find.together([one, one._replace(covered=np.ones(8, dtype=int))])
    assert same.all == same.alone[0]
    assert find.together([one]) == []


def test_calibration_counts_each_set_and_all():
    inside = back(round(float(back(0, 400).chances @ np.arange(401))), 400)
    outside = back(0, 400)
    outside = outside._replace(case=replace(outside.case, set=HELD_APART))
    a, b, both = find.calibrations([inside, outside])
    assert (a.cases, a.most, b.cases, b.most, both.cases, both.most) == (1, 1, 1, 0, 2, 1)
    assert both.most_expected == pytest.approx(inside.place.most.chance + outside.place.most.chance)
    assert both.half <= both.most


def test_more_rounds_at_each_missile_kill_a_larger_share():
    """The same draws with salvos of one, two and four."""
    means = []
    for rounds in (1, 2, 4):
        case = engagements_file.read("iraq-2003-patriot")
        (unknown,) = (one for one in case.unknowns if one.name == "rounds at one missile")
        fixed = unknown._replace(figure=unknown.figure._replace(low=rounds, best=rounds, high=rounds))
        rest = tuple(one for one in case.unknowns if one is not unknown)
        means.append(playing.back(replace(case, unknowns=(*rest, fixed)), 8, 200, 3, 1).shares)
    assert np.all(means[0] <= means[2])
    assert means[0].mean() < means[1].mean() < means[2].mean()


def test_what_arrives_and_what_is_stopped_are_two_sides_of_one_raid():
    case = engagements_file.read("al-asad-2020")
    arrived = playing.back(case, 8, 100, 1, 1)
    stopped = playing.back(replace(case, observable="stopped-of-launched", k=case.n - case.k), 8, 100, 1, 1)
    assert stopped.chances == pytest.approx(arrived.chances[::-1])
    assert case.observable == ARRIVED_OF_LAUNCHED


def test_a_laydown_is_drawn_and_moves_the_scenario():
    case = engagements_file.read("uae-2026")
    assert case.scenario is not None
    here = [one for one in case.unknowns if one.sets]
    low, high = engagements_file.laid_down(
        case.scenario, here, [[one.figure.low for one in here], [one.figure.high for one in here]]
    )
    assert len(low.threats) < len(high.threats)
    assert sum(unit.launchers for unit in low.fire_units) < sum(unit.launchers for unit in high.fire_units)
    assert [route.launch for route in low.routes] == [route.launch for route in high.routes]
    changed = scenario_file.changed(case.scenario, {"threats/at-dubai/count": 2, "threats/at-abu-dhabi/count": 2})
    assert len(changed.threats) == len(scenario_file.variants(case.scenario, [
        {"threats/at-dubai/count": 2, "threats/at-abu-dhabi/count": 2}])[0].threats)  # fmt: skip


def test_a_question_about_one_case_one_set_or_all():
    assert {case.set for case in find.chosen(EngagementsQuestion(set="A"))} == {"A"}
    assert len(find.chosen(EngagementsQuestion())) == len(CASES)
    with pytest.raises(InputError, match="is of set B"):
        find.chosen(EngagementsQuestion(case="kyiv-2023", set="A"))
    with pytest.raises(InputError, match="there is no such engagement"):
        bmd.engagements(case="atlantis-2030")
    unplayed = [case for case in CASES if case.scenario is None]
    for case in unplayed[:1]:
        told = find.ask(EngagementsQuestion(case=case.id), (), Work(1, 1))
        assert told.backs == ()
        assert tell(Asked("engagements", None, (), told), SAY).finding.startswith("OpenBMD cannot play")


# --- bad files -----------------------------------------------------------------------------------

GOOD = engagements_file.text_of("iraq-2003-patriot")


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        (r'^id = .*$', 'id = "other"', 'its id is "other"'),
        (r'^set = .*$', 'set = "C"', "Input should be 'A' or 'B'"),
        (r'^observable = .*$', 'observable = "felled"', 'nothing is observed as "felled"'),
        (r'^k = 9$', 'k = 10', "10 of 9"),
        (r'^k = 9$', 'k = -1', "greater than or equal to 0"),
        (r'^k = 9$', 'k = "nine"', "valid integer"),
        (r'^k = 9$', 'kk = 9', "unknown key"),
        (r'^doubt = .*$', '', "doubt is missing"),
        (r'^doubt = .*$', 'doubt = " "', "is empty"),
        (r'^named = .*$', 'named = [[]]', "a way to name it without words"),
        (r'^sources = \[[^\]]*\]', 'sources = []', "at least 1 item"),
        (r'^scenario = .*$', 'scenario = "atlantis"', 'there is no scenario "atlantis"'),
        (r'^scenario = .*$', '', "it needs a scenario, or unplayed"),
        (r'^scenario = .*$', 'scenario = "iraq-2003"\nunplayed = "why"', "and not both"),
        (r'^scenario = .*$', 'scenario = "al-asad-2020"', "counts no missile that is gone by itself"),
        (r'^low = 1$', 'low = 3', '"rounds at one missile" goes from 3 over 2 to 4'),
        (r'^high = 4$', 'high = 9', 'salvo-9'),
        (r'^write = .*$', 'write = "salvo"', "has no single place for the number"),
        (r'^sets = .*$', 'sets = ["threats/short-range/missile"]', "makes another flight"),
        (r'^sets = .*$', 'sets = ["figures/interceptors/thaad/kill_probability"]', "is nothing of a laydown"),
        (r'^sets = .*$', 'sets = ["batteries/atlantis/doctrine"]', 'there is no "atlantis"'),
        (r'^sets = .*$', '', "it sets nothing, or two kinds of thing"),
        (r'^sets = .*$', 'inside = true', "a share within reach that is none"),
        (r'^k = 9\nn = 18$', 'k = 9', "one of k and n without the other"),
        (r'^title = .*$', 'title = ', "not TOML"),
    ],
)  # fmt: skip
def test_a_bad_file_is_refused_with_the_line(old, new, found):
    text, count = re.subn(old, new, GOOD, count=1, flags=re.MULTILINE)
    assert count == 1
    with pytest.raises(InputError) as raised:
        engagements_file.parse("iraq-2003-patriot", text)
    assert any(found in one.found for one in raised.value.complaints), raised.value.complaints
    assert all(one.file == "catalogue/engagements/iraq-2003-patriot.toml" for one in raised.value.complaints)
    assert all(one.advice for one in raised.value.complaints)


def test_all_faults_of_a_file_are_told_at_once():
    text = GOOD.replace('set = "A"', 'set = "C"').replace("\nk = 9\nn = 9\n", "\nk = 9\nn = 0\n", 1)
    with pytest.raises(InputError) as raised:
        engagements_file.parse("iraq-2003-patriot", text)
    assert len(raised.value.complaints) == 2


def test_a_case_that_changes_figures_is_refused(monkeypatch):
    """One catalogue plays every case: a scenario with figures of its own would fit each by itself."""
    own = engagements_file.scenario_text("iraq-2003")
    own += "figures:\n  interceptors/pac-2-gem-t/kill_probability: {best: 1, assumed: to please}\n"
    from openbmd.engagements_file.reader import EngagementReader

    with pytest.raises(InputError, match="has figures of its own"):
        EngagementReader("iraq-2003-patriot", GOOD, "x.toml", lambda name: own).engagement()


# --- the page ------------------------------------------------------------------------------------

CHEAP = ("riyadh-2017", "abu-dhabi-2022-thaad", "al-asad-2020", "gulf-1991-patriot")


def test_the_page_is_what_the_command_prints():
    """At the settings that the page tells: rows of cheap cases to the last digit; all cases; counts that add up."""
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    told = next(
        re.search(r"([\d,]+) draws of .* · ([\d,]+) raids each · seed (\d+)", line)
        for line in lines
        if "raids each" in line
    )
    assert told is not None
    draws, raids, seed = (int(part.replace(",", "")) for part in told.groups())
    for name in CHEAP:
        question = EngagementsQuestion(case=name, draws=draws, raids=raids, seed=seed)
        found = find.ask(question, (), Work(1, 1))
        printed = markdown(tell(Asked("engagements", question, (), found), SAY)).splitlines()
        label = engagements_file.read(name).label
        rows = [line for line in printed if line.startswith(f"| {label}")]
        assert rows
        for row in rows:
            assert row in lines, f"make it anew: openbmd engagements --markdown > docs/engagements.md\n{row}"
    start = lines.index("## The records")
    records = [line.split(" | ") for line in lines[start:] if line.startswith("| ") and " of " in line.split(" | ")[2]]
    records = [row for row in records if len(row) == 10]
    played = [case for case in CASES if case.scenario is not None]
    assert len(records) == len(played)
    most = sum("outside" not in row[-1] for row in records)
    half = sum("inside 50" in row[-1] for row in records)
    assert (
        f"Of {len(played)} records, {half} lie inside the 50 % interval and {most} inside the 90 % interval"
        in "\n".join(lines)
    )
    for case in CASES:
        assert any(line.startswith((f"- {case.label}:", f"| {case.label}")) for line in lines), case.id


LATE = ("batteries/pac-2-types/release_s", "batteries/pac-3/release_s")


def test_killed_of_engaged_leaves_out_what_is_not_engaged():
    case = engagements_file.read("iraq-2003-patriot")
    assert case.observable == KILLED_OF_ENGAGED
    assert case.scenario is not None
    nobody = replace(case, scenario=scenario_file.changed(case.scenario, dict.fromkeys(LATE, 5000.0)))
    with pytest.raises(ValueError, match="no draw tells anything"):
        playing.back(nobody, 8, 20, 1, 1)
    with pytest.raises(InputError, match="no draw tells anything"):
        find.of_case(nobody, SMALL, 1)
