"""The questions of the studies as functions, made from their frozen types."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import MISSING
from typing import Any

from openbmd import asking, console
from openbmd.complaints import Complaint, InputError
from openbmd.face.finding import Finding, finding
from openbmd.face.scenarios import checked as checked_scenario
from openbmd.locales import Words
from openbmd.records import Scenario
from openbmd.studies import STUDIES
from openbmd.studies.checking import between, checked
from openbmd.studies.contract import Study, type_words
from openbmd.work import Heard

KEYWORD = inspect.Parameter.KEYWORD_ONLY
OWN = ("threads", "progress")  # keywords that every question takes beside its study's


def question(study: Study) -> Callable[..., Finding]:
    """The function that asks a study."""

    def asked(*scenarios: Scenario, **values: Any) -> Finding:
        return ask(study, scenarios, values)

    asked.__name__ = asked.__qualname__ = study.python
    asked.__module__ = "openbmd"
    asked.__doc__ = help_text(study)
    asked.__signature__ = signature(study)  # type: ignore[attr-defined]
    return asked


def ask(study: Study, scenarios: tuple[Any, ...], values: dict[str, Any]) -> Finding:
    """The answer of a study. Raises InputError, and KeyboardInterrupt when it is stopped."""
    from openbmd.work.running import Abandoned

    own = {name: values.pop(name, None) for name in (*OWN, "processes")}
    heard = own.pop("progress")
    if study.question.scenarios[1] == 0:
        values |= by_place(study, scenarios, values)
        scenarios = ()
    settled = checked(study, values, text=False, name=lambda given: given.name)
    scenarios = tuple(checked_scenario(one) for one in scenarios)
    processes = 1 if own["processes"] is None else own["processes"]
    cores = asking.cores_of(f"bmd.{study.python}", threads=own["threads"], processes=processes)
    say = Words()
    console.announce_compiling(say)
    with console.progress(study.name, say) if heard is None else _to(heard) as told:
        try:
            return finding(asking.ask(study, settled, scenarios, asking.work(cores, told)))
        except Abandoned:
            raise KeyboardInterrupt from None


def by_place(study: Study, given: tuple[Any, ...], named: Mapping[str, Any]) -> dict[str, Any]:
    """Values without a name, of a question without scenarios: those that need no flag, in order. Raises InputError."""
    fields = [one.name for one in study.question.given() if one.ask.positional]
    twice = [name for name in fields[: len(given)] if named.get(name) is not None]
    if len(given) > len(fields) or twice:
        found = f"{twice[0]} is given twice" if twice else f"{len(given)} values are given without a name"
        advice = f"Without a name: {', '.join(fields) or 'none'}."
        raise InputError([Complaint(f"bmd.{study.python}", 0, "", found, advice)])
    return dict(zip(fields, given, strict=False))


class _to:
    """Progress to a function of the asker's own."""

    def __init__(self, heard: Heard) -> None:
        self.heard = heard

    def __enter__(self) -> Heard:
        return self.heard

    def __exit__(self, *_: object) -> None:
        return


def signature(study: Study) -> inspect.Signature:
    """What the function takes: scenarios, the question's fields, threads= and progress=."""
    most = study.question.scenarios[1]
    found = []
    if most == 1:
        found.append(inspect.Parameter("scenario", inspect.Parameter.POSITIONAL_ONLY, annotation="Scenario"))
    elif most > 1:
        found.append(inspect.Parameter("scenarios", inspect.Parameter.VAR_POSITIONAL, annotation="Scenario"))
    for given in study.question.given():
        default = inspect.Parameter.empty if given.default is MISSING else given.default
        placed = most == 0 and given.ask.positional
        how = inspect.Parameter.POSITIONAL_OR_KEYWORD if placed else KEYWORD
        found.append(inspect.Parameter(given.name, how, default=default, annotation=type_words(given.type)))
    cores = ("threads", "processes") if study.question.processes else ("threads",)
    found += [inspect.Parameter(name, KEYWORD, default=None, annotation="int | None") for name in cores]
    heard = "Callable[[int, int, str], None] | None"
    found.append(inspect.Parameter("progress", KEYWORD, default=None, annotation=heard))
    return inspect.Signature(found, return_annotation="Finding")


def help_text(study: Study) -> str:
    """The question's docstring: what it asks, its fields with units, bounds and defaults."""
    lines = [inspect.cleandoc(study.question.__doc__ or ""), ""]
    for given in study.question.given():
        ask = given.ask
        told = [f"[{ask.unit}]"] if ask.unit else []
        lines.append(f"{given.name}: {' '.join([ask.help, *told, between(ask)])}".rstrip())
    lines += [
        "threads: how many to work with, all cores when None; the answer is the same with any number.",
        "progress: a function that is told (done, of all, what); a bar is shown when None and someone watches.",
        "",
        f"As openbmd {study.command}. Raises openbmd.complaints.InputError with every fault.",
    ]
    return "\n".join(lines)


def named(name: str) -> Callable[..., Finding]:
    """The question with this name from Python. Raises KeyError."""
    return question({study.python: study for study in STUDIES.values()}[name])
