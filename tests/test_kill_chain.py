"""What the study says of launchers struck before launch: exact counts, figures drawn, and the record of 1991."""

from __future__ import annotations

import itertools
import json
from dataclasses import replace
from math import exp, inf, isnan, nan
from pathlib import Path

import numpy as np
import pytest
import typer
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from typer.testing import CliRunner

from engaging import scenario
from openbmd import catalogue_file, kill_chain, left_of_launch, scenario_file
from openbmd.commands import kill_chain_cli
from openbmd.commands.kill_chain import histories, refuse_unstruck
from openbmd.complaints import InputError
from openbmd.kill_chain import GULF_1991, counts, history
from openbmd.kinds import KillChain, Launcher
from openbmd.locales import Words
from openbmd.products import kill_chain_report, kill_chain_words
from openbmd.records import Scenario, Threat
from openbmd.telling.notes import each

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


# --- counts --------------------------------------------------------------------------------------


def test_launchers_alike_are_counted_by_the_binomial_distribution() -> None:
    found = kill_chain.answer(made(kinds=("liquid-tel",), number=36), 0, 1)
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
    found = kill_chain.answer(raid, 0, 1)
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
    first, second = kill_chain.answer(made(), 0, 1).waves
    assert (first.missiles, second.missiles) == (18, 18)
    assert second.mean < first.mean < 18


def test_a_threat_without_a_kind_of_launcher_is_not_counted() -> None:
    raid = made()
    silo = raid.threats[0]._replace(name="silo", launcher="silo", launcher_kind="")
    with_silo = kill_chain.answer(replace(raid, threats=(*raid.threats, silo)), 20, 1)
    without = kill_chain.answer(raid, 20, 1)
    assert with_silo.missiles[:4] == without.missiles[:4]


# --- the published figures -----------------------------------------------------------------------


def test_the_band_holds_the_best_figures_answer_and_is_wider_than_luck() -> None:
    liquid = kill_chain.answer(made(number=36), 400, 1).kinds[0]
    assert liquid.launchers.low < liquid.launchers.mean < liquid.launchers.high
    assert liquid.launchers.high - liquid.launchers.low > liquid.launchers.spread.p95 - liquid.launchers.spread.p05


def test_figures_without_a_range_give_a_band_without_width() -> None:
    raid = made()
    fixed = tuple(figure._replace(low=figure.best, high=figure.best) for figure in raid.figures)
    found = kill_chain.answer(replace(raid, figures=fixed), 10, 1)
    assert found.missiles.low == found.missiles.high == pytest.approx(found.missiles.mean, rel=1e-12)
    assert found.drivers == ()


def test_a_kill_chain_that_hangs_on_one_figure_has_it_as_its_driver() -> None:
    raid = made()
    ranged = tuple(
        figure if figure.path.endswith("/strike_delay") else figure._replace(low=figure.best, high=figure.best)
        for figure in raid.figures
    )
    found = kill_chain.answer(replace(raid, figures=ranged), 200, 1)
    assert [driver.path for driver in found.drivers] == [f"kill_chains/{ROK}/strike_delay"]
    assert found.drivers[0].correlation > 0.99  # slower strikes, more launched; beyond the set-up time all are


def test_half_are_caught_at_the_exposure_and_at_the_delay_that_are_told() -> None:
    chain = KillChain(0.0, 0.0, 1.5 / 3600.0, 60.0, 60.0, 180.0, 600.0, 0.8, 1.0, 0.5)
    launcher = Launcher(0.0, 0.0, 5400.0, 0.0, 0.0)
    raid = replace(made(kinds=("liquid-tel",)), launchers={"liquid-tel": launcher}, kill_chains={"own": chain})
    kind = kill_chain.answer(raid, 0, 1).kinds[0]
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
    kind = kill_chain.answer(replace(raid, kill_chains={ROK: chain}), 0, 1).kinds[0]
    assert (kind.half_set_up, kind.half_delay) == pytest.approx((set_up, delay), nan_ok=True)


def test_the_share_by_exposure_is_the_closed_form_inside_its_band() -> None:
    found = kill_chain.answer(made(), 200, 1)
    chain, curve = found.chain, found.exposure
    true = 1.0 / (1.0 + chain.decoys * (1.0 - chain.decoy_recognition))
    left = np.maximum(0.0, curve.times - 1800.0)  # the thirty minutes
    expected = chain.strike_reliability * (1.0 - np.exp(-chain.exposed_rate * true * left))
    assert curve.best == pytest.approx(expected, abs=1e-12)
    assert np.all(curve.low <= curve.high)
    assert np.all(np.diff(curve.high) >= -1e-12)


def test_the_notes_say_where_a_strike_is_always_late_and_what_is_left_out() -> None:
    said = " ".join(each(kill_chain.answer(made(), 0, 1).notes, Words()))
    assert "solid-tel: a weapon arrives 30 min after the launcher is found, and the set-up takes 10 min" in said
    assert "liquid-tel: a weapon arrives" not in said
    assert "liquid-tel: its waves follow after 120 min" in said
    assert "do not delay them" in said


# --- 1991 ----------------------------------------------------------------------------------------


def test_the_records_likelihood_is_the_binomial_one() -> None:
    chain = catalogue_file.read("kill_chains", ROK).record
    launcher = catalogue_file.read("launchers", "liquid-tel").record
    found = kill_chain.likelihood(GULF_1991, ROK, chain, launcher)
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
    bound = kill_chain.upper_bound(trials)
    assert bound == pytest.approx(stats.beta.ppf(0.95, 1, trials), rel=1e-12)  # one-sided Clopper-Pearson for 0 of n
    assert bound == pytest.approx(published, rel=2e-3)
    assert bound < 3.0 / trials


def test_the_announced_kill_chain_does_not_agree_with_1991_and_the_fitted_one_does() -> None:
    fitted, announced = histories(made())
    assert (fitted.name, announced.name) == ("gulf-1991", ROK)
    assert fitted.record > 0.01
    assert announced.record < 1e-6
    assert fitted.stopped < kill_chain.upper_bound(88)
    assert fitted.killed < kill_chain.upper_bound(8)


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
    found = kill_chain.answer(made(number=36), 0, 1)
    assert kill_chain_words.headline(found) == (
        "Of 36 liquid-fuelled launchers about 7 are stopped before launch; of 36 solid-fuelled, none."
    )


@pytest.mark.parametrize(
    ("chance", "words"),
    [
        (0.0, "none"),
        (0.29, "29\u202f%"),
        (5e-5, "1 in 20,000"),
        (3.5e-9, "1 in 300 million"),
        (1.7e-13, "1 in 6 trillion"),
        (1e-30, "less than 1 in 1,000 trillion"),
    ],
)
def test_small_chances_are_told_as_one_in_so_many(chance: float, words: str) -> None:
    assert kill_chain_words.odds(chance) == words


@pytest.mark.parametrize("change", [{}, {"strike_delay": 1e5}, {"strike_delay": 0.0}, {"strike_reliability": 0.0}])
@pytest.mark.parametrize("draws", [0, 20])
def test_the_page_is_whole_and_loads_nothing_from_outside(change: dict[str, float], draws: int) -> None:
    raid = made(waves=1)
    raid = replace(raid, kill_chains={ROK: raid.kill_chains[ROK]._replace(**change)})
    text = kill_chain_report.page(kill_chain.answer(raid, draws, 1), histories(raid))
    assert text.count("<svg") == 3
    assert "nan" not in text.lower().replace("finan", "")
    assert not [part for part in text.split('"') if part.startswith(("http:", "https:")) and "w3.org" not in part]


def test_a_scenario_without_a_kill_chain_or_launchers_is_refused_in_one_message() -> None:
    raid = made()
    unnamed = replace(raid, threats=tuple(threat._replace(launcher_kind="") for threat in raid.threats))
    for wrong, found in ((scenario(2), "no kill chain"), (unnamed, "no threat is fired from a launcher")):
        with pytest.raises(InputError, match=found) as raised:
            refuse_unstruck("some.yaml", wrong)
        assert len(raised.value.complaints) == 1


def command(arguments: list[str], monkeypatch: pytest.MonkeyPatch, raid: Scenario):
    app = typer.Typer()
    kill_chain_cli.add(app)
    app.callback()(lambda: None)
    monkeypatch.setattr(scenario_file, "read", lambda file: raid)
    return CliRunner().invoke(app, ["kill-chain", "some.yaml", *arguments])


def test_the_command_prints_the_answer_and_writes_one_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = command(["--draws", "20"], monkeypatch, made())
    assert done.exit_code == 0, done.output
    assert "Of 9 liquid-fuelled launchers" in done.output
    assert "gulf-1991" in done.output
    assert [path.name for path in (tmp_path / "runs" / "hand-made-kill-chain").iterdir()] == ["report.html"]
    again = command([], monkeypatch, made())
    assert isinstance(again.exception, InputError)  # what is there already is not overwritten


def test_json_is_one_object_and_writes_nothing_unasked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = command(["--json", "--draws", "20", "--seed", "3"], monkeypatch, made())
    answer = json.loads(done.stdout)
    assert answer["launchers_launched"]["total"] == 18
    assert sum(answer["missiles_launched"]["distribution"]) == pytest.approx(1.0)
    assert answer["record_1991"]["likelihoods"][0]["name"] == "gulf-1991"
    assert list(tmp_path.iterdir()) == []
