"""Run folders gathered from Python."""

from __future__ import annotations

from pathlib import Path

from openbmd import run_folder
from openbmd.complaints import Complaint, InputError
from openbmd.locales import Words
from openbmd.render import page, pdf
from openbmd.render.gathering import gather


def report(*folders: Path | str, to: Path | str, title: str = "") -> None:
    """Gather run folders into one page that opens offline (.html), or a PDF (.pdf), as openbmd report does.

    Nothing is overwritten. Raises InputError for what is no run folder or was changed since, and OSError.
    """
    target, say = Path(to), Words()
    if target.suffix.lower() not in (".html", ".pdf"):
        found = f'a report is not written as "{target.suffix}"'
        raise InputError([Complaint("bmd.report", 0, "to", found, "Choose a name that ends in .html or .pdf.")])
    if target.exists() or target.is_symlink():
        raise InputError([Complaint(str(target), 0, "to", "it exists already", "Remove it, or choose another name.")])
    if not folders:
        raise InputError([Complaint("bmd.report", 0, "folders", "no run folder is given", "Name one or more.")])
    kept = [run_folder.read(Path(folder)) for folder in folders]
    made, svg = gather([one.telling for one in kept], title, say), [one.svg for one in kept]
    if target.suffix.lower() == ".html":
        target.write_text(page.page(made, svg, say), encoding="utf-8")
    else:
        target.write_bytes(pdf.typeset(made, svg, say))
