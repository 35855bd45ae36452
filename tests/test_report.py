"""Studies gathered: nothing lost, nothing fetched, notes said once; tables against DuckDB; the PDF; what is refused."""

from __future__ import annotations

import csv
import io
import json
import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import duckdb
import pytest
import typer
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from every_picture import SMALL, struck
from openbmd import run_file
from openbmd.commands import report_cli
from openbmd.complaints import InputError
from openbmd.drawing import inks
from openbmd.ending import Failure
from openbmd.face.finding import Finding
from openbmd.products import gathered, gathered_page, gathered_tables, pdf, table_text
from openbmd.products.gathered_blocks import Cards, Details, Heading, Items, Pair, Paragraph, Study, plain
from openbmd.products.table_text import Data
from synthetic_answer import answer

APP = typer.Typer()
report_cli.add(APP)
NO_TYPESETTER = pytest.mark.skipif(not pdf.can_typeset(), reason="typst is not installed")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run folder of a made-up answer."""
    made = tmp_path_factory.mktemp("runs") / "synthetic"
    run_file.write(answer(), made, "openbmd: 1\n", lambda done, total, what: None)
    return made


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of a study that writes no more than that."""
    made = tmp_path_factory.mktemp("pages") / "struck.html"
    Finding(struck()).save(made)
    return made


@pytest.fixture(scope="module")
def studies(folder: Path, page: Path) -> list[Study]:
    return [gathered_page.read(one.read_text(encoding="utf-8"), one.name) for one in (folder / "report.html", page)]


class Reader(HTMLParser):
    """The words of a page's body, in order, and what it would fetch."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.fetched: list[str] = []
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.ids += [value or "" for name, value in attrs if name == "id"]
        named = [value or "" for name, value in attrs if name in ("src", "href", "xlink:href", "srcset", "data")]
        self.links += [value[1:] for value in named if value.startswith("#")]
        self.links += re.findall(r"url\(#([^)]+)\)", " ".join(value or "" for _, value in attrs))
        self.fetched += [value for value in named if not value.startswith("#")]
        if tag in ("head", "svg"):
            self.inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.inside and self.inside[-1] == tag:
            self.inside.pop()

    def handle_data(self, data: str) -> None:
        if not self.inside and data.strip():
            self.words.append(" ".join(data.split()))


def reader(html: str) -> Reader:
    made = Reader()
    made.feed(html)
    return made


def run(*words: Any) -> Any:
    return CliRunner().invoke(APP, [str(word) for word in words])


# --- the page -------------------------------------------------------------------------------------


def test_every_word_of_every_study_is_in_the_gathered_page(studies: list[Study], folder: Path, page: Path) -> None:
    text = " ".join(reader(gathered.page(gathered.gather(studies, ""))).words)
    for file in (folder / "report.html", page):
        words = reader(file.read_text(encoding="utf-8")).words
        assert len(words) > 100
        assert [one for one in words if one not in text] == []


def test_every_picture_of_every_study_is_in_the_gathered_page(studies: list[Study], folder: Path) -> None:
    html = gathered.page(gathered.gather(studies, ""))
    pictures = [one for study in studies for one in gathered.drawings(study.blocks)]
    assert {file.stem for file in folder.glob("*.svg")} <= {one.name for one in pictures}
    assert html.count("<svg") == len(pictures) == 9
    for picture in pictures:
        assert picture.title
        assert picture.description
        assert html.count(picture.title) >= 1


def test_the_gathered_page_is_one_file_that_fetches_nothing_even_with_a_study_twice(studies: list[Study]) -> None:
    html = gathered.page(gathered.gather([*studies, studies[0]], "Twice"))
    read = reader(html)
    assert read.fetched == []
    assert not {"script", "link", "iframe", "img", "object"} & set(read.tags)
    assert "@import" not in html
    assert len(read.ids) == len(set(read.ids)) > 10
    assert set(read.links) <= set(read.ids)


def test_findings_come_first_in_the_order_given_and_each_study_has_its_seed(studies: list[Study]) -> None:
    made = gathered.gather(studies[::-1], "")
    assert made.title.startswith("Two studies")
    words = reader(gathered.page(made)).words
    assert words[:2] == [made.title, studies[1].finding]
    assert words.index(studies[0].finding) < words.index("How many are stopped")
    assert [re.findall(r"seed \d+", study.source) for study in made.studies] == [["seed 1"], ["seed 2017"]]
    assert gathered.gather(studies[:1], "").title == studies[0].finding


def test_a_note_is_said_once_with_the_studies_that_say_it(studies: list[Study]) -> None:
    first, second = (
        study._replace(notes=notes) for study, notes in zip(studies, [("a", "b"), ("c", "a")], strict=True)
    )
    made = gathered.gather([first, second], "")
    assert made.notes == (("a", (1, 2)), ("b", (1,)), ("c", (2,)))
    assert "(1, 2)" in gathered.page(made)


def test_versions_are_told_once_when_they_agree_and_with_each_study_when_they_do_not(studies: list[Study]) -> None:
    same = gathered.gather([study._replace(versions="openbmd 1.0.") for study in studies], "")
    assert same.versions == "openbmd 1.0."
    assert gathered.page(same).count("openbmd 1.0.") == 1
    changed = [study._replace(versions=f"openbmd {k}.0.") for k, study in enumerate(studies)]
    differing = gathered.gather(changed, "")
    assert differing.versions == ""
    assert [study.source.endswith(f"Versions: openbmd {k}.0.") for k, study in enumerate(differing.studies)] == [
        True
    ] * 2


def test_what_two_studies_fold_away_word_for_word_is_there_once(studies: list[Study]) -> None:
    once, twice = gathered.gather(studies[:1], ""), gathered.gather([studies[0], studies[0]], "")
    folded = [block for block in once.studies[0].blocks if isinstance(block, Details)]
    again = twice.studies[1].blocks
    assert len(folded) >= 5
    assert not any(isinstance(block, Details) for block in again)
    told = [plain(block.line) for block in again if isinstance(block, Paragraph)]
    assert [f"{plain(block.summary)}: as in study 1." in told for block in folded] == [True] * len(folded)


def test_a_table_keeps_its_rows_numbers_and_bars(studies: list[Study]) -> None:
    grids = dict(gathered.titled_grids(studies[0].blocks))
    places = grids["By place"]
    assert [plain(cell.line) for cell in places.rows[0]][:2] == ["place", "aimed at it"]
    assert len(places.rows) == 1 + len(answer().places)
    assert {len(row) for row in places.rows} == {7}
    leaks = {plain(row[0].line): row[4].bar for row in places.rows[1:]}
    found = answer()
    aimed = sum(threat.place == "Seoul" for threat in found.scenario.threats)
    share = found.places["Seoul"].leakers.mean / aimed
    assert leaks["Seoul"] is not None
    assert leaks["Seoul"].width == pytest.approx(100.0 * share, abs=0.06)  # %, as the page rounds it


CLAIM = """<meta name="generator" content="OpenBMD"><main>
<header><p class="kicker">A claim<h1>It does not defend Seoul</h1>
<p class="soft">Said by somebody<p class="verdict">Fails</p></header>
<div class="pair"><section><h2>For</h2><ul><li>one<li>two</ul></section>
<section><h2>Against</h2><p>three</section></div></main>"""


def test_a_claim_is_never_shown_without_its_verdict_nor_one_side_without_the_other() -> None:
    study = gathered_page.read(CLAIM, "")
    assert (study.finding, study.verdict) == ("It does not defend Seoul", "Fails")
    assert [len(side) for block in study.blocks if isinstance(block, Pair) for side in block.sides] == [2, 2]
    read = reader(gathered.page(gathered.gather([study, study._replace(kicker="Again")], ""))).words
    assert read[:5] == ["Two studies", "It does not defend Seoul", "Fails", "A claim", "It does not defend Seoul"]
    assert {"Said by somebody", "For", "one", "two", "Against", "three"} <= set(read)


words = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zs", "Zl", "Zp"]), min_size=1, max_size=8)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(words, st.lists(words, min_size=2, max_size=2)), min_size=1, max_size=4))
def test_any_words_come_back_as_they_were_written(parts: list[tuple[str, list[str]]]) -> None:
    """Read, gathered, read again: the page of a gathered page differs in its generator alone."""
    from markupsafe import escape

    body = "".join(
        f"<h2>{escape(h)}</h2><p>{escape(a)} <b>{escape(b)}</b><table><tr><td>{escape(a)}<td>{escape(b)}</table>"
        for h, (a, b) in parts
    )
    html = f'<meta name="generator" content="OpenBMD"><main><header><h1>x</h1></header>{body}</main>'
    study = gathered_page.read(html, "")
    page = gathered.page(gathered.gather([study], "t")).replace("OpenBMD, gathered", "OpenBMD")
    read = [" ".join(one.split()) for one in reader(page).words]
    for head, (a, b) in parts:
        assert head in read or head == "Notes"
        assert {a, b} <= set(read) or head == "Notes"


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ("<p>hello", "not a page that a study"),
        ('<meta name="generator" content="OpenBMD, gathered"><main><h1>x</h1></main>', "not a page that a study"),
        ('<meta name="generator" content="OpenBMD"><main><h1>x</h1><svg><g></svg></main>', "no sound SVG"),
        ('<meta name="generator" content="OpenBMD"><main><h1>x</h1><svg><script/></svg></main>', "script"),
        ('<meta name="generator" content="OpenBMD"><main><h1>x</h1><svg><g onclick="x"/></svg></main>', "no picture"),
    ],
)
def test_what_no_study_wrote_is_not_gathered(html: str, said: str) -> None:
    with pytest.raises(gathered_page.Unreadable, match=said):
        gathered_page.read(html, "")


# --- tables ---------------------------------------------------------------------------------------


def alike(kept: Any, text: str | None) -> bool:
    """Whether a value of a Parquet file is what stands in a CSV; what is not known is empty there."""
    return (kept in (None, "") or kept != kept) if text is None else type(kept)(text) == kept


def test_parquet_as_csv_is_what_duckdb_reads_back(folder: Path, tmp_path: Path) -> None:
    """Every table of a run folder, written as CSV and read by DuckDB's own CSV reader, against its Parquet file."""
    files = sorted(folder.glob("*.parquet"))
    assert len(files) >= 10
    with duckdb.connect(":memory:", config={"threads": 1}) as database:
        for file in files:
            target = tmp_path / f"{file.stem}.csv"
            target.write_text(table_text.comma_separated(gathered_tables.of_parquet(file)), "utf-8", newline="\n")
            kept = database.execute("select * from read_parquet(?)", [str(file)]).fetchall()
            back = database.execute("select * from read_csv(?, header = true, all_varchar = true)", [str(target)])
            for row, again in zip(kept, back.fetchall(), strict=True):
                assert all(alike(*pair) for pair in zip(row, again, strict=True)), (file.name, row, again)


def test_an_estimate_has_units_in_its_columns_and_dice_apart_from_the_band(folder: Path) -> None:
    data = gathered_tables.of_parquet(folder / "places.parquet")
    columns = ("leakers_mean_missiles", "leakers_dice_error_missiles", "leakers_band_low_missiles",
               "leakers_band_high_missiles")  # fmt: skip
    assert data.columns[2:6] == columns
    seoul = dict(zip(data.columns, data.rows[0], strict=True))
    assert tuple(seoul[column] for column in columns) == tuple(answer().places["Seoul"].leakers)


def test_the_json_answer_as_tables_holds_every_estimate(folder: Path) -> None:
    told = json.loads((folder / "answer.json").read_text(encoding="utf-8"))
    tables = {data.name: data for data in gathered_tables.of_json("answer", told)}
    singles = {row[0]: row for row in tables["answer-estimates"].rows}
    assert tables["answer-estimates"].columns == ("measure", "unit", "mean", "dice_error", "band_low", "band_high")
    assert singles["leakers"][1:] == ("missiles", *told["leakers"].values())
    used = {row[0]: row[1:] for row in tables["answer-rounds-used"].rows}
    assert tables["answer-rounds-used"].columns[1] == "mean_rounds"
    assert used == {name: tuple(value.values()) for name, value in told["rounds_used"].items()}
    places = tables["answer-places"]
    assert (
        dict(zip(places.columns, places.rows[0], strict=True))["leakers_mean_missiles"]
        == next(iter(told["places"].values()))["leakers"]["mean"]
    )
    assert dict(tables["answer"].rows)["seed"] == 2017


def leaves(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return [leaf for one in value.values() for leaf in leaves(one)]
    return [leaf for one in value for leaf in leaves(one)] if isinstance(value, list) else [value]


keys = st.text("abcdefgh_", min_size=1, max_size=5).filter(lambda key: key[0] != "_")
trees = st.recursive(
    st.integers(-9999, 9999), lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=4),
    max_leaves=12,
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(keys, trees, max_size=5))
def test_no_number_of_an_answer_is_lost_in_its_tables(told: dict[str, Any]) -> None:
    cells = [cell for data in gathered_tables.of_json("it", told) for row in data.rows for cell in row]
    left = list(cells)
    for number in leaves(told):
        assert number in left
        left.remove(number)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.text(max_size=6), st.floats(), st.integers(), st.booleans()), max_size=5))
def test_every_form_of_a_table_has_all_its_rows_and_columns(rows: list[tuple[Any, ...]]) -> None:
    data = Data("it", ("word", "a|b", "n", "flag"), tuple(rows))
    back = list(csv.reader(io.StringIO(table_text.comma_separated(data), newline="")))
    assert [len(row) for row in back] == [4] * (len(rows) + 1)
    assert [int(row[2]) for row in back[1:]] == [row[2] for row in rows]
    lines = table_text.markdown(data).splitlines()
    assert len(lines) == len(rows) + 2
    assert {len(re.findall(r"(?<!\\)\|", line)) for line in lines} == {5} or any("\\" in row[0] for row in rows)
    table = reader(table_text.html(data))
    assert (table.tags.count("tr"), table.tags.count("td")) == (len(rows) + 1, 4 * len(rows))


def test_a_table_to_read_prints_the_digits_that_its_error_knows_and_says_what_it_leaves_out() -> None:
    columns = ("who", "leakers_mean_missiles", "leakers_dice_error_missiles", "leakers_band_low_missiles",
               "leakers_band_high_missiles")  # fmt: skip
    rows = (("a", 4.1139, 0.0312, 2.7011, 10.42), ("b", 1.23456789, 0.0, None, None))
    read = table_text.read_rows(Data("it", columns, rows))
    assert read == [["a", "4.11", "0.03", "2.7", "10.4"], ["b", "1.23457", "0", "–", "–"]]
    long = Data("long", ("n",), tuple((n,) for n in range(table_text.MOST + 7)))
    assert "7 more rows stand in the CSV" in table_text.markdown(long)
    assert "7 more rows stand in the CSV" in table_text.html(long)
    assert len(table_text.comma_separated(long).splitlines()) == table_text.MOST + 8


# --- the PDF --------------------------------------------------------------------------------------


def tall(panels: list[int], height: int) -> str:
    heads = "".join(f'<text style="font-weight: 700; fill: var(--t0)" x="0" y="{y}">panel</text>' for y in panels)
    return f'<svg class="chart it" width="940" height="{height}" viewBox="0 0 940 {height}">{heads}</svg>'


@given(st.lists(st.integers(40, 600), min_size=1, max_size=8))
def test_a_tall_picture_is_cut_above_its_panels_and_nothing_is_lost(heights: list[int]) -> None:
    tops = [sum(heights[:k]) for k in range(len(heights))]
    parts = pdf.parts(tall([top + 48 for top in tops], sum(heights)))
    boxes = [[float(x) for x in re.findall(r'viewBox="0 ([\d.]+) 940 ([\d.]+)"', part.svg)[0]] for part in parts]
    assert boxes[0][0] == 0.0
    for (top, height), (after, _) in pairwise(boxes):
        assert top + height == after
        assert after + pdf.HEADING - 48 in tops
    assert sum(boxes[-1]) == sum(heights)
    assert all(height <= pdf.TALL * 940 for _, height in boxes)


def test_a_picture_in_the_pdf_has_no_variables_and_is_sound(studies: list[Study]) -> None:
    for picture in gathered.drawings(studies[0].blocks):
        svg = pdf.in_light(picture.svg)
        assert "var(" not in svg
        assert inks.LIGHT["ink"] in svg
        ElementTree.fromstring(svg)


@NO_TYPESETTER
def test_the_pdf_is_a4_has_its_title_and_is_the_same_each_time(studies: list[Study]) -> None:
    report = gathered.gather(studies, "What “Kill Chain” <adds> & $why$ #not 서울")
    made = pdf.typeset(report)
    assert made.startswith(b"%PDF-")
    boxes = {tuple(float(x) for x in box.split()) for box in re.findall(rb"/MediaBox\s*\[([^\]]+)\]", made)}
    assert (0.0, 0.0, 595.28, 841.89) in {tuple(round(x, 2) for x in box) for box in boxes}  # 210 by 297 mm
    assert made == pdf.typeset(report)


@NO_TYPESETTER
def test_the_template_prints_every_kind_of_block(studies: list[Study], tmp_path: Path) -> None:
    """What typst is told to print, against what it has laid out: one heading, picture and table for each."""
    kinds = {type(block).__name__ for study in studies for block in study.blocks}
    assert {"Heading", "Paragraph", "Cards", "Drawing", "Grid", "Details", "Pair"} <= kinds
    assert Items in {type(block) for study in studies for block in study.blocks}
    import typst

    report = gathered.gather(studies, "")
    main = pdf.prepare(report, tmp_path)

    def laid(selector: str) -> list[Any]:
        found: list[Any] = json.loads(typst.query(main, selector, root=tmp_path))
        return found

    grids = [grid for study in studies for _, grid in gathered.titled_grids(study.blocks)]
    assert len(laid("figure")) == len(list(tmp_path.glob("*.svg")))
    cards = sum(isinstance(block, Cards) for study in studies for block in study.blocks)
    assert len(laid("table")) == len(grids) + cards
    headings = json.dumps(laid("heading"), ensure_ascii=False)
    for study in studies:
        assert study.finding in headings
        for block in study.blocks:
            if isinstance(block, Heading):
                assert plain(block.line) in headings


# --- the command ----------------------------------------------------------------------------------


def test_the_command_writes_page_pdf_and_tables_and_prints_one_json_object(
    folder: Path, page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "can_typeset", lambda: True)
    monkeypatch.setattr(pdf, "typeset", lambda report: b"%PDF-")
    out = tmp_path / "deep" / "all.html"
    done = run(folder, page, "--out", out, "--pdf", tmp_path / "all.pdf", "--tables", "md", "--json", "--title", "Both")
    assert done.exception is None
    told = json.loads(done.stdout)
    assert list(told) == ["title", "html", "pdf", "tables", "studies", "notes", "versions"]
    assert (told["title"], told["html"]) == ("Both", str(out))
    assert "<h1>Both</h1>" in out.read_text(encoding="utf-8")
    assert (tmp_path / "all.pdf").read_bytes() == b"%PDF-"
    written = {str(file.relative_to(told["tables"])) for file in Path(told["tables"]).rglob("*.md")}
    names = ("1-synthetic", "2-struck")
    named = {f"{name}/{table}.md" for name, one in zip(names, told["studies"], strict=True) for table in one["tables"]}
    assert written == named
    assert {
        "1-synthetic/threats.md",
        "1-synthetic/page-by-place.md",
        "2-struck/page-launchers-stopped-before-their-first-launch.md",
    } <= written
    assert [picture["name"] for picture in told["studies"][1]["pictures"]] == ["mission", "survivors", "exposure"]
    assert sorted(one.name for one in tmp_path.iterdir()) == ["all.pdf", "deep"]


def test_a_scenario_is_played_first_and_only_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("small.yaml").write_text(SMALL, encoding="utf-8")
    done = run("small.yaml", "--json")
    assert done.exception is None
    told = json.loads(done.stdout)
    answered = json.loads(Path("runs/gunsan/answer.json").read_text(encoding="utf-8"))
    assert told["html"] == "runs/report-gunsan.html"
    assert f"seed {answered['seed']}" in told["studies"][0]["source"]
    again = run("small.yaml", "--out", "again.html")
    assert isinstance(again.exception, InputError)
    assert "openbmd report runs/gunsan" in str(again.exception)
    assert not Path("again.html").exists()


def refused(*words: Any) -> str:
    done = run(*words)
    assert isinstance(done.exception, InputError | Failure), done.output
    return str(done.exception)


def test_what_cannot_be_gathered_is_told_all_at_once_and_leaves_nothing(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "notes.txt").write_text("x")
    out = tmp_path / "out.html"
    said = refused(folder, folder, tmp_path / "empty", tmp_path / "notes.txt", tmp_path / "gone", "--out", out)
    for words in ("it is there twice", "it is no run folder: there is no report.html in it",
                  "neither a run folder, nor a page, nor a scenario", "there is no such file or folder"):  # fmt: skip
        assert said.count(words) == 1, words
    (tmp_path / "other.html").write_text("<p>of somebody else")
    assert "not a page that a study of OpenBMD wrote" in refused(tmp_path / "other.html", "--out", out)
    (tmp_path / "latin.html").write_bytes(b"\xe9")
    assert "no text in UTF-8" in refused(tmp_path / "latin.html", "--out", out)
    assert not out.exists()


def test_nothing_is_overwritten(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "can_typeset", lambda: True)
    out, sheet, tables = tmp_path / "a.html", tmp_path / "a.pdf", tmp_path / "a-tables"
    out.write_text("mine")
    sheet.write_text("mine")
    tables.mkdir()
    said = refused(folder, "--out", out, "--pdf", sheet, "--tables", "csv")
    assert said.count("it exists already") == 3
    assert (out.read_text(), sheet.read_text(), list(tables.iterdir())) == ("mine", "mine", [])
    assert "one name" in refused(folder, "--out", tmp_path / "b", "--pdf", tmp_path / "b")


def test_without_typst_the_message_says_what_to_install(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "PACKAGE", "no_such_package")
    said = refused(folder, "--out", tmp_path / "a.html", "--pdf", tmp_path / "a.pdf")
    assert 'pip install "openbmd[pdf]"' in said
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("fault", ["typst", "disk", "json", "parquet"])
def test_a_report_that_cannot_be_finished_leaves_nothing(
    fault: str, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unset(report: Any) -> bytes:
        raise pdf.Unset("too wide")

    def full(data: Data) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(pdf, "can_typeset", lambda: True)
    monkeypatch.setattr(pdf, "typeset", unset if fault == "typst" else lambda report: b"%PDF-")
    if fault == "disk":
        monkeypatch.setitem(table_text.FORMS, "csv", full)
    copy = tmp_path / "copy"
    copy.mkdir()
    for name in ("report.html", "answer.json", "draws.parquet"):
        (copy / name).write_bytes((folder / name).read_bytes())
    if fault in ("json", "parquet"):
        (copy / {"json": "answer.json", "parquet": "draws.parquet"}[fault]).write_text("{broken")
    done = run(copy, "--out", tmp_path / "new" / "a.html", "--pdf", tmp_path / "new" / "a.pdf", "--tables", "csv")
    assert isinstance(done.exception, {"typst": Failure, "disk": OSError}.get(fault, InputError)), done.exception
    assert [one.name for one in tmp_path.iterdir()] == ["copy"]
