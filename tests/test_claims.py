"""Public claims: each verdict follows from its file and the draws, turns with its threshold, and is no opinion."""

from __future__ import annotations

import json
import pickle
import re
from dataclasses import replace
from functools import cache
from math import inf, isnan, nan
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Geod

import openbmd as bmd
from commanding import command
from openbmd import claims_file, places_file, run_folder
from openbmd.claims_file.lines import line_of, lines
from openbmd.claims_file.measures import MEASURES
from openbmd.complaints import InputError
from openbmd.drawing import pictures
from openbmd.kinds import Figure
from openbmd.locales import Words
from openbmd.records.claims import OTHER_KINDS, Claim, ClaimThreshold
from openbmd.render import page as pages
from openbmd.render.gathering import gather
from openbmd.studies import STUDIES
from openbmd.studies.claims import data, judging, reading, verdicts
from openbmd.studies.claims import words as claims_words
from openbmd.studies.claims.answer import (
    DEPENDS,
    FAILS,
    HOLDS,
    NO_MATTER,
    TOO_FEW,
    WAYS,
    ClaimAnswer,
    Measured,
)
from openbmd.studies.claims.drawing import Run
from openbmd.studies.claims.measures import FIND
from openbmd.studies.claims.question import ClaimsQuestion
from openbmd.studies.contract import Asked, File
from openbmd.telling import Drawn
from openbmd.telling.blocks import every
from openbmd.work import Work

SAY = Words()
RUN = Run(3, 200, 2017, 1)
IDS = (
    "assets-leave", "covers-seoul", "full-interception", "gliders-get-through", "gulf-shares", "kamd-early",
    "kill-chain-thirty", "l-sam-completes", "missiles-and-aircraft", "musudan-october", "nearly-hundred",
    "nodong-on-busan", "oriented-north", "reach-guam", "resources-needed", "satellite-or-missile",
    "sees-chinese-icbms", "short-medium-intermediate", "spy-satellites", "stick-against-china", "strategic-assets",
    "three-missiles-september", "two-layers-96",
)  # fmt: skip
QUICK = ("kill-chain-thirty", "missiles-and-aircraft", "nearly-hundred")
WORDS = (HOLDS, FAILS, DEPENDS)
SMALL = """id = "small"
title = "Is it low?"
words = "It is low."
said_by = "somebody"
when = "2016"
source = "a paper"
kind = "capability"
doubt = "None."

[[parts]]
name = "floor"
says = "Its floor is at most 26 km."
measure = "figure"
at_most_km = 26
figure = "interceptors/thaad/minimum_altitude"
"""


SHORT = 'measure = "leakers"\nat_most = 1'
RAID = """
[parts.scenario]
defence = "korea-2017"
places = {far = {latitude_deg = -20, longitude_deg = 158, source = "far out in the Pacific"}}
threats = [{name = "t", missile = "scud-b", launch = "Koksan", aimpoint = "far"}]
"""


def without_what_ifs(claim: Claim) -> Claim:
    """What-ifs cost time and are no part of the verdict."""
    return replace(claim, parts=tuple(part for part in claim.parts if not part.what_if))


@cache
def answer(name: str) -> ClaimAnswer:
    return judging.check(without_what_ifs(reading.parse(name, claims_file.text_of(name))), RUN, unheard)


def refused(text: str, name: str = "small") -> list[str]:
    with pytest.raises(InputError) as caught:
        reading.parse(name, text)
    return [str(one) for one in caught.value.complaints]


def unheard() -> None:
    pass


def measured(values: list[float]) -> Measured:
    return Measured(values[0], np.array(values), (), np.empty((len(values), 0)), (), ())


# --- the verdicts ----------------------------------------------------------------------------------


def test_every_claim_of_the_list_has_its_file_and_no_other() -> None:
    assert claims_file.names() == IDS


@pytest.mark.parametrize("name", IDS)
def test_every_verdict_follows_from_its_own_file_and_the_draws(name: str) -> None:
    found = answer(name)
    rows = []
    for one in found.parts:
        told = [v for v in one.measured.drawn.tolist() if not isnan(v)]
        row = [one.part.threshold.least <= v <= one.part.threshold.most for v in told]
        rows.append(row)
        share = sum(row) / len(row)
        assert one.verdict.share == pytest.approx(share)
        word = HOLDS if share >= 0.95 else FAILS if share <= 0.05 else DEPENDS
        assert one.verdict.word == word
        assert bool(one.verdict.decides) == (word == DEPENDS)
    if found.claim.kind in OTHER_KINDS or found.claim.beyond:
        assert found.verdict.word == NO_MATTER
        assert isnan(found.verdict.share)
        return
    shares = [sum(row) / len(row) for row in rows]
    joined = {
        "all": lambda: np.mean([all(draw) for draw in zip(*rows, strict=True)]),
        "any": lambda: np.mean([any(draw) for draw in zip(*rows, strict=True)]),
        "readings": lambda: np.mean(shares),
    }
    assert found.verdict.share == pytest.approx(joined[found.claim.rule]())
    assert found.verdict.word in WORDS


@pytest.mark.parametrize("name", IDS)
def test_a_threshold_moved_past_the_flip_changes_the_verdict(name: str) -> None:
    found = answer(name)
    low, high = [], []
    for one in found.parts:
        told = one.measured.drawn[~np.isnan(one.measured.drawn)]
        least, most = float(told.min()), float(told.max())
        low.append(one.part._replace(threshold=ClaimThreshold(least - 1.0, most + 1.0)))
        high.append(one.part._replace(threshold=ClaimThreshold(most + 1.0, inf)))
        assert verdicts.of_part(one.measured, low[-1].threshold).word == HOLDS
        assert verdicts.of_part(one.measured, high[-1].threshold).word == FAILS
    values = [one.measured for one in found.parts]
    wide, far = (
        judging.judge(replace(found.claim, parts=tuple(parts)), values, RUN).verdict.word for parts in (low, high)
    )
    expected = (NO_MATTER,) * 2 if found.claim.beyond else (HOLDS, FAILS)
    assert (wide, far) == expected


@pytest.mark.parametrize("name", QUICK)
def test_the_same_file_and_seed_give_the_same_answer(name: str) -> None:
    again = judging.check(answer(name).claim, RUN, unheard)
    for one, two in zip(answer(name).parts, again.parts, strict=True):
        assert one.measured.drawn.tolist() == two.measured.drawn.tolist()
    assert json.dumps(data.plain(again, SAY)) == json.dumps(data.plain(answer(name), SAY))


@settings(max_examples=60)
@given(
    kind=st.sampled_from(OTHER_KINDS),
    values=st.lists(st.floats(-1e9, 1e9), min_size=1, max_size=30),
    least=st.floats(-1e9, 1e9),
)
def test_intent_opinion_and_forecast_never_get_a_truth_value(kind: str, values: list[float], least: float) -> None:
    base = answer("missiles-and-aircraft").claim
    part = base.parts[0]._replace(threshold=ClaimThreshold(least, inf))
    claim = replace(base, kind=kind, beyond="a matter of aims", parts=(part,))
    found = judging.judge(claim, [measured(values)], RUN)
    assert found.verdict.word == NO_MATTER
    assert isnan(found.verdict.share)
    assert found.parts[0].verdict.word in WORDS


def test_a_draw_that_does_not_tell_is_left_out_and_none_that_tells_is_refused() -> None:
    assert verdicts.of_part(measured([1.0, nan, 3.0]), ClaimThreshold(2.0, inf)).share == 0.5
    with pytest.raises(ValueError, match="falls short"):
        verdicts.of_part(measured([nan, nan]), ClaimThreshold(2.0, inf))


def test_the_figure_that_moves_the_measure_decides_and_too_few_draws_tell_none() -> None:
    figures = tuple(Figure(f"radars/x/{name}", 0.0, 0.5, 1.0, "m", "s", "", 0, 0, "read") for name in ("a", "b"))
    for draws, expected in ((40, "radars/x/b"), (4, TOO_FEW)):
        values = np.stack([np.sin(np.arange(draws) * 7.7), np.linspace(0.0, 1.0, draws)], axis=1)
        found = verdicts.of_part(Measured(0.5, values[:, 1], figures, values, (), ()), ClaimThreshold(0.5, inf))
        assert (found.word, found.decides) == (DEPENDS, expected)


# --- against what is known otherwise ---------------------------------------------------------------


def test_two_layers_of_80_percent_stop_96_percent_where_both_reach_as_the_formula_has_it() -> None:
    best = answer("two-layers-96").parts[0].measured.best
    error = (0.96 * 0.04 / (4 * RUN.raids)) ** 0.5  # of four missiles in each raid, each for itself
    assert best == pytest.approx(1.0 - 0.2 * 0.2, abs=3.0 * error)


def test_the_range_that_guam_needs_is_the_geodesic_from_wonsan() -> None:
    start, end = places_file.read("Wonsan Kalma").site, places_file.read("Guam").site
    _, _, metres = Geod(ellps="WGS84").inv(*start[1::-1], *end[1::-1], radians=True)
    asked = answer("reach-guam").parts[0].part.threshold.least
    assert asked == pytest.approx(metres, abs=5e3)  # told to 10 km


def test_a_count_holds_in_the_share_that_its_ranges_have_inside() -> None:
    (part,) = without_what_ifs(reading.read("nearly-hundred")).parts
    draws = 400
    found = judging.check(without_what_ifs(reading.read("nearly-hundred")), RUN._replace(draws=draws), unheard)

    def below(figure: Figure, value: float) -> float:
        return float(np.interp(value, [figure.low, figure.best, figure.high], [0.0, 0.5, 1.0]))

    inside = [below(one, part.threshold.most) - below(one, part.threshold.least) for one in part.figures]
    assert found.verdict.share == pytest.approx(np.mean(inside), abs=2.0 / draws)  # even draws miss by one at each end
    assert found.verdict.decides == WAYS


def test_a_sector_of_120_degrees_sees_the_places_that_geodesics_put_in_it() -> None:
    claim = reading.read("oriented-north")
    part = next(one for one in claim.parts if one.name == "bearings")._replace(
        places=tuple(places_file.read(name) for name in ("Beijing", "Vladivostok", "Tokyo", "Shanghai"))
    )
    site = places_file.read("Seongju").site
    inside = 0
    for place in part.places:
        bearing, _, _ = Geod(ellps="WGS84").inv(*site[1::-1], *place.site[1::-1], radians=True)
        inside += abs((np.degrees(bearing) - 327.5 + 180.0) % 360.0 - 180.0) <= 60.0
    assert 0 < inside < 4
    assert FIND["coverage_bearings"](part, RUN).best == inside


# --- the file --------------------------------------------------------------------------------------


def test_a_claim_without_a_threshold_is_one_clear_message() -> None:
    (said,) = refused(SMALL.replace("at_most_km = 26\n", ""))
    assert "small.toml:10: parts[0]" in said
    assert '"floor" has no threshold' in said
    assert "at_most_km" in said


def test_an_unknown_id_lists_what_exists() -> None:
    with pytest.raises(InputError) as caught:
        reading.read("covers-soul")
    (said,) = map(str, caught.value.complaints)
    assert 'Did you mean "covers-seoul"?' in said
    assert all(name in said for name in IDS)


def test_every_fault_is_told_at_once_with_its_line() -> None:
    text = SMALL.replace('kind = "capability"', 'kind = "opinion"').replace("at_most_km = 26", "at_most_s = 26")
    text += '[[parts]]\nname = "floor"\nsays = "x"\nmeasure = "height"\nat_least = 1\n'
    said = "\n".join(refused(text))
    assert "small.toml:7: kind: a claim of kind opinion" in said
    assert "small.toml:14: parts[0].at_most_s: figure is not measured so" in said
    assert 'small.toml:17: parts[1].name: two parts are called "floor"' in said
    assert 'small.toml:19: parts[1].measure: there is no measure "height"' in said


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("at_most_km = 26", "at_most_km = nan", "is no threshold"),
        ("at_most_km = 26", "at_most_km = 26\nat_least_km = 27", "nothing is at least this and at most that"),
        ("minimum_altitude", "floor", "no figure"),
        ('figure = "interceptors/thaad/minimum_altitude"\n', "", "figure needs figure"),
        ('measure = "figure"', 'measure = "leakers"', "leakers is not measured so"),
        ('kind = "capability"', 'kind = "capability"\nverdict = "holds"', "verdict: unknown key"),
        ('doubt = "None."', "", "doubt is missing"),
        ('doubt = "None."', 'doubt = "None."\nrule = "readings"', "in what its readings differ"),
        ('name = "floor"', 'name = "floor"\nsupports = false', "speaks against the claim when it holds"),
        ('name = "floor"', 'name = "floor"\nwhat_if = true', "every part is a what-if"),
        ('id = "small"', 'id = "large"', 'its id is "large"'),
        ("[[parts]]", "[[parts]", "not TOML"),
    ],
)
def test_a_fault_of_the_file_is_told(old: str, new: str, expected: str) -> None:
    assert old in SMALL
    assert expected in "\n".join(refused(SMALL.replace(old, new)))


def test_a_fault_of_the_scenario_in_it_is_told_at_its_line() -> None:
    text = SMALL.replace('measure = "figure"\nat_most_km', 'measure = "reach_km"\nat_most_km')
    text += '[parts.scenario]\nthreats = [{name = "t", missile = "nodog", launch = "Hwangju", aimpoint = "Busan"}]\n'
    (said,) = refused(text)
    assert "small.toml:17: parts[0].scenario.threats[0].missile" in said
    assert 'Did you mean "nodong"?' in said


def document() -> str:
    """The claim that docs/claims.md shows."""
    text = (Path(__file__).parent.parent / "docs" / "claims.md").read_text(encoding="utf-8")
    (own,) = re.findall(r"^```toml\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    return str(own)


def test_the_claim_of_the_document_is_sound_and_holds() -> None:
    text = (Path(__file__).parent.parent / "docs" / "claims.md").read_text(encoding="utf-8")
    found = judging.check(reading.parse("my-claim", document()), RUN, unheard)
    assert found.verdict.word == HOLDS
    for name in MEASURES:
        assert f"| `{name}` |" in text


def test_lines_know_tables_in_tables() -> None:
    found = lines("a = 1\n[[parts]]\nb = 2\n[parts.scenario]\nc = [\n1]\n[[parts]]\nb = 3\n[x]\nd = 1")
    assert (found["a"], found["parts[0].b"], found["parts[0].scenario.c"], found["parts[1].b"]) == (1, 3, 5, 8)
    assert line_of("parts[0].scenario.c[0].launch", found) == 5
    assert line_of("nowhere", found) == 0


# --- the command and the page ----------------------------------------------------------------------


def run(capsys: pytest.CaptureFixture[str], **values: object) -> Any:
    command("claims", json=True, raids="100", **values)
    return json.loads(capsys.readouterr().out)


def test_the_command_tells_every_claim_and_its_verdict(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(claims_file, "names", lambda: QUICK)
    monkeypatch.chdir(tmp_path)
    told = run(capsys, draws="5")
    assert (told["study"], told["draws"], told["raids"], told["seed"]) == ("claims", 5, 100, 2017)
    assert [one["id"] for one in told["claims"]] == list(QUICK)
    assert all({"id", "kind", "verdict", "share", "decides", "finding"} <= one.keys() for one in told["claims"])
    assert {one["id"]: one["verdict"] for one in told["claims"]}["missiles-and-aircraft"] == FAILS
    kept = tmp_path / "runs" / "claims"
    assert json.loads((kept / "claim.json").read_text(encoding="utf-8")) == told
    page = (kept / "report.html").read_text(encoding="utf-8")
    assert all(one["finding"].replace("'", "&#39;") in page for one in told["claims"])
    command("claims", draws="5", raids="100")
    assert "which way to count" in capsys.readouterr().out
    assert (tmp_path / "runs" / "claims-2" / "folder.json").is_file()


def test_one_claim_gets_a_page_with_evidence_for_and_against(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "claim"
    told = run(capsys, claim="kill-chain-thirty", draws="5", out=out)
    page = (out / "report.html").read_text(encoding="utf-8")
    claim = reading.read("kill-chain-thirty")
    for words in (claim.words, "Evidence for", "Evidence against", "What would flip it", "Sources", "The doubt"):
        assert words in page
    for one in claim.said:
        assert one.words.replace("'", "&#39;") in page
        assert one.source in page
    assert "nan" not in page.lower().replace("finance", "")
    assert json.loads((out / "claim.json").read_text(encoding="utf-8")) == told
    assert told["claims"] == [{key: told[key] for key in told["claims"][0]}]
    with pytest.raises(InputError, match="exists"):
        command("claims", claim="kill-chain-thirty", out=out)


def test_a_claim_of_ones_own_is_judged_from_its_file_and_kept_as_it_was_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, out = tmp_path / "small.toml", tmp_path / "page"
    text = SMALL.replace("26", "45")
    file.write_text(text, encoding="utf-8")
    told = run(capsys, claim=str(file), draws="2", out=out)
    assert told["verdict"] == HOLDS
    file.unlink()
    kept = run_folder.read(out).question
    assert isinstance(kept, ClaimsQuestion)
    assert kept.claim == File(str(file), text)
    again = bmd.claims(kept.claim, draws=kept.draws, raids=kept.raids, seed=kept.seed)
    assert again.plain == told
    with pytest.raises(InputError, match="cannot be read"):
        command("claims", claim=str(tmp_path / "none.toml"))


def test_a_mode_that_a_radar_has_not_is_told_at_its_line() -> None:
    text = claims_file.text_of("oriented-north").replace('mode = "terminal"', 'mode = "sideways"', 1)
    (said,) = refused(text, "oriented-north")
    line = text.splitlines().index('mode = "sideways"') + 1
    assert f"oriented-north.toml:{line}: " in said
    assert '.mode: "sideways" is no mode' in said


def test_no_draw_that_tells_is_refused_with_the_claims_file(tmp_path: Path) -> None:
    file = tmp_path / "far.toml"
    text = SMALL.replace('id = "small"', 'id = "far"').replace('measure = "figure"\nat_most_km = 26', SHORT)
    file.write_text(text.replace('figure = "interceptors/thaad/minimum_altitude"\n', ""), encoding="utf-8")
    with file.open("a", encoding="utf-8") as more:
        more.write(RAID)
    with pytest.raises(InputError, match="no draw of the published figures gives an answer") as caught:
        bmd.claims(str(file), draws=2, raids=10)
    assert [(one.file, one.path) for one in caught.value.complaints] == [(str(file), "draws")]


@pytest.mark.parametrize("name", IDS)
def test_every_claim_can_be_told_and_drawn(name: str) -> None:
    found = answer(name)
    asked = Asked("claims", ClaimsQuestion(claim=name), (), found)
    told, made = STUDIES["claims"].tell(asked, SAY), STUDIES["claims"].draw(asked, SAY)
    assert json.loads(json.dumps(told.data["claims"][0]["id"], allow_nan=False)) == name
    assert told.finding.endswith(".")
    page = pages.page(gather([told], "", SAY), [{picture.name: pictures.to_svg(picture) for picture in made}], SAY)
    assert found.claim.doubt.split()[0] in page
    assert claims_words.finding(found, SAY) in page.replace("&#39;", "'").replace("&#34;", '"')
    for_, against = claims_words.sides(found, SAY)
    for words, other in ((for_, FAILS), (against, HOLDS)):
        opposite = HOLDS if other == FAILS else FAILS
        wanted = [one for one in found.parts if one.verdict.word != (other if one.part.supports else opposite)]
        assert [line.count(one.part.says) for line, one in zip(words, wanted, strict=True)] == [1] * len(wanted)


# --- from Python -----------------------------------------------------------------------------------


def test_the_measures_of_the_file_are_those_that_are_found() -> None:
    assert set(MEASURES) == set(FIND)


def test_all_claims_are_a_sequence_of_findings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(claims_file, "names", lambda: QUICK)
    found = bmd.claims(draws=5, raids=100)
    assert [one.id for one in found] == list(QUICK)
    assert len(found) == len(QUICK)
    assert found[1].finding == found.claims[1].finding
    assert found[1] == bmd.claims(QUICK[1], draws=5, raids=100)
    assert pickle.loads(pickle.dumps(found)) == found
    assert not found.pictures
    assert all(one.title in found._repr_html_() for one in found)
    told = found.tables["claims"]
    own = [name for name in told["claim"].tolist() if ": " not in name]
    assert own == list(QUICK)


def test_a_claim_alone_has_its_maps() -> None:
    seen = reading.read("sees-chinese-icbms")
    looking = STUDIES["claims"].ask(ClaimsQuestion(claim=seen.id, draws=2, raids=10), (), Work(2, 1))
    assert [one.scene.mode for one in looking.answer.coverage.scenes] == ["terminal", "forward-based"]
    asked = STUDIES["claims"].ask(ClaimsQuestion(claim=File("my-claim.toml", document())), (), Work(2, 1))
    (usual, steep) = asked.answer.areas
    assert (usual.route.shape.name, steep.route.shape.name) == ("minimum-energy", "lofted")
    picture = STUDIES["claims"].draw(asked, SAY)[0]
    assert picture.name == "map"
    assert picture.title == "Daegu lies in every one of two footprints of the battery at Seongju"
    shown = {one.name for one in every(STUDIES["claims"].tell(asked, SAY).blocks) if isinstance(one, Drawn)}
    assert shown == {"map", "parts"}


def test_a_claim_has_its_draws_as_a_table() -> None:
    found = bmd.claims("nearly-hundred", draws=5, raids=100)
    draws, (part, *_) = found.tables["part-draws"], found.study.parts
    assert draws["value"][draws["part"] == part.part.name].tolist() == part.measured.drawn.tolist()
    assert np.nanmean(draws["holds"][draws["part"] == part.part.name]) == pytest.approx(part.verdict.share)
    parts = found.tables["parts"]
    assert parts["best_mean"][0] == part.measured.best
    assert (parts["best_low"][0], parts["best_high"][0]) == (part.low, part.high)
    assert pickle.loads(pickle.dumps(found)) == found


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ({"raids": 0}, "0 is out of bounds"),
        ({"raids": 1_000_001}, "1000001 is out of bounds"),
        ({"draws": 0}, "0 is out of bounds"),
        ({"draws": 100_001}, "100001 is out of bounds"),
        ({"seed": -1}, "-1 is out of bounds"),
        ({"seed": 2**63}, "is out of bounds"),
        ({"draws": 1.5}, "1.5 is not a whole number"),
    ],
)
def test_what_is_out_of_bounds_is_refused_alike_from_python_and_the_command(values: dict[str, Any], found: str) -> None:
    ((name, value),) = values.items()
    with pytest.raises(InputError) as python:
        bmd.claims("nearly-hundred", **values)
    with pytest.raises(InputError) as line:
        command("claims", claim="nearly-hundred", **{name: str(value)})
    assert found in str(python.value)
    if "bounds" in found:
        assert [one.found.strip('"').replace('" is', " is") for one in line.value.complaints] == [
            one.found for one in python.value.complaints
        ]
    assert [one.path for one in line.value.complaints] == [f"--{name}"]


def test_one_claim_is_named_once() -> None:
    with pytest.raises(InputError, match="claim is given twice"):
        bmd.claims("nearly-hundred", claim="nearly-hundred")
    with pytest.raises(InputError, match="2 values are given without a name"):
        bmd.claims("nearly-hundred", 5)
