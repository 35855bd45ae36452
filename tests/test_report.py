"""Studies gathered: nothing lost, nothing fetched, notes said once; tables against what was kept; what is refused."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Sequence
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pytest
import typer
from typer.testing import CliRunner

from commanding import command
from openbmd import run_folder
from openbmd.commands import report_cli
from openbmd.complaints import InputError
from openbmd.ending import Failure
from openbmd.locales import Words
from openbmd.render import page, pdf, table_text
from openbmd.render.gathering import gather
from openbmd.render.svg import titles
from openbmd.run_folder import Kept
from openbmd.telling import Details, Paragraph, Telling
from openbmd.telling.blocks import plain
from openbmd.telling.tables import tables

SCENARIO = Path(__file__).parents[1] / "scenarios" / "seongju-2017.yaml"
SAY = Words()
APP = typer.Typer()
report_cli.add(APP)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two run folders of one scenario."""
    root = tmp_path_factory.mktemp("runs")
    for unit in ("us-suwon-1", "seongju-thaad"):
        command("footprint", SCENARIO, out=root / unit, unit=unit, threat="scud-c", launch="Koksan")
    return root / "us-suwon-1", root / "seongju-thaad"


@pytest.fixture(scope="module")
def kept(made: tuple[Path, Path]) -> list[Kept]:
    return list(map(run_folder.read, made))


@pytest.fixture
def copy(made: tuple[Path, Path], tmp_path: Path) -> Path:
    """A run folder to spoil."""
    return Path(shutil.copytree(made[0], tmp_path / "copy"))


def run(*words: Any) -> Any:
    return CliRunner().invoke(APP, [str(word) for word in words])


def refused(*words: Any) -> str:
    error = run(*words).exception
    assert isinstance(error, InputError), error
    return str(error)


def gathered(kept: Sequence[Kept], told: Sequence[Telling] = ()) -> str:
    return page.page(gather(told or [one.telling for one in kept], "", SAY), [one.svg for one in kept], SAY)


class Reader(HTMLParser):
    """The words of a page's body, and what it would fetch."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words, self.tags, self.ids, self.links, self.fetched, self.inside = ([] for _ in range(6))
        self.feed(html)

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


def test_every_word_and_picture_of_every_study_is_in_the_page(made: tuple[Path, Path], kept: list[Kept]) -> None:
    html = gathered(kept)
    text = " ".join(Reader(html).words)
    for folder in made:
        words = Reader((folder / "report.html").read_text(encoding="utf-8")).words
        parts = [part for line in words for part in line.split(". Versions: ")]  # which stand apart when they agree
        assert len(parts) > 100
        assert [one for one in parts if one not in text] == []
    assert html.count("<svg") == sum(len(one.svg) for one in kept) == len(list(made[0].parent.rglob("*.svg")))
    assert all(titles(svg)[0] in html for one in kept for svg in one.svg.values())


def test_the_page_is_one_file_that_fetches_nothing_even_with_a_study_twice(kept: list[Kept]) -> None:
    read = Reader(html := gathered([*kept, kept[0]]))
    assert read.fetched == []
    assert not {"script", "link", "iframe", "img", "object"} & set(read.tags)
    assert "@import" not in html
    assert len(read.ids) == len(set(read.ids)) > 5
    assert set(read.links) <= set(read.ids)


def test_notes_and_versions_are_said_once_with_the_studies_that_say_them(kept: list[Kept]) -> None:
    first, second = (one.telling for one in kept)
    told = [replace(first, notes=("a", "b"), versions={"x": "7.1"}), replace(second, notes=("c", "a"))]
    made = gather(told, "", SAY)
    assert made.title.startswith("Two studies")
    assert made.notes == (("a", (1, 2)), ("b", (1,)), ("c", (2,)))
    assert "(1, 2)" in (html := gathered(kept, told))
    assert (html.count("x 7.1"), html.count("openbmd 0")) == (1, 1)  # they differ, and each study has its own
    assert gathered(kept, [replace(one, versions={"x": "7.1"}) for one in told]).count("x 7.1") == 1


def test_what_two_studies_fold_away_word_for_word_is_there_once(kept: list[Kept]) -> None:
    once, again = gather([kept[0].telling] * 2, "", SAY).blocks
    folded = [block for block in once if isinstance(block, Details)]
    assert folded
    assert not any(isinstance(block, Details) for block in again)
    told = [plain(block.line) for block in again if isinstance(block, Paragraph)]
    for block in folded:
        assert [line for line in told if line.startswith(block.summary) and "study 1" in line]


def test_tables_as_csv_are_what_the_study_found(made: tuple[Path, Path], kept: list[Kept], tmp_path: Path) -> None:
    """Read by DuckDB's own reader, against the telling's columns; what is not known is empty."""
    done = run(*made, "--out", tmp_path / "a.html", "--tables", "csv", "--json")
    assert done.exception is None
    told = json.loads(done.stdout)
    compared = 0
    for number, (folder, one) in enumerate(zip(made, kept, strict=True), 1):
        files = {file.stem: file for file in (Path(told["tables"]) / f"{number}-{folder.name}").iterdir()}
        assert sorted(files) == sorted(told["studies"][number - 1]["tables"])
        with duckdb.connect(":memory:", config={"threads": 1}) as database:
            for name, columns in tables(one.telling).items():
                read = "select * from read_csv(?, header = true, all_varchar = true)"
                rows = database.execute(read, [str(files[name])]).fetchall()
                for row, wanted in zip(rows, zip(*(c.tolist() for c in columns.values()), strict=True), strict=True):
                    for text, value in zip(row, wanted, strict=True):
                        compared += 1
                        assert value in ("", None) or value != value if text is None else type(value)(text) == value
    assert compared > 100


@pytest.mark.parametrize("form", ["md", "html"])
def test_a_table_to_read_has_all_rows(form: str, kept: list[Kept]) -> None:
    for data in (table_text.of_columns(*each) for each in tables(kept[0].telling).items()):
        text = table_text.FORMS[form](data)
        rows = len(text.splitlines()) - 2 if form == "md" else text.count("<tr>") - 1
        assert rows == len(data.rows) > 0


FOREIGN = {
    "script": ("</svg>", "<script>alert(1)</script></svg>"),
    "image": ("</svg>", '<image href="x.png"/></svg>'),
    "style": ("</svg>", "<g><style>*{}</style></g></svg>"),
    "onload": ("<svg ", '<svg onload="alert(1)" '),
    "an href outside": ("</svg>", '<use xlink:href="http://example.org/#a"/></svg>'),
    "a url outside": ("</svg>", '<g style="fill:url(//example.org)"/></svg>'),
}


@pytest.mark.parametrize(("old", "new"), FOREIGN.values(), ids=FOREIGN.keys())
def test_a_picture_that_is_none_of_ours_is_refused(old: str, new: str, copy: Path) -> None:
    """Even where the list of the folder's files agrees with it."""
    picture, manifest = copy / "footprint.svg", copy / "folder.json"
    text = picture.read_text(encoding="utf-8")
    assert text.count(old) == 1
    picture.write_text(text.replace(old, new), encoding="utf-8")
    told = json.loads(manifest.read_text(encoding="utf-8"))
    told["files"][picture.name] = run_folder.digest(picture.read_bytes())
    manifest.write_text(json.dumps(told), encoding="utf-8")
    assert "a picture holds what no picture of OpenBMD does" in refused(copy, "--out", copy / "a.html")


@pytest.mark.parametrize("name", ["telling.json", "footprint.svg", "scenario.yaml", "footprint.json"])
@pytest.mark.parametrize("how", ["altered", "cut", "gone"])
def test_a_file_that_was_altered_or_cut_is_told(name: str, how: str, copy: Path) -> None:
    file = copy / name
    content = file.read_bytes()
    file.write_bytes(content.replace(b"e", b"f", 1) if how == "altered" else content[: len(content) // 2])
    if how == "gone":
        file.unlink()
    assert f"{name}: changed since the study was made" in refused(copy, "--out", copy.parent / "a.html")
    assert not (copy.parent / "a.html").exists()


def test_all_faults_are_told_at_once(copy: Path) -> None:
    (copy.parent / "bare").mkdir()
    said = refused(copy, copy, copy.parent / "bare", copy.parent / "none", copy / "report.html")
    for words in ("it is there twice", "it is no run folder", "there is no such folder", "it is no folder"):
        assert said.count(words) == 1, words


def test_nothing_is_overwritten_nor_linked(copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "can_typeset", lambda: True)
    out, sheet, listed = tmp_path / "a.html", tmp_path / "a.pdf", tmp_path / "a-tables"
    out.write_text("mine")
    sheet.symlink_to(tmp_path / "elsewhere")
    listed.mkdir()
    assert refused(copy, "--out", out, "--pdf", sheet, "--tables", "csv").count("it exists already") == 3
    assert (out.read_text(), list(listed.iterdir())) == ("mine", [])
    assert not (tmp_path / "elsewhere").exists()
    assert "one name" in refused(copy, "--out", tmp_path / "b", "--pdf", tmp_path / "b")
    for name in (".c.html.draft", "c.html.draft", ".c.html", "c.html.tmp"):  # that a draft had, or might have
        (tmp_path / name).symlink_to(out)
    assert run(copy, "--out", tmp_path / "c.html").exception is None
    assert (out.read_text(), (tmp_path / "c.html").is_symlink()) == ("mine", False)


def test_a_file_with_the_signs_of_a_pattern_in_its_path_is_read_alone(tmp_path: Path) -> None:
    for name in ("ha", "hb", "h[ab]", "h*"):
        (tmp_path / name).mkdir()
        run_folder.write_parquet({"t.parquet": {"whose": np.array([name])}}, tmp_path / name)
    for name in ("ha", "h[ab]", "h*"):
        assert table_text.of_parquet(tmp_path / name / "t.parquet").rows == ((name,),)


@pytest.mark.skipif(not pdf.can_typeset(), reason="typst is not installed")
def test_the_pdf_is_a4_and_the_same_each_time(kept: list[Kept]) -> None:
    told, svg = gather([one.telling for one in kept], "What <adds> & $why$ #not 서울", SAY), [one.svg for one in kept]
    sheets = pdf.typeset(told, svg, SAY)
    boxes = {tuple(float(x) for x in box.split()) for box in re.findall(rb"/MediaBox\s*\[([^\]]+)\]", sheets)}
    assert (0.0, 0.0, 595.28, 841.89) in {tuple(round(x, 2) for x in box) for box in boxes}  # 210 by 297 mm
    assert sheets == pdf.typeset(told, svg, SAY)


@pytest.mark.parametrize("fault", ["typst", "disk"])
def test_a_report_that_cannot_be_finished_leaves_nothing(
    fault: str, copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: Any) -> Any:
        raise pdf.Unset("too wide") if fault == "typst" else OSError(28, "No space left on device")

    monkeypatch.setattr(pdf, "can_typeset", lambda: True)
    monkeypatch.setattr(pdf, "typeset", fails if fault == "typst" else lambda *_: b"%PDF-")
    if fault == "disk":
        monkeypatch.setitem(table_text.FORMS, "csv", fails)
    done = run(copy, "--out", tmp_path / "new" / "a.html", "--pdf", tmp_path / "new" / "a.pdf", "--tables", "csv")
    assert isinstance(done.exception, Failure if fault == "typst" else OSError), done.exception
    assert [one.name for one in tmp_path.iterdir()] == ["copy"]
