"""Records of tests and wars: k of n by class of target, and the figures that rest on them."""

from __future__ import annotations

import json
import re
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import beta
from typer.testing import CliRunner

from openbmd import catalogue_file
from openbmd.catalogue_file import Folder, RecordRow
from openbmd.cli import app
from openbmd.complaints import InputError

INTERCEPTORS = catalogue_file.names("interceptors")
# What is kept to test the whole against, and so sets no figure: the Gulf in 2026, Ukraine, Iran at Israel in 2024
# and 2025. Single missiles from Yemen in Dec 2024 and May 2025 are no part of it.
HELD_APART = re.compile(
    r"Kyiv|Kiev|Ukrain|Iskander|Kinzhal|Ivaniuk|Nevatim|Ruwais|Sader|True Promise|Wam\b|Gulf News|"
    r"(?:UAE|Emirates)[^;]*202[456]|Israel[^;]*(?:2026|(?<!Dec )2024|(?<!May )2025)|202[456][^;]*(?:UAE|Emirates|Iran)",
    re.IGNORECASE,
)


def text(name: str) -> str:
    return Folder(files("openbmd") / "catalogue", "catalogue").text("interceptors", name)


def records(name: str) -> tuple[RecordRow, ...]:
    return catalogue_file.read("interceptors", name).records


def told(name: str, written: str) -> list[tuple[str, str]]:
    with pytest.raises(InputError) as raised:
        catalogue_file.parse("interceptors", name, written)
    return [(one.path, one.found) for one in raised.value.complaints]


@pytest.mark.parametrize("name", INTERCEPTORS)
def test_a_figure_that_counts_rests_on_records_and_is_what_they_tell(name: str) -> None:
    """Laplace's rule and Clopper and Pearson, by scipy; to the two digits that are printed, or wider."""
    entry = catalogue_file.read("interceptors", name)
    for figure in entry.figures:
        key = figure.path.rsplit("/", 1)[1]
        resting = [row for row in entry.records if row.sets == key]
        hits, of = sum(row.successes for row in resting), sum(row.attempts for row in resting)
        assert (figure.successes, figure.attempts) == (hits, of)
        if of:
            assert figure.best == pytest.approx((hits + 1) / (of + 2), abs=0.006)
            assert figure.low <= (beta.ppf(0.025, hits, of - hits + 1) if hits else 0.0) + 0.01
            assert figure.high >= (beta.ppf(0.975, hits + 1, of - hits) if hits < of else 1.0) - 0.011


def test_the_records_of_the_issue_are_there() -> None:
    def count(name: str, **wanted: str) -> list[tuple[int, int]]:
        rows = [row for row in records(name) if all(getattr(row, key) == value for key, value in wanted.items())]
        return [(row.successes, row.attempts) for row in rows]

    assert count("pac-2", kind="combat") == [(4, 47), (12, 47), (41, 42)]
    assert count("pac-3-cri", sets="kill_probability") == [(9, 10), (2, 7)]
    assert count("cheongung-2") == [(5, 5)]
    assert count("thaad", sets="kill_probability") == [(10, 10), (5, 5), (1, 1)]
    assert {row.target for row in records("thaad") if row.sets} == {
        "short-range", "medium-range", "intermediate-range",
    }  # fmt: skip
    assert (1, 1) in count("thaad", kind="combat", period="17 Jan 2022")
    assert (0, 1) in count("thaad", kind="combat", period="4 May 2025")


def test_only_tests_set_a_figure_and_nothing_disputed_does() -> None:
    for name in INTERCEPTORS:
        for row in records(name):
            assert not (row.sets and (row.disputed or row.kind == "combat")), (name, row.period)


def test_what_is_held_apart_is_no_source_of_a_figure() -> None:
    for kind in ("interceptors", "radars"):
        for name in catalogue_file.names(kind):
            entry = catalogue_file.read(kind, name)
            said = [figure.source or figure.assumed for figure in entry.figures]
            said += [f"{row.period}; {row.condition} {row.source}" for row in entry.records]
            links = re.compile(r"https?://\S+")
            found = [one for one in said if HELD_APART.search(links.sub("", one))]
            assert not found, (kind, name, found)


@pytest.mark.parametrize(
    ("said", "held"),
    [
        ("UAE MoD, 11 Mar 2026", True), ("15 of 15 at Kyiv in 2023", True), ("hits at Nevatim, Oct 2024", True),
        ("Israel, Jun 2025", True), ("Israel, 2024", True), ("Times of Israel, 27 Dec 2024", False),
        ("Ben Gurion, Israel, 4 May 2025", False), ("Israel, May and Jun 2025", True),
        ("Abu Dhabi, 17 Jan 2022", False), ("Korea Herald, 6 Mar 2026", False),
    ],
)  # fmt: skip
def test_the_words_that_tell_what_is_held_apart(said: str, held: bool) -> None:
    assert bool(HELD_APART.search(said)) is held


PAC = text("pac-3-cri")
ROW = "successes = 9\nattempts = 10\n"


@pytest.mark.parametrize(
    ("old", "new", "path", "found"),
    [
        (ROW, "successes = 11\nattempts = 10\n", "record[0]", "found 11 successes in 10 attempts"),
        (ROW, "attempts = 10\n", "record[0]", "found None successes in 10 attempts"),
        (ROW, "successes = 9.5\nattempts = 10\n", "record[0]", "found 9.5 successes in 10 attempts"),
        (ROW, "successes = true\nattempts = 10\n", "record[0]", "found True successes in 10 attempts"),
        ('counted = "rounds"', 'counted = "shots"', "record[0].counted", "found 'shots'"),
        ('target = "several"', 'target = "Scud"', "record[0].target", "found 'Scud'"),
        ('kind = "test"', 'kind = "war"', "record[0].kind", "found 'war'"),
        ('period = "1999 to 2001"', 'period = " "', "record[0].period", "missing, or no text"),
        ('link = "https', 'link = "www', "record[0].link", "found 'www"),
        ('origin = "read"\nsets', 'origin = "seen"\nsets', "record[0].origin", "found 'seen'"),
        ('sets = "kill_probability"', 'sets = "burn_time_s"', "record[0].sets", "'burn_time_s' is no share of"),
        ('sets = "kill_probability"', 'sets = "kill_probability"\ndisputed = true', "record[0].sets", "a disputed"),
        ('sets = "kill_probability"', 'sets = "kill_probability"\ndisputed = 1', "record[0].disputed", "found 1"),
        ('sets = "kill_probability"', 'sets = "kill_probability"\nsaid = "x"', "record[0].said", "unknown key"),
        ('sets = "kill_probability"\n', "", "figures.kill_probability", "its records tell 2 of 7, and it counts 11 of"),
        ("best = 0.63", "best = 0.7", "figures.kill_probability", "its best value 0.7 is not that of 11 of 17"),
    ],
)  # fmt: skip
def test_a_bad_record_gets_one_complaint(old: str, new: str, path: str, found: str) -> None:
    assert old in PAC
    said = told("pac-3-cri", PAC.replace(old, new, 1))
    assert len([one for one in said if one[0].startswith("record")] or said) == 1
    assert said[0][0] == path
    assert said[0][1].startswith(found)


def test_a_kind_without_tests_has_no_records() -> None:
    radar = Folder(files("openbmd") / "catalogue", "catalogue").text("radars", "an-mpq-65")
    with pytest.raises(InputError, match="record"):
        catalogue_file.parse("radars", "an-mpq-65", radar + '\n[[record]]\nkind = "test"\n')


@given(st.integers(1, 200).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_any_count_is_taken_when_the_figure_is_what_it_tells_and_refused_when_not(count: tuple[int, int]) -> None:
    hits, of = count
    parts = re.split(r"(?m)(?=^\[\[)", PAC)
    rows = [part for part in parts if part.startswith("[[record]]")]
    row = rows[0].replace(ROW, f"successes = {hits}\nattempts = {of}\n")
    line = next(line for line in PAC.splitlines() if line.startswith("kill_probability"))
    share = (hits + 1) / (of + 2)
    for best, right in ((share, True), (min(share + 0.2, 1.0) if share < 0.5 else share - 0.2, False)):
        figure = f'kill_probability = {{ low = 0, best = {best!r}, high = 1, source = "tests", origin = "derived", '
        figure += f"successes = {hits}, attempts = {of} }}"
        written = parts[0].replace(line, figure) + row
        if right:
            entry = catalogue_file.parse("interceptors", "pac-3-cri", written)
            assert (entry.records[0].successes, entry.records[0].attempts) == count
        else:
            assert told("pac-3-cri", written)[0][0] == "figures.kill_probability"


def test_the_command_shows_records_with_their_intervals() -> None:
    shown = CliRunner().invoke(app, ["catalogue", "show", "cheongung-2"])
    assert shown.exit_code == 0
    assert "Records of tests and wars" in shown.output
    assert "5 of 5 rounds" in shown.output
    assert "0.48-1.00" in shown.output
    data = json.loads(CliRunner().invoke(app, ["catalogue", "show", "pac-2", "--json"]).output)
    assert [row["disputed"] for row in data["records"]] == [True, True, True]
