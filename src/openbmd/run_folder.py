"""The run folder: what was asked, of which scenario, and all that was made of it; whole or not at all."""

from __future__ import annotations

import errno
import hashlib
import json
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, NamedTuple

from openbmd import folders, scenario_file
from openbmd.complaints import Complaint, InputError
from openbmd.drawing import pictures
from openbmd.locales import Words
from openbmd.records import Note, Scenario, sealed
from openbmd.render import json as as_json
from openbmd.render import page, sheets
from openbmd.render.gathering import gather
from openbmd.studies import STUDIES
from openbmd.studies.checking import checked
from openbmd.studies.contract import Asked, File, Question
from openbmd.studies.settings import settled
from openbmd.telling import Telling, notes
from openbmd.telling.tables import tables

FORMAT = 1  # of the folder
MANIFEST, TELLING, REPORT = "folder.json", "telling.json", "report.html"
FORMS = ("png", "csv", "xlsx")  # that may be asked for beside
Heard = Callable[[int, int, str], None]


class Made(NamedTuple):
    """An answer with what is told of it and its pictures."""

    asked: Asked
    told: Telling
    drawn: list[pictures.Picture]


def make(asked: Asked, say: Words) -> Made:
    """Tell and draw an answer."""
    study = STUDIES[asked.study]
    return Made(asked, study.tell(asked, say), study.draw(asked, say))


def write(made: Made, folder: Path, say: Words, heard: Heard, forms: Sequence[str] = ()) -> None:
    """Write everything into a folder, which appears only when all is written; raises InputError or OSError."""
    with folders.whole(folder) as draft:
        texts = scenario_texts(made.asked)
        steps = _steps(made, texts, draft, say, forms)
        for done, (name, step) in enumerate(steps.items()):
            heard(done, len(steps), name)
            step()
        text(draft / MANIFEST, as_json.dumps(manifest(made.asked, texts, draft), indent=2) + "\n")
        heard(len(steps), len(steps), "work-folder")


def _steps(
    made: Made, texts: Mapping[str, str], draft: Path, say: Words, forms: Sequence[str]
) -> dict[str, Callable[[], object]]:
    asked, told = made.asked, made.told

    def drawn() -> None:
        svg = {picture.name: pictures.to_svg(picture) for picture in made.drawn}
        text(draft / REPORT, page.page(gather([told], "", say), [svg], say))
        for name, element in svg.items():
            text(draft / f"{name}.svg", pictures.alone(element))
        for picture in made.drawn if "png" in forms else ():
            pictures.write_png(picture, draft / f"{picture.name}.png")

    def scenarios() -> None:
        for name, content in texts.items():
            text(draft / name, content)

    def others() -> None:
        made = STUDIES[asked.study].files(asked)
        tables = {name: content for name, content in made.items() if name.endswith(".parquet")}
        write_parquet(tables, draft)
        for name, content in made.items():
            if name not in tables:
                text(draft / name, content if isinstance(content, str) else as_json.dumps(content))

    def spread() -> None:
        if "csv" in forms:
            (draft / "tables").mkdir()
            for name, columns in tables(told).items():
                (draft / "tables" / f"{name}.csv").write_bytes(sheets.csv(columns).encode("utf-8-sig"))
        if "xlsx" in forms:
            (draft / "answer.xlsx").write_bytes(sheets.workbook(told, say))

    envelope = as_json.envelope(told)
    return {
        "work-scenario": scenarios,
        "work-answer": lambda: text(draft / asked.question.answer_file, as_json.dumps(envelope, indent=2) + "\n"),
        "work-tables": others,
        "work-telling": lambda: text(draft / TELLING, as_json.dumps(as_json.kept(told)) + "\n"),
        "work-pictures": drawn,
        "work-sheets": spread,
    }


def text(path: Path, content: str) -> None:
    path.write_text(content, encoding="utf-8", newline="\n")


def scenario_texts(asked: Asked) -> dict[str, str]:
    """Each scenario with everything spelled out, with the settings that it was played with."""
    found: dict[str, str] = {}
    for k, scenario in enumerate(asked.scenarios):
        mark = "" if len(asked.scenarios) == 1 else f"-{chr(ord('a') + k)}" if k < 26 else f"-{k}"
        if scenario.source.text:
            found[f"scenario{mark}.yaml"] = scenario_file.resolved(settled(scenario, asked.question))
            found[f"as-read{mark}.yaml"] = scenario.source.kept or scenario.source.text
    return found


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def called(scenario: Scenario) -> dict[str, Any]:
    """What no file says of a scenario that was made of another; notes as lists of their parts."""
    return {"name": scenario.name, "title": scenario.title, "notes": scenario.notes}


def manifest(asked: Asked, texts: Iterable[str], draft: Path) -> dict[str, Any]:
    """What the folder is of, and the SHA-256 of every file in it; texts: the names of the scenarios' files."""
    files = sorted(path for path in draft.rglob("*") if path.is_file())
    return {
        "format": FORMAT,
        "study": asked.study,
        "question": as_json.plain(asdict(asked.question)),
        "scenarios": [name for name in texts if name.startswith("scenario")],
        "called": [called(scenario) for scenario in asked.scenarios if scenario.source.text],
        "files": {path.relative_to(draft).as_posix(): digest(path.read_bytes()) for path in files},
    }


# --- read back ------------------------------------------------------------------------------------


class Kept(NamedTuple):
    """What a run folder holds of what was asked and told."""

    study: str
    question: Question
    scenarios: tuple[str, ...]  # names of its resolved files
    telling: Telling
    svg: Mapping[str, str]  # SVG elements by the pictures' names


def refused(folder: Path, found: str, advice: str = "") -> InputError:
    remedy = advice or "Name a folder that openbmd run, compare, posture or another study wrote."
    return InputError([Complaint(str(folder), 0, "", found, remedy)])


def opened(folder: Path) -> dict[str, Any]:
    """The manifest of a run folder, each of whose files is as it was written. Raises InputError."""
    if not folder.is_dir():
        found = "there is no such folder" if not folder.exists() else "it is no folder"
        raise refused(folder, found)
    if not (folder / MANIFEST).is_file():
        raise refused(folder, f"it is no run folder: there is no {MANIFEST} in it")
    try:
        found = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        files = dict(found["files"])
        study, scenarios = found["study"], found["scenarios"]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise refused(folder / MANIFEST, "it is no list of a run folder's files", "Make the study again.") from None
    if found.get("format") != FORMAT or study not in STUDIES or not isinstance(scenarios, list):
        raise refused(folder / MANIFEST, "another version of OpenBMD wrote it", "Make the study again.")
    altered = [name for name, told in files.items() if not _stands(folder, name, told)]
    if altered:
        raise refused(folder, f"{', '.join(altered)}: changed since the study was made", "Make the study again.")
    return dict(found)


def _stands(folder: Path, name: str, told: object) -> bool:
    path = folder / name
    return path.resolve().is_relative_to(folder.resolve()) and path.is_file() and digest(path.read_bytes()) == told


def read(folder: Path) -> Kept:
    """What a run folder tells. Raises InputError for one that was changed, or holds what no study writes."""
    from openbmd.render.svg import Foreign, sound

    found = opened(folder)
    try:
        told = as_json.telling(json.loads((folder / TELLING).read_text(encoding="utf-8")))
        svg = {
            name.removesuffix(".svg"): sound((folder / name).read_text(encoding="utf-8"))
            for name in found["files"]
            if name.endswith(".svg")
        }
    except (OSError, ValueError, RecursionError) as error:
        raise refused(folder / TELLING, f"it tells of no study: {error}", "Make the study again.") from None
    except Foreign as error:
        raise refused(folder, f"a picture holds what no picture of OpenBMD does: {error}") from None
    return Kept(found["study"], question(found, folder), tuple(found["scenarios"]), told, svg)


def question(found: Mapping[str, Any], folder: Path) -> Question:
    """The question of a manifest, through its checks. Raises InputError."""
    study = STUDIES[found["study"]]
    values = {
        name: File(**value) if isinstance(value, dict) and set(value) == {"name", "text"} else value
        for name, value in found["question"].items()
    }
    try:
        return checked(study, values, text=False, name=lambda given: given.name)
    except InputError as error:
        raise InputError([one._replace(file=str(folder / MANIFEST)) for one in error.complaints]) from None


def scenarios(found: Mapping[str, Any], folder: Path) -> list[Scenario]:
    """The scenarios of a manifest, with all that stands in them in full. Raises InputError."""
    read = []
    for name, told in zip(found["scenarios"], _called(found, folder), strict=True):
        scenario = replace(scenario_file.read(folder / name), **told)
        kept = folder / name.replace("scenario", "as-read", 1)
        source = scenario.source._replace(kept=kept.read_text(encoding="utf-8") if kept.is_file() else "")
        read.append(sealed(replace(scenario, source=source)))
    return read


def _called(found: Mapping[str, Any], folder: Path) -> list[dict[str, Any]]:
    """Name, title and notes of each scenario of a manifest. Raises InputError."""
    try:
        told: list[dict[str, Any]] = [
            {"name": str(one["name"]), "title": str(one["title"]), "notes": tuple(map(_note, one["notes"]))}
            for one in found["called"]
        ]
        for one in told:
            notes.tell(one["notes"], Words())  # says whether they are notes that OpenBMD has
        return [one for _, one in zip(found["scenarios"], told, strict=True)]
    except (LookupError, TypeError, ValueError):
        raise refused(
            folder / MANIFEST, "it does not say what its scenarios are called", "Make the study again."
        ) from None


def _note(parts: Sequence[Any]) -> Note:
    """A note of its parts; a value may be a note itself, or names."""
    said, values = parts
    return Note(str(said), tuple((str(key), _note_value(one)) for key, one in values))


def _note_value(one: Any) -> Any:
    if not isinstance(one, list):
        return one
    return tuple(one) if all(isinstance(part, str) for part in one) else _note(one)


def forms_of(found: Mapping[str, Any]) -> list[str]:
    """Which forms beside the page a folder holds."""
    endings = {Path(name).suffix[1:] for name in found["files"]}
    return [form for form in FORMS if form in endings]


def write_parquet(tables: Mapping[str, Mapping[str, Any]], folder: Path) -> None:
    """Tables as Parquet files, by DuckDB; a time that never comes is infinite, a number not known null."""
    if not tables:
        return
    import duckdb

    with duckdb.connect(":memory:", config={"threads": 1}) as database:
        for name, columns in tables.items():
            path = str(folder / name)
            quoted = path.replace("'", "''")
            database.register("columns", dict(columns))
            try:
                database.execute(f"copy (select * from columns) to '{quoted}' (format parquet)")
            except duckdb.IOException as error:
                raise system_error(error, path) from error


def system_error(error: Exception, target: str) -> OSError:
    """What the system said when DuckDB could not write: it hands on the words and not the number."""
    code = next((code for code in errno.errorcode if os.strerror(code) in str(error)), errno.EIO)
    return OSError(code, os.strerror(code), target)
