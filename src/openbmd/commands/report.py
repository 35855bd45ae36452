"""openbmd report: run folders gathered into one page, a PDF and tables, from what they keep and never from a page."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack, redirect_stdout
from pathlib import Path
from typing import Any

from openbmd import folders, run_folder
from openbmd.complaints import Complaint, InputError
from openbmd.console import console, note, print_json
from openbmd.ending import Failure
from openbmd.locales import Words
from openbmd.render import page, pdf, table_text
from openbmd.render.gathering import Gathered, gather
from openbmd.render.svg import titles
from openbmd.render.table_text import Data
from openbmd.run_folder import Kept
from openbmd.telling import Drawn
from openbmd.telling.blocks import every
from openbmd.telling.tables import tables

COMMAND = "openbmd report"
RUNS = Path("runs")
SCENARIOS = (".yaml", ".yml")


def report(what: Sequence[Path], out: Path | None, pdf_file: Path | None, form: str, title: str, as_json: bool) -> None:
    """Gather and write; raises InputError, Failure or OSError, and then nothing of the report is left."""
    say = Words()
    wanted = asked(what)
    names = [folder.resolve().name for folder in wanted.values()]
    target = RUNS / f"report-{'-'.join(names)[:100]}.html" if out is None else out
    tables_folder = target.with_name(f"{target.stem}-tables") if form else None
    refuse(target, pdf_file, tables_folder)
    kept = {folder: run_folder.read(folder) for given, folder in wanted.items() if given == folder}  # faults at once
    for given, folder in wanted.items():
        if given != folder:
            play(given, folder, as_json)
            kept[folder] = run_folder.read(folder)
    ready = [kept[folder] for folder in wanted.values()]
    made = gather([one.telling for one in ready], title, say)
    svg = [one.svg for one in ready]
    found = {f"{k}-{name}": tables_of(one, folder) for k, (name, one, folder) in enumerate(
        zip(names, ready, wanted.values(), strict=True), 1)} if form else {}  # fmt: skip
    files = {target: page.page(made, svg, say).encode()}
    if pdf_file is not None:
        files[pdf_file] = typeset(made, svg, say)
    write(files, tables_folder, found, form)
    if as_json:
        print_json(plain(made, svg, list(wanted.values()), target, pdf_file, tables_folder, found))
    else:
        for number, told in enumerate(made.tellings, 1):
            words = " ".join(filter(None, (told.headline, told.verdict)))
            console().print(f"{number}. {words}", soft_wrap=True, markup=False)
    for written in (target, pdf_file, tables_folder):
        if written is not None:
            note(f"Written: {written}")


# --- what was asked for ---------------------------------------------------------------------------


def asked(what: Sequence[Path]) -> dict[Path, Path]:
    """The run folder of each name: itself, or the one that a scenario is played into. Raises InputError."""
    found: dict[Path, Path] = {}
    faults: list[Complaint] = []
    for one in what:
        try:
            folder = unplayed(one) if is_scenario(one) else one
            if any(old.resolve() == folder.resolve() for old in found.values()):
                raise fault(one, "it is there twice", "Name each study once; give scenarios names of their own.")
            if folder == one:
                run_folder.opened(folder)
            found[one] = folder
        except InputError as error:
            faults += error.complaints
    if faults:
        raise InputError(faults)
    return found


def is_scenario(one: Path) -> bool:
    return one.suffix.lower() in SCENARIOS and one.is_file()


def fault(where: Path, found: str, advice: str) -> InputError:
    return InputError([Complaint(str(where), 0, "", found, advice)])


def unplayed(file: Path) -> Path:
    """The folder that a scenario file is played into. Raises InputError when it is there, or the file has faults."""
    from openbmd import scenario_file

    folder = RUNS / scenario_file.read(file).name
    if folder.exists():
        advice = f"Gather what was played: openbmd report {folder}. Or remove it, and it is played again."
        raise fault(file, f"it was played already: {folder} exists", advice)
    return folder


def refuse(target: Path, pdf_file: Path | None, tables_folder: Path | None) -> None:
    """Raise InputError where writing would overwrite something, or no PDF can be made."""
    faults = [
        Complaint(
            str(path), 0, option, "it exists already", "Remove it, or choose another name; nothing is overwritten."
        )
        for path, option in ((target, "--out"), (pdf_file, "--pdf"), (tables_folder, "--tables"))
        if path is not None and (path.exists() or path.is_symlink())
    ]
    if pdf_file is not None and pdf_file == target:
        faults.append(Complaint(str(target), 0, "--pdf", "page and PDF have one name", "Give them two."))
    if pdf_file is not None and not pdf.can_typeset():
        advice = 'Install it with: pip install "openbmd[pdf]" (84 MB on disk), or leave --pdf out and print the page.'
        faults.append(Complaint(COMMAND, 0, "--pdf", "typst, which sets the PDF, is not installed", advice))
    if faults:
        raise InputError(faults)


def play(file: Path, folder: Path, quiet: bool) -> None:
    """Play a scenario as openbmd run does; quiet: its answer goes to standard error."""
    from openbmd.cli_studies import run_command

    with redirect_stdout(sys.stderr if quiet else sys.stdout):
        run_command("run", [file], folder)


# --- what is made of it ---------------------------------------------------------------------------


def typeset(made: Gathered, svg: Sequence[Mapping[str, str]], say: Words) -> bytes:
    try:
        return pdf.typeset(made, svg, say)
    except pdf.Unset as error:
        raise Failure(f"The PDF could not be set: {error}. Nothing was written. Leave --pdf out.") from error


def tables_of(one: Kept, folder: Path) -> list[Data]:
    """Every table of a run folder: those it prints, and its Parquet files. Raises InputError for a broken file."""
    printed = [table_text.of_columns(name, columns) for name, columns in tables(one.telling).items()]
    return printed + [parquet(file) for file in sorted(folder.iterdir()) if file.suffix == ".parquet"]


def parquet(file: Path) -> Data:
    import duckdb

    try:
        return table_text.of_parquet(file)
    except duckdb.Error as error:
        found = f"it is no sound Parquet file: {str(error).splitlines()[0]}"
        raise fault(file, found, "Make the study again.") from error


def write(files: Mapping[Path, bytes], folder: Path | None, found: Mapping[str, Iterable[Data]], form: str) -> None:
    """Write all or nothing: drafts in new folders of their own beside, then moved. Raises InputError or OSError."""
    written: list[Path] = []
    with ExitStack() as rooms:
        drafts = {file: rooms.enter_context(folders.draft(file)) / file.name for file in files}
        try:
            for file, content in files.items():
                drafts[file].write_bytes(content)
            if folder is not None:
                with folders.whole(folder) as making:
                    tables_to(making, found, table_text.FORMS[form], form)
                written.append(folder)
            for file, draft in drafts.items():
                if file.exists() or file.is_symlink():
                    raise fault(file, "it exists already", "Remove it, or choose another name; nothing is overwritten.")
                draft.rename(file)
                written.append(file)
        except BaseException:
            for path in written:
                if path.is_dir():
                    shutil.rmtree(path, ignore_errors=True)
                else:
                    path.unlink(missing_ok=True)
            raise


def tables_to(folder: Path, found: Mapping[str, Iterable[Data]], told: Callable[[Data], str], ending: str) -> None:
    """Write each study's tables into a folder of its own."""
    for study, listed in found.items():
        (folder / study).mkdir()
        for data in listed:
            (folder / study / f"{data.name}.{ending}").write_text(told(data), encoding="utf-8", newline="\n")


def plain(
    made: Gathered,
    svg: Sequence[Mapping[str, str]],
    wanted: Sequence[Path],
    target: Path,
    pdf_file: Path | None,
    folder: Path | None,
    found: Mapping[str, Sequence[Data]],
) -> dict[str, Any]:
    """What was gathered, for programs; docs/report.md says what each key holds."""
    listed = list(found.values()) or [[]] * len(made.tellings)
    return {
        "title": made.title,
        "html": str(target),
        "pdf": str(pdf_file) if pdf_file else None,
        "tables": str(folder) if folder else None,
        "studies": [
            {
                "origin": str(origin),
                "about": told.about,
                "finding": told.finding,
                "verdict": told.verdict or None,
                "source": told.corner,
                "pictures": [
                    {"name": one.name, "title": titles(drawn[one.name])[0]}
                    for one in every(told.blocks)
                    if isinstance(one, Drawn) and one.name in drawn
                ],
                "tables": [data.name for data in data_of],
            }
            for told, origin, data_of, drawn in zip(made.tellings, wanted, listed, svg, strict=True)
        ],
        "notes": [{"note": one.text, "studies": list(one.studies)} for one in made.notes],
        "versions": made.versions or None,
    }
