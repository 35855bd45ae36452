"""openbmd new: a scenario file to begin with."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

from openbmd import scenario_file
from openbmd.complaints import Complaint, InputError, choices
from openbmd.console import print_json
from openbmd.scenario_file import shipped

ENDINGS = (".yaml", ".yml")


def new(file: Path, model: str | None, as_json: bool) -> None:
    """Write a copy of a shipped scenario, or the template; raises InputError where something stands there already."""
    faults = []
    name = re.sub(r"[^a-z0-9]+", "-", file.stem.lower()).strip("-")[:80]
    if file.suffix.lower() not in ENDINGS or not name:
        advice = "Give a path that ends in .yaml, such as my-scenario.yaml; the scenario is called as the file."
        faults.append(Complaint(str(file), 0, "", "this is no name of a scenario file", advice))
    elif file.exists() or file.is_symlink():
        faults.append(Complaint(str(file), 0, "", "it exists already", "Choose another name; nothing is overwritten."))
    text = shipped.template() if model is None else shipped.text(model)
    if text is None:
        found = f'no scenario "{model}" is shipped'
        faults.append(Complaint("openbmd new", 0, "--from", found, choices(str(model), shipped.names())))
    if faults or text is None:
        raise InputError(faults)
    written = called(text, name, file)
    scenario_file.read_text(written, str(file))
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        with file.open("x", encoding="utf-8", newline="\n") as opened:
            opened.write(written)
    except FileExistsError:
        raise InputError([Complaint(str(file), 0, "", "it exists already", "Choose another name.")]) from None
    if as_json:
        print_json({"file": str(file), "name": name, "from": model})
    else:
        typed = shlex.quote(str(file))
        print(f"{file} is written. Check it with  openbmd check {typed}  and play it with  openbmd run {typed}")


def called(text: str, name: str, file: Path) -> str:
    """A scenario's text under another name, in its comments too where they name its file."""
    old = re.search(r"^name: *([a-z0-9-]+)", text, re.MULTILINE)
    assert old is not None  # of every shipped scenario
    told = text[: old.start(1)] + name + text[old.end(1) :]
    return re.sub(rf"scenarios/{re.escape(old[1])}\.yaml", lambda _: shlex.quote(file.as_posix()), told)
