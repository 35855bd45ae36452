"""check_study: what holds of every study, whatever it asks (law 12); in the manner of check_estimator."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any

from rich.console import Console
from typer.testing import CliRunner

import openbmd as bmd
from openbmd import run_folder
from openbmd.cli import app
from openbmd.complaints import InputError
from openbmd.drawing import pictures
from openbmd.locales import Words
from openbmd.render import json, notebook, page, pdf, terminal
from openbmd.render.gathering import gather
from openbmd.studies import STUDIES
from openbmd.studies.contract import Asked, Given, Study, required
from openbmd.studies.settings import settled
from openbmd.telling import Drawn, Table, Telling
from openbmd.telling.blocks import every, plain
from openbmd.telling.tables import tables
from openbmd.work import Work, unheard

SCENARIOS = Path(__file__).parent / "golden" / "scenarios"
SAY = Words()
EMPTY = {"", "–", "-", "∞", "none", "no"}


@dataclass(frozen=True)
class Sample:
    """A cheap question of a study."""

    scenarios: tuple[str, ...]  # names in tests/golden/scenarios
    values: Mapping[str, Any] = field(default_factory=dict)


def scenarios_of(sample: Sample) -> list[Any]:
    return [bmd.read(SCENARIOS / f"{name}.yaml") for name in sample.scenarios]


def asked(study: Study, sample: Sample, threads: int) -> Asked:
    from openbmd.studies.checking import checked

    question = checked(study, sample.values, text=False, name=lambda given: given.name)
    return study.ask(question, scenarios_of(sample), Work(threads, threads, unheard))


# --- its question ---------------------------------------------------------------------------------


def beyond(given: Given) -> Iterator[float]:
    """Values just below and above a field's bounds."""
    step = 1 if given.type is int or int in getattr(given.type, "__args__", ()) else None
    if given.ask.low is not None:
        yield given.ask.low - (step or max(1e-3, abs(given.ask.low)))
    if given.ask.high is not None:
        yield given.ask.high + (step or max(1e-3, abs(given.ask.high)))


def refused_by_python(study: Study, sample: Sample, name: str, value: Any) -> set[tuple[str, str]]:
    """What Python says to a value: what was found, and advice; nothing when it takes it."""
    values = {**sample.values, name: value}
    try:
        getattr(bmd, study.python)(*scenarios_of(sample), **values)
    except InputError as error:
        return {(one.found, one.advice) for one in error.complaints}
    return set()


def refused_by_command(study: Study, sample: Sample, name: str, value: Any) -> set[str]:
    """What the command prints for a value; nothing when it takes it."""
    words = [*study.path] if hasattr(study, "path") else [study.name]
    words += [str(SCENARIOS / f"{one}.yaml") for one in sample.scenarios]
    for given in study.question.given():
        told = value if given.name == name else sample.values.get(given.name)
        if told is None or told is False:
            continue
        if given.ask.positional:
            words += [str(told)]
        elif told is True:
            words += [given.flag]
        else:
            words += [f"{given.flag}={one}" for one in (told if isinstance(told, list | tuple) else [told])]
    done = CliRunner().invoke(app, words, catch_exceptions=True)
    if isinstance(done.exception, InputError):
        return {f"{one.found}\n    {one.advice}" for one in done.exception.complaints}
    return {done.output} if done.exit_code else set()


def check_question(study: Study, sample: Sample) -> None:
    """Bounds are the same for command and Python, in the same words; what is missing or misspelt is said."""
    for given in study.question.given():
        assert given.ask.help.endswith("."), given.name
        for value in beyond(given):
            by_python = refused_by_python(study, sample, given.name, value)
            by_command = refused_by_command(study, sample, given.name, value)
            assert by_python, f"{given.name}={value}: Python takes it"
            assert {f"{found}\n    {advice}" for found, advice in by_python} == by_command, (given.name, value)
        wrong = object()
        assert refused_by_python(study, sample, given.name, wrong), given.name
    missing = [given.name for given in study.question.given() if required(given)]
    for name in missing:
        left = Sample(sample.scenarios, {k: v for k, v in sample.values.items() if k != name})
        assert any("not given" in found for found, _ in refused_by_python(study, left, "threads", None)), name
    assert refused_by_python(study, sample, "no_such_argument", 1)
    for threads in (0, -1, 1.5, 10**6):
        assert refused_by_python(study, sample, "threads", threads), threads


# --- its telling ----------------------------------------------------------------------------------


def check_telling(told: Telling, sample: Sample) -> None:
    """One finding, a sentence; notes, versions, sources; all numbers of its tables are numbers."""
    assert told.finding.endswith((".", "?", "”")), told.finding
    assert told.headline
    assert not told.headline.endswith("."), told.headline
    assert "\n" not in told.finding + told.headline
    assert told.versions["openbmd"] == version("openbmd")
    assert told.about
    assert told.corner
    assert told.seed is None or isinstance(told.seed, int)
    assert all(isinstance(note, str) and note for note in told.notes)
    assert len(set(told.notes)) == len(told.notes)
    assert told.sources or not sample.scenarios
    if told.center is not None:
        value, low, high = told.center
        assert low <= value <= high, "a headline outside its band"
    names = [block.name for block in every(told.blocks) if isinstance(block, Table)]
    assert len(set(names)) == len(names), "two tables have one name"
    found = tables(told)
    for block in every(told.blocks):
        if isinstance(block, Table):
            check_table(block, found[block.name])


def check_table(table: Table, columns: Mapping[str, Any]) -> None:
    """Every row has every column; every printed number of a column has its value for programs."""
    keys = [column.key for column in table.columns if column.key]
    assert len(set(keys)) == len(keys), table.name
    assert all(re.fullmatch(r"[a-z][a-z0-9_]*", key) for key in keys), keys
    sizes = {len(values) for values in columns.values()}
    assert sizes <= {len(table.rows)}, table.name
    for row in table.rows:
        assert len(row.cells) == len(table.columns), table.name
        known = [cell.value for cell in row.cells if cell.value is not None]
        for cell, column in zip(row.cells, table.columns, strict=True):
            text = plain(cell.line)
            if column.right and re.search(r"\d", text) and text not in EMPTY:
                assert cell.value is not None or (not column.key and known), (table.name, column.head, text)
                assert column.key or known, (table.name, column.head)


def check_renderers(study: Study, made: run_folder.Made) -> None:
    """Page, terminal, sheets for print, notebook and JSON say the same finding and all notes."""
    told = made.told
    svg = {picture.name: pictures.to_svg(picture) for picture in made.drawn}
    gathered = gather([told], "", SAY)
    printed = io.StringIO()
    terminal.show(told, Console(file=printed, width=10_000, highlight=False), SAY)
    typeset = str(pdf.data(gathered, [svg], SAY, {}))
    html = page.page(gathered, [svg], SAY)
    shown = {
        "page": unescaped(html),
        "terminal": printed.getvalue(),
        "notebook": unescaped(notebook.html(told, "", "", SAY)),
        "markdown": notebook.markdown(told),
    }
    for where, text in shown.items():
        bare = spaces(text)
        same = told.finding.rstrip(".") == told.headline and where == "page"
        assert spaces(told.headline if same else told.finding) in bare, where
        assert not [note for note in told.notes if spaces(note) not in bare], where
    assert repr(told.finding)[1:-1] in typeset or told.headline in typeset
    envelope = json.envelope(told)
    assert envelope["finding"] == told.finding
    assert envelope["study"] == study.name
    assert envelope["notes"] == list(told.notes) or "notes" in told.data
    assert {"seed", "versions", "sources", "sentences"} <= envelope.keys()
    shown_there = {block.name for block in every(told.blocks) if isinstance(block, Drawn)}
    assert shown_there >= set(svg), "a picture that the page does not show"


def unescaped(html: str) -> str:
    from html import unescape

    return unescape(re.sub(r"<[^>]+>", "", html))


def spaces(text: str) -> str:
    return " ".join(text.split())


# --- its folder -----------------------------------------------------------------------------------


def check_folder(study: Study, made: run_folder.Made, folder: Path) -> None:
    """The run folder alone, asked again, gives the same bytes; what it keeps is what was read."""
    run_folder.write(made, folder / "one", SAY, unheard, ("csv", "xlsx"))
    manifest = run_folder.opened(folder / "one")
    question = run_folder.question(manifest, folder / "one")
    assert question == made.asked.question
    scenarios = run_folder.scenarios(manifest, folder / "one")
    assert list(scenarios) == [settled(one, question) for one in made.asked.scenarios]
    again = run_folder.make(study.ask(question, scenarios, Work(2, 1, unheard)), SAY)
    run_folder.write(again, folder / "two", SAY, unheard, run_folder.forms_of(manifest))
    files = {path.relative_to(folder / "one") for path in (folder / "one").rglob("*") if path.is_file()}
    other = {path.relative_to(folder / "two") for path in (folder / "two").rglob("*") if path.is_file()}
    assert files == other
    one, two = folder / "one", folder / "two"
    assert [str(name) for name in files if (one / name).read_bytes() != (two / name).read_bytes()] == []
    kept = run_folder.read(folder / "one")
    assert kept.telling.finding == made.told.finding
    assert kept.telling.blocks == run_folder.read(folder / "two").telling.blocks
    assert set(kept.svg) == {picture.name for picture in made.drawn}
    for name, scenario in zip(manifest["scenarios"], made.asked.scenarios, strict=True):
        assert (folder / "one" / name.replace("scenario", "as-read", 1)).read_text() == scenario.source.text


def check_study(name: str, sample: Sample, folder: Path) -> None:
    """All of it."""
    study = STUDIES[name]
    check_question(study, sample)
    one, two = asked(study, sample, 1), asked(study, sample, 2)
    told = study.tell(one, SAY)
    assert json.envelope(told) == json.envelope(study.tell(two, SAY))
    check_telling(told, sample)
    made = run_folder.Made(one, told, study.draw(one, SAY))
    check_renderers(study, made)
    if study.question.kept:
        check_folder(study, made, folder)
