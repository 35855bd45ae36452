"""What the study says of launchers struck before launch: exact counts, figures drawn, and the record of 1991."""

from __future__ import annotations

import itertools
import json
import pickle
from dataclasses import replace
from math import exp, inf, isnan, nan
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

import openbmd as bmd
from commanding import command
from engaging import scenario
from openbmd import catalogue_file, left_of_launch
from openbmd.complaints import InputError
from openbmd.face.finding import Finding
from openbmd.kinds import KillChain, Launcher
from openbmd.locales import Words
from openbmd.records import Scenario, Threat
from openbmd.studies import STUDIES
from openbmd.studies.contract import Asked
from openbmd.studies.kill_chain import counts, history, words
from openbmd.studies.kill_chain.find import ask, histories, refuse_unstruck
from openbmd.studies.kill_chain.history import GULF_1991
from openbmd.studies.kill_chain.question import KillChainQuestion
from openbmd.telling.notes import each
from openbmd.work import Work

ROK = "rok-30-minutes"
shares = st.floats(0.0, 1.0).filter(lambda share: share == 0.0 or share > 1e-12)  # SciPy overflows below


def made(waves: int = 2, kinds: tuple[str, ...] = ("liquid-tel", "solid-tel"), number: int = 9) -> Scenario:
    """So many launchers of each kind under the announced Kill Chain, figures and all from the catalogue."""
    chain = catalogue_file.read("kill_chains", ROK)
    entries = {kind: catalogue_file.read("launchers", kind) for kind in kinds}
    threats = tuple(
        Threat(f"{kind} {n} {wave}", 0, 7200.0 * wave, "place 0", f"{kind} {n}", kind, wave)
        for kind in kinds
        for n in range(number)
        for wave in range(waves)
    )
    return replace(
        scenario(1), name="hand-made", threats=threats, kill_chains={ROK: chain.record},
        launchers={kind: entry.record for kind, entry in entries.items()},
        figures=tuple(figure for entry in (*entries.values(), chain) for figure in entry.figures),
    )  # fmt: skip


def asked(raid: Scenario, draws: int) -> Asked:
    question = KillChainQuestion(draws=draws, seed=1)
    return Asked("kill-chain", question, (raid,), ask(question, (raid,), Work(1, 1)))


# --- counts --------------------------------------------------------------------------------------


def test_launchers_alike_are_counted_by_the_binomial_distribution() -> None:
    found = counts.answer(made(kinds=("liquid-tel",), number=36), 0, 1)
    chance = left_of_launch.survive(made())[0]
    expected = stats.binom(36, chance)
    assert found.launchers.distribution == pytest.approx(expected.pmf(np.arange(37)), abs=1e-12)
    assert found.launchers.mean == pytest.approx(36 * chance, rel=1e-12)
    assert found.launchers.spread == tuple(expected.ppf([0.05, 0.5, 0.95]))
    assert isnan(found.launchers.low)


@given(st.lists(st.lists(shares, min_size=1, max_size=3), min_size=1, max_size=4))
def test_missiles_that_share_a_launcher_share_its_draw(chances: list[list[float]]) -> None:
    """Against the sum over every way in which the launchers' draws can fall between their chances."""
    flat = np.array([chance for group in chances for chance in group])
    ends = np.cumsum([len(group) for group in chances])
    groups = [list(range(end - len(group), end)) for group, end in zip(chances, ends.tolist(), strict=True)]
    found = counts.count(groups, flat, np.empty((0, len(flat))))
    expected = np.zeros(len(flat) + 1)
    cuts = [sorted({0.0, 1.0, *group}) for group in chances]
    for cells in itertools.product(*(list(itertools.pairwise(cut)) for cut in cuts)):
        launched = sum(
            sum(chance > (low + high) / 2.0 for chance in group)
            for (low, high), group in zip(cells, chances, strict=True)
        )
        expected[launched] += np.prod([high - low for low, high in cells])
    assert found.distribution == pytest.approx(expected, abs=1e-12)
    assert found.mean == pytest.approx(found.distribution @ np.arange(len(flat) + 1), abs=1e-12)


def test_the_numbers_agree_with_launchers_whose_dice_are_thrown() -> None:
    raid = made(waves=3)
    found = counts.answer(raid, 0, 1)
    chances = left_of_launch.survive(raid)
    launchers = [threat.launcher for threat in raid.threats]
    names = list(dict.fromkeys(launchers))
    raids = 20_000
    dice = np.random.default_rng(7).random((raids, len(names)))
    launched = (dice[:, [names.index(name) for name in launchers]] < chances).sum(axis=1)
    error = launched.std() / raids**0.5
    assert found.missiles.mean == pytest.approx(launched.mean(), abs=4.0 * error)
    shares = np.bincount(launched, minlength=found.missiles.total + 1) / raids
    # four standard errors of the largest share
    assert found.missiles.distribution == pytest.approx(shares, abs=4.0 * (0.25 / raids) ** 0.5)


def test_later_waves_lose_more() -> None:
    first, second = counts.answer(made(), 0, 1).waves
    assert (first.missiles, second.missiles) == (18, 18)
    assert second.mean < first.mean < 18


def test_a_threat_without_a_kind_of_launcher_is_not_counted() -> None:
    raid = made()
    silo = raid.threats[0]._replace(name="silo", launcher="silo", launcher_kind="")
    with_silo = counts.answer(replace(raid, threats=(*raid.threats, silo)), 20, 1)
    without = counts.answer(raid, 20, 1)
    assert with_silo.missiles[:4] == without.missiles[:4]


# --- the published figures -----------------------------------------------------------------------


def test_the_band_holds_the_best_figures_answer_and_is_wider_than_luck() -> None:
    liquid = counts.answer(made(number=36), 400, 1).kinds[0]
    assert liquid.launchers.low < liquid.launchers.mean < liquid.launchers.high
    assert liquid.launchers.high - liquid.launchers.low > liquid.launchers.spread.p95 - liquid.launchers.spread.p05


def test_figures_without_a_range_give_a_band_without_width() -> None:
    raid = made()
    fixed = tuple(figure._replace(low=figure.best, high=figure.best) for figure in raid.figures)
    found = counts.answer(replace(raid, figures=fixed), 10, 1)
    assert found.missiles.low == found.missiles.high == pytest.approx(found.missiles.mean, rel=1e-12)
    assert found.drivers == ()


def test_a_kill_chain_that_hangs_on_one_figure_has_it_as_its_driver() -> None:
    raid = made()
    ranged = tuple(
        figure if figure.path.endswith("/strike_delay") else figure._replace(low=figure.best, high=figure.best)
        for figure in raid.figures
    )
    found = counts.answer(replace(raid, figures=ranged), 200, 1)
    assert [driver.path for driver in found.drivers] == [f"kill_chains/{ROK}/strike_delay"]
    assert found.drivers[0].correlation > 0.99  # slower strikes, more launched; beyond the set-up time all are


def test_half_are_caught_at_the_exposure_and_at_the_delay_that_are_told() -> None:
    chain = KillChain(0.0, 0.0, 1.5 / 3600.0, 60.0, 60.0, 180.0, 600.0, 0.8, 1.0, 0.5)
    launcher = Launcher(0.0, 0.0, 5400.0, 0.0, 0.0)
    raid = replace(made(kinds=("liquid-tel",)), launchers={"liquid-tel": launcher}, kill_chains={"own": chain})
    kind = counts.answer(raid, 0, 1).kinds[0]
    longer = launcher._replace(set_up_time=kind.half_set_up)
    assert left_of_launch.launched(longer, chain, 0) == pytest.approx(0.5, rel=1e-9)
    faster = chain._replace(detect_delay=0.0, identify_delay=0.0, decide_delay=0.0, strike_delay=kind.half_delay)
    assert left_of_launch.launched(launcher, faster, 0) == pytest.approx(0.5, rel=1e-9)


@pytest.mark.parametrize(
    ("change", "set_up", "delay"),
    [({"strike_reliability": 0.5}, inf, nan), ({"exposed_rate": 0.0}, inf, nan)],
)
def test_half_are_never_caught_by_strikes_too_poor_or_searches_that_find_nothing(change, set_up, delay) -> None:
    raid = made()
    chain = raid.kill_chains[ROK]._replace(**change)
    kind = counts.answer(replace(raid, kill_chains={ROK: chain}), 0, 1).kinds[0]
    assert (kind.half_set_up, kind.half_delay) == pytest.approx((set_up, delay), nan_ok=True)


def test_the_share_by_exposure_is_the_closed_form_inside_its_band() -> None:
    found = counts.answer(made(), 200, 1)
    chain, curve = found.chain, found.exposure
    true = 1.0 / (1.0 + chain.decoys * (1.0 - chain.decoy_recognition))
    left = np.maximum(0.0, curve.times - 1800.0)  # the thirty minutes
    expected = chain.strike_reliability * (1.0 - np.exp(-chain.exposed_rate * true * left))
    assert curve.best == pytest.approx(expected, abs=1e-12)
    assert np.all(curve.low <= curve.high)
    assert np.all(np.diff(curve.high) >= -1e-12)


def test_the_notes_say_where_a_strike_is_always_late_and_what_is_left_out() -> None:
    said = " ".join(each(counts.answer(made(), 0, 1).notes, Words()))
    assert "solid-tel: a weapon arrives 30 min after the launcher is found, and the set-up takes 10 min" in said
    assert "liquid-tel: a weapon arrives" not in said
    assert "liquid-tel: its waves follow after 120 min" in said
    assert "do not delay them" in said


# --- 1991 ----------------------------------------------------------------------------------------


def test_the_records_likelihood_is_the_binomial_one() -> None:
    chain = catalogue_file.read("kill_chains", ROK).record
    launcher = catalogue_file.read("launchers", "liquid-tel").record
    found = history.likelihood(GULF_1991, ROK, chain, launcher)
    stopped = 1.0 - left_of_launch.launched(launcher, chain, 0)
    seen = 1.0 - exp(-chain.exposed_rate * launcher.leave_time / (1.0 + chain.decoys * (1.0 - chain.decoy_recognition)))
    leaving = stats.binom(88, seen)
    expected = (
        stats.binom.pmf(0, 88, stopped),
        leaving.cdf(42) - leaving.cdf(7),
        stats.binom.pmf(0, 8, chain.strike_reliability),
    )
    assert found[4:7] == pytest.approx(expected, rel=1e-9)
    assert found.record == pytest.approx(np.prod(expected), rel=1e-9)


@given(st.integers(1, 60), shares, st.integers(0, 60), st.integers(0, 60))
def test_binomial_chances_are_those_of_scipy(trials: int, chance: float, least: int, most: int) -> None:
    least, most = sorted((min(least, trials), min(most, trials)))
    expected = stats.binom.pmf(np.arange(least, most + 1), trials, chance).sum()
    assert history.binomial(trials, chance, least, most) == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize(("trials", "published"), [(8, 0.312), (88, 0.0335)])
def test_the_bound_of_what_was_never_seen_is_the_rule_of_three(trials: int, published: float) -> None:
    bound = history.upper_bound(trials)
    assert bound == pytest.approx(stats.beta.ppf(0.95, 1, trials), rel=1e-12)  # one-sided Clopper-Pearson for 0 of n
    assert bound == pytest.approx(published, rel=2e-3)
    assert bound < 3.0 / trials


def test_the_announced_kill_chain_does_not_agree_with_1991_and_the_fitted_one_does() -> None:
    fitted, announced = histories(made())
    assert (fitted.name, announced.name) == ("gulf-1991", ROK)
    assert fitted.record > 0.01
    assert announced.record < 1e-6
    assert fitted.stopped < history.upper_bound(88)
    assert fitted.killed < history.upper_bound(8)


# --- the catalogue, the page and the command -----------------------------------------------------


def test_the_announced_times_are_thirty_minutes_and_set_up_times_are_those_published() -> None:
    chain = catalogue_file.read("kill_chains", ROK).record
    assert chain[3:7] == (60.0, 60.0, 180.0, 1500.0)
    assert left_of_launch.delay(chain) == 1800.0
    for name, low, high in (("liquid-tel", 30, 90), ("solid-tel", 5, 20)):
        figures = {figure.path: figure for figure in catalogue_file.read("launchers", name).figures}
        set_up = figures[f"launchers/{name}/set_up_time"]
        assert (set_up.low, set_up.high) == (60.0 * low, 60.0 * high)


def test_the_headline_tells_liquid_from_solid() -> None:
    told = STUDIES["kill-chain"].tell(asked(made(number=36), 0), Words())
    assert told.headline == (
        "Of 36 liquid-fuelled launchers about 7 are stopped before launch; of 36 solid-fuelled, none"
    )
    assert told.finding == f"{told.headline}."


@pytest.mark.parametrize(
    ("chance", "told"),
    [
        (0.0, "none"),
        (0.29, "29\u202f%"),
        (5e-5, "1 in 20,000"),
        (3.5e-9, "1 in 300 million"),
        (1.7e-13, "1 in 6 trillion"),
        (1e-30, "less than 1 in 1,000 trillion"),
    ],
)
def test_small_chances_are_told_as_one_in_so_many(chance: float, told: str) -> None:
    assert words.odds(chance, Words()) == told


@pytest.mark.parametrize("change", [{}, {"strike_delay": 1e5}, {"strike_delay": 0.0}, {"strike_reliability": 0.0}])
@pytest.mark.parametrize("draws", [0, 20])
def test_the_page_is_whole_and_loads_nothing_from_outside(change: dict[str, float], draws: int, tmp_path: Path) -> None:
    raid = made(waves=1)
    raid = replace(raid, kill_chains={ROK: raid.kill_chains[ROK]._replace(**change)})
    Finding(asked(raid, draws)).save(tmp_path / "page.html")
    text = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert text.count("<svg") == 3
    assert "nan" not in text.lower().replace("finan", "")
    assert not [part for part in text.split('"') if part.startswith(("http:", "https:")) and "w3.org" not in part]


def test_a_scenario_without_a_kill_chain_or_launchers_is_refused_in_one_message() -> None:
    raid = made()
    unnamed = replace(raid, threats=tuple(threat._replace(launcher_kind="") for threat in raid.threats))
    for wrong, found in ((scenario(2), "no kill chain"), (unnamed, "no threat is fired from a launcher")):
        with pytest.raises(InputError, match=found) as raised:
            refuse_unstruck(wrong)
        assert len(raised.value.complaints) == 1


# --- asked by a command and from Python ----------------------------------------------------------

FILE = Path(__file__).parent / "golden" / "scenarios" / "strikes.yaml"


def test_the_command_prints_the_answer_and_keeps_a_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "run"
    command("kill-chain", FILE, out=folder, draws="20")
    printed = " ".join(capsys.readouterr().out.split())
    assert "Of 2 liquid-fuelled launchers" in printed
    assert "gulf-1991" in printed
    own = {
        "mission.svg",
        "survivors.svg",
        "exposure.svg",
        "kill-chain.json",
        "report.html",
        "scenario.yaml",
        "as-read.yaml",
    }
    assert {path.name for path in folder.iterdir()} == own | {"folder.json", "telling.json"}
    with pytest.raises(InputError, match="exists already"):  # what is there already is not overwritten
        command("kill-chain", FILE, out=folder, draws="20")
    assert STUDIES["kill-chain"].stem(KillChainQuestion(), (made(),)) == "hand-made-kill-chain"


def test_json_is_the_object_that_is_kept(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command("kill-chain", FILE, out=tmp_path / "run", draws="20", seed="3", json=True)
    found = json.loads(capsys.readouterr().out)
    assert found == json.loads((tmp_path / "run" / "kill-chain.json").read_text(encoding="utf-8"))
    assert (found["seed"], found["draws"], found["launchers_launched"]["total"]) == (3, 20, 4)
    assert sum(found["missiles_launched"]["distribution"]) == pytest.approx(1.0)
    assert found["record_1991"]["likelihoods"][0]["name"] == "gulf-1991"


@pytest.mark.parametrize(
    ("field", "value"), [("draws", -1), ("draws", 100_001), ("draws", 2.5), ("seed", -1), ("seed", 2**63)]
)
def test_what_is_out_of_bounds_is_refused_alike_by_command_and_from_python(
    field: str, value: float, tmp_path: Path
) -> None:
    with pytest.raises(InputError) as by_command:
        command("kill-chain", FILE, out=tmp_path / "run", **{field: str(value)})
    with pytest.raises(InputError) as from_python:
        bmd.kill_chain(bmd.read(FILE), **{field: value})
    (told,), (said,) = by_command.value.complaints, from_python.value.complaints
    assert (told.path, said.path) == (f"--{field}", field)
    assert told.advice == said.advice
    assert not list(tmp_path.iterdir())


def test_an_answer_pickles_is_equal_to_its_like_and_has_its_numbers_in_tables() -> None:
    found = bmd.kill_chain(bmd.read(FILE), draws=20)
    assert found == pickle.loads(pickle.dumps(found)) == bmd.kill_chain(bmd.read(FILE), draws=20)
    assert found != bmd.kill_chain(bmd.read(FILE), draws=20, seed=3)
    stopped = found.tables["launchers"]
    assert stopped["launcher"].tolist() == ["liquid-tel", "solid-tel"]
    for row, kind in enumerate(found.study.kinds):
        assert stopped["stopped"][row] == kind.launchers.total - kind.launchers.mean
        assert stopped["stopped_by_figures_high"][row] == kind.launchers.total - kind.launchers.low
        assert stopped["stopped_by_luck_low"][row] == kind.launchers.total - kind.launchers.spread.p95
    assert found.tables["waves"]["missiles"].sum() == found.missiles_launched.total
    assert found.tables["record-1991"]["record"].tolist() == [one.record for one in found.study.record]
