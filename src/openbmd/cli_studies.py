"""The commands of the studies, made from their questions: an argument or option for each field, in its own words."""

from __future__ import annotations

import gc
import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING
from pathlib import Path
from typing import Annotated, Any, Literal, get_args, get_origin

import typer

from openbmd.studies import STUDIES
from openbmd.studies.contract import Given, Question, Study

SCENARIO = "A scenario file (YAML), or the name of a shipped one."
SCENARIOS = "Scenario files (YAML), or names of shipped ones; the others are held against A."
OUT = "Run folder to make; it must not exist. Default: runs/NAME."
# What every study's command takes beside its question: name -> type, option.
DOOR: dict[str, tuple[Any, dict[str, Any]]] = {
    "out": (Path | None, {"metavar": "DIR", "help": OUT}),
    "threads": (str | None, {"metavar": "N", "help": "Threads; the answer is the same with any number."}),
    "processes": (str | None, {"metavar": "N", "help": "Processes; the answer is the same with any number."}),
    "png": (bool, {"help": "Write every picture as PNG too, for slides and print."}),
    "csv": (bool, {"help": "Write every table as CSV too, for spreadsheets."}),
    "xlsx": (bool, {"help": "Write answer.xlsx too: every table, notes and sources."}),
    "markdown": (bool, {"help": "As Markdown, for a page of documents."}),
    "json": (bool, {"help": "One JSON object on standard output, nothing else."}),
}


def add(app: typer.Typer) -> None:
    """Put a command for each study into an application; one of two words into the group that the first names."""
    groups = {group.name: group.typer_instance or app for group in app.registered_groups}
    for study in STUDIES.values():
        group, _, name = study.command.rpartition(" ")
        (groups[group] if group else app).command(name, help=help_text(study))(command(study))


def help_text(study: Study) -> str:
    """A question's own words, and its examples."""
    parts = [inspect.cleandoc(study.question.__doc__ or "")]
    for line, shows in study.question.examples:
        parts.append(f"[cyan]openbmd {line}[/cyan]" + (f"\n  {shows}" if shows else ""))
    return "\n\n".join(parts)


def command(study: Study) -> Callable[..., None]:
    """The function that typer makes a command of."""

    def asked(**values: Any) -> None:
        run(study, values)

    asked.__signature__ = inspect.Signature(parameters(study.question))  # type: ignore[attr-defined]
    asked.__annotations__ = {}
    return asked


def parameters(question: type[Question]) -> list[inspect.Parameter]:
    """Scenarios first, then the question's fields, then what every command takes."""
    most = question.scenarios[1]
    found = []
    if most == 1:
        found.append(_parameter("file", Path, typer.Argument(metavar="FILE", help=SCENARIO), MISSING))
    elif most > 1:
        shown = "A [B]…"
        found.append(_parameter("files", list[Path], typer.Argument(metavar=shown, help=SCENARIOS), MISSING))
    found += [field(given) for given in question.given()]
    skipped = {"threads" if question.processes else "processes"} | ({"markdown"} if not question.markdown else set())
    found += [
        _parameter(name, kind, typer.Option(f"--{name}", **how), False if kind is bool else None)
        for name, (kind, how) in DOOR.items()
        if name not in skipped
    ]
    return sorted(found, key=lambda one: one.default is not inspect.Parameter.empty)


def field(given: Given) -> inspect.Parameter:
    """One field of a question; its value is a text, which the question's own checks read."""
    ask, choices = given.ask, literals(given.type)
    shown = "|".join(choices) if choices else ask.shown or None
    if given.type is bool:
        return _parameter(given.name, bool, typer.Option(given.flag, help=ask.help), False)
    many = get_origin(given.type) is tuple
    kind: Any = (list[str] | None) if many else (str | None)
    default = None
    told = "" if given.default in (MISSING, None, ()) or "Default:" in ask.help else f" Default: {given.default}."
    if ask.positional:
        info: Any = typer.Argument(metavar=f"[{shown}]" + ("…" if many else ""), help=ask.help, show_default=False)
    elif given.default is MISSING:
        info, kind, default = typer.Option(given.flag, metavar=shown, help=ask.help), str, MISSING
    else:
        info = typer.Option(given.flag, metavar=shown, help=ask.help + told)
    return _parameter(given.name, kind, info, default)


def literals(kind: Any) -> list[str]:
    """The texts that a field of a few choices takes; none for any other."""
    if get_origin(kind) is Literal:
        return [str(one) for one in get_args(kind)]
    return [name for part in get_args(kind) if part is not ... for name in literals(part)]


def _parameter(name: str, kind: Any, info: Any, default: Any) -> inspect.Parameter:
    empty = inspect.Parameter.empty
    return inspect.Parameter(
        name,
        inspect.Parameter.KEYWORD_ONLY,
        annotation=Annotated[kind, info],
        default=empty if default is MISSING else default,
    )


def run(study: Study, values: Mapping[str, Any]) -> None:
    """Ask, tell, print and keep; raises InputError or OSError, and then nothing was written."""
    from openbmd import asking, console, folders, run_folder
    from openbmd.complaints import InputError
    from openbmd.drawing import pictures
    from openbmd.locales import Words
    from openbmd.render import json, markdown, terminal
    from openbmd.studies.checking import checked

    gc.disable()  # a command makes little rubbish, and looking for it takes a tenth of its time
    say = Words()
    known = {given.name for given in study.question.given()}
    flags = {given.name: given.flag for given in study.question.given()}
    question = checked(study, {k: v for k, v in values.items() if k in known}, text=True, name=lambda given: given.flag)
    cores = asking.cores_of("openbmd " + study.command, **{k: values.get(k) for k in ("threads", "processes")})
    scenarios = asking.read(_files(study, values))
    folder = values["out"]
    if folder is None and study.question.kept:
        folder = asking.folder(study, question, scenarios)
    if folder is not None:
        folders.refuse_existing(folder)
    console.announce_compiling(say)
    try:
        with console.progress(study.name, say) as heard:
            asked = asking.ask(study, question, scenarios, asking.work(cores, heard))
            if folder is not None:
                pictures.load()
            made = run_folder.make(asked, say) if folder is not None else None
            told = made.told if made is not None else study.tell(asked, say)
            if made is not None:
                forms = [form for form in run_folder.FORMS if values[form]]
                run_folder.write(made, folder, say, heard, forms)
    except InputError as error:
        raise InputError([one._replace(path=flags.get(one.path, one.path)) for one in error.complaints]) from None
    report = f"{folder}/{run_folder.REPORT}" if folder is not None else ""
    with console.complete(str(folder or "")):
        if values["json"]:
            console.print_json(json.envelope(told))
            if report:
                console.note(say("page-report", path=report))
        elif values.get("markdown"):
            print(markdown.markdown(told))
        else:
            terminal.show(told, console.console(), say)
            if report:
                console.console().print(say("page-report", path=report), markup=False, soft_wrap=True)


def run_command(name: str, files: Sequence[Path], out: Path | None, **values: Any) -> None:
    """Ask a study as its command does; values by the names of the question's fields."""
    study = STUDIES[name]
    given: dict[str, Any] = {door: False if kind is bool else None for door, (kind, _) in DOOR.items()}
    given |= {"file": files[0]} if study.question.scenarios[1] == 1 else {"files": list(files)}
    run(study, {**given, "out": out, **values})


def _files(study: Study, values: Mapping[str, Any]) -> Sequence[Path]:
    if study.question.scenarios[1] == 0:
        return []  # a file is a field of the question there
    return [values["file"]] if values.get("file") is not None else values.get("files") or []
