"""openbmd report: several studies gathered into one page, a PDF, and tables."""

from __future__ import annotations

import json
import re
import shutil
import sys
from collections.abc import Iterable, Mapping, Sequence
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any, NamedTuple

from openbmd import folders, scenario_file
from openbmd.complaints import Complaint, InputError
from openbmd.console import console, note, print_json
from openbmd.ending import Failure
from openbmd.products import gathered, gathered_page, gathered_tables, pdf, table_text
from openbmd.products.gathered import Report
from openbmd.products.gathered_blocks import Study
from openbmd.products.table_text import Data

COMMAND = "openbmd report"
RUNS = Path("runs")
PAGE = "report.html"  # that every study writes into its folder
SCENARIOS = (".yaml", ".yml")
STUDIES = "openbmd run, compare, posture or another study"


class Wanted(NamedTuple):
    """One study asked for."""

    given: Path  # as named on the command line
    page: Path
    is_played: bool  # otherwise given is a scenario file

    @property
    def folder(self) -> Path | None:
        """The run folder, None when there is a page alone."""
        return self.page.parent if self.page.name == PAGE else None

    @property
    def name(self) -> str:
        return self.folder.resolve().name if self.folder else self.page.stem


def report(what: Sequence[Path], out: Path | None, pdf_file: Path | None, form: str, title: str, as_json: bool) -> None:
    """Gather and write; raises InputError, Failure or OSError, and then nothing of the report is left."""
    wanted = asked(what)
    page = RUNS / f"report-{'-'.join(one.name for one in wanted)[:100]}.html" if out is None else out
    tables_folder = page.with_name(f"{page.stem}-tables") if form else None
    refuse(page, pdf_file, tables_folder)
    ready = {one: read(one) for one in wanted if one.is_played}  # faults before anything is played
    for one in wanted:
        if not one.is_played:
            play(one, as_json)
            ready[one] = read(one)
    made = gathered.gather([ready[one] for one in wanted], title)
    tables = {f"{k}-{one.name}": tables_of(ready[one], one.folder) for k, one in enumerate(wanted, 1)} if form else {}
    files = {page: gathered.page(made).encode()} | ({pdf_file: typeset(made)} if pdf_file else {})
    write(files, tables_folder, tables, form)
    if as_json:
        print_json(plain(made, page, pdf_file, tables_folder, tables))
    else:
        for number, study in enumerate(made.studies, 1):
            console().print(
                f"{number}. {' '.join(filter(None, (study.finding, study.verdict)))}", soft_wrap=True, markup=False
            )
    for written in (page, pdf_file, tables_folder):
        if written is not None:
            note(f"Written: {written}")


# --- what was asked for ---------------------------------------------------------------------------


def asked(what: Sequence[Path]) -> list[Wanted]:
    """What each name stands for. Raises InputError with the faults of all."""
    found: list[Wanted] = []
    faults: list[Complaint] = []
    for one in what:
        try:
            if one.suffix.lower() in SCENARIOS and one.is_file():
                new = Wanted(one, unplayed(one) / PAGE, False)
            else:
                new = Wanted(one, page_of(one), True)
            if any(old.page.resolve() == new.page.resolve() for old in found):
                raise fault(one, "it is there twice", "Name each study once; give scenarios names of their own.")
            found.append(new)
        except InputError as error:
            faults += error.complaints
    if faults:
        raise InputError(faults)
    return found


def fault(where: Path, found: str, advice: str) -> InputError:
    return InputError([Complaint(str(where), 0, "", found, advice)])


def page_of(one: Path) -> Path:
    """The page of a run folder, or the page itself. Raises InputError."""
    if not one.exists():
        raise fault(
            one, "there is no such file or folder", f"Name a folder that {STUDIES} wrote, such as runs/seongju-2017."
        )
    if one.is_dir():
        if not (one / PAGE).is_file():
            raise fault(one, f"it is no run folder: there is no {PAGE} in it", f"Name a folder that {STUDIES} wrote.")
        return one / PAGE
    if one.suffix.lower() != ".html":
        advice = "Name a run folder, a page (HTML) of a study, or a scenario file (YAML)."
        raise fault(one, "it is neither a run folder, nor a page, nor a scenario file", advice)
    return one


def unplayed(file: Path) -> Path:
    """The folder that a scenario file is played into. Raises InputError when it is there, or the file has faults."""
    folder = RUNS / scenario_file.read(file).name
    if folder.exists():
        advice = f"Gather what was played: openbmd report {folder}. Or remove it, and it is played again."
        raise fault(file, f"it was played already: {folder} exists", advice)
    return folder


def refuse(page: Path, pdf_file: Path | None, tables: Path | None) -> None:
    """Raise InputError where writing would overwrite something, or no PDF can be made."""
    faults = [
        Complaint(
            str(path), 0, option, "it exists already", "Remove it, or choose another name; nothing is overwritten."
        )
        for path, option in ((page, "--out"), (pdf_file, "--pdf"), (tables, "--tables"))
        if path is not None and (path.exists() or path.is_symlink())
    ]
    if pdf_file is not None and pdf_file == page:
        faults.append(Complaint(str(page), 0, "--pdf", "page and PDF have one name", "Give them two."))
    if pdf_file is not None and not pdf.can_typeset():
        advice = 'Install it with: pip install "openbmd[pdf]" (34 MB), or leave --pdf out and print the page.'
        faults.append(Complaint(COMMAND, 0, "--pdf", "typst, which sets the PDF, is not installed", advice))
    if faults:
        raise InputError(faults)


def read(one: Wanted) -> Study:
    """The study of a page. Raises InputError."""
    try:
        return gathered_page.read(one.page.read_text(encoding="utf-8"), str(one.folder or one.page))
    except gathered_page.Unreadable as error:
        raise fault(one.page, str(error), f"Name a folder that {STUDIES} wrote.") from error
    except UnicodeDecodeError as error:
        raise fault(one.page, "it is no text in UTF-8", f"Name a folder that {STUDIES} wrote.") from error


def play(one: Wanted, quiet: bool) -> None:
    """Play a scenario as openbmd run does; quiet: its answer goes to standard error."""
    from openbmd import cli_studies
    from openbmd.studies import STUDIES as KNOWN

    with redirect_stdout(sys.stderr if quiet else sys.stdout):
        cli_studies.run(KNOWN["run"], {**dict.fromkeys(cli_studies.DOOR), "file": one.given, "out": one.folder})


# --- what is made of it ---------------------------------------------------------------------------


def typeset(made: Report) -> bytes:
    try:
        return pdf.typeset(made)
    except pdf.Unset as error:
        raise Failure(f"The PDF could not be set: {error}. Nothing was written. Leave --pdf out.") from error


def tables_of(study: Study, folder: Path | None) -> list[Data]:
    """Every table of a study: of its page, its JSON and its Parquet files. Raises InputError for a broken file."""
    found = gathered_tables.of_page(study)
    for file in sorted(folder.glob("*.json")) if folder else ():
        try:
            answer = json.loads(file.read_text(encoding="utf-8"))
        except ValueError as error:
            raise fault(file, f"it is no sound JSON: {error}", "Make the study again.") from error
        if isinstance(answer, dict):
            found += gathered_tables.of_json(file.stem, answer)
    for file in sorted(folder.glob("*.parquet")) if folder else ():
        found.append(parquet(file))
    names = gathered_tables.unique(data.name for data in found)
    return [data._replace(name=re.sub(r" \((\d+)\)$", r"-\1", name)) for data, name in zip(found, names, strict=True)]


def parquet(file: Path) -> Data:
    import duckdb

    try:
        return gathered_tables.of_parquet(file)
    except duckdb.Error as error:
        raise fault(
            file, f"it is no sound Parquet file: {str(error).splitlines()[0]}", "Make the study again."
        ) from error


def write(files: Mapping[Path, bytes], folder: Path | None, tables: Mapping[str, Iterable[Data]], form: str) -> None:
    """Write all or nothing. Raises InputError or OSError."""
    written: list[Path] = []
    missing = [parent for file in files for parent in file.absolute().parents if not parent.exists()]
    try:
        for file, content in files.items():
            file.parent.mkdir(parents=True, exist_ok=True)
            draft = file.with_name(f".{file.name}.draft")
            written.append(draft)
            draft.write_bytes(content)
        if folder is not None:
            with folders.whole(folder) as making:
                for study, found in tables.items():
                    (making / study).mkdir()
                    for data in found:
                        text = table_text.FORMS[form](data)
                        (making / study / f"{data.name}.{form}").write_text(text, encoding="utf-8", newline="\n")
            written.append(folder)
        for file in files:
            file.with_name(f".{file.name}.draft").replace(file)
            written.append(file)
    except BaseException:
        for path in written:
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)
        for parent in sorted(set(missing), key=lambda path: -len(path.parts)):
            if parent.is_dir() and not any(parent.iterdir()):
                parent.rmdir()
        raise


def plain(
    made: Report, page: Path, pdf_file: Path | None, folder: Path | None, tables: Mapping[str, Sequence[Data]]
) -> dict[str, Any]:
    """What was gathered, for programs; docs/report.md says what each key holds."""
    return {
        "title": made.title,
        "html": str(page),
        "pdf": str(pdf_file) if pdf_file else None,
        "tables": str(folder) if folder else None,
        "studies": [
            {
                "origin": study.origin,
                "about": study.kicker,
                "finding": study.finding,
                "verdict": study.verdict or None,
                "source": study.source,
                "pictures": [{"name": one.name, "title": one.title} for one in gathered.drawings(study.blocks)],
                "tables": [data.name for data in found],
            }
            for study, found in zip(made.studies, list(tables.values()) or [[]] * len(made.studies), strict=True)
        ],
        "notes": [{"note": one.text, "studies": list(one.studies)} for one in made.notes],
        "versions": made.versions or None,
    }
