"""The run folder: written whole or not at all."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Callable, Mapping
from math import isfinite
from pathlib import Path
from typing import Any

import numpy as np

from openbmd import folders
from openbmd.drawing import pictures
from openbmd.locales import Words
from openbmd.products import czml, geojson, report
from openbmd.products.tables import Table, tables
from openbmd.records import Answer, Estimate
from openbmd.telling.notes import each

DIGITS = 12  # significant, of every number in answer.json
Progress = Callable[[int, int, str], None]


def write(answer: Answer, folder: Path, resolved_scenario: str, progress: Progress, png: bool = False) -> None:
    """Write every product into `folder`, which appears only when all is written; raises InputError or OSError.

    progress is told (done, total, what); png asks for each picture as PNG too.
    """
    with folders.whole(folder) as draft:
        steps = _steps(answer, draft, resolved_scenario, png)
        for done, (what, step) in enumerate(steps.items()):
            progress(done, len(steps), what)
            step()
        progress(len(steps), len(steps), "run folder")


def _steps(answer: Answer, draft: Path, resolved_scenario: str, png: bool) -> dict[str, Callable[[], object]]:
    def text(name: str, content: str) -> None:
        (draft / name).write_text(content, encoding="utf-8", newline="\n")

    def drawn() -> None:
        made = report.drawn(answer)
        svg = {picture.name: pictures.to_svg(picture) for picture in made}
        text("report.html", report.page(answer, svg))
        for name, element in svg.items():
            text(f"{name}.svg", pictures.alone(element))
        for picture in made if png else ():
            pictures.write_png(picture, draft / f"{picture.name}.png")

    return {
        "scenario.yaml": lambda: text("scenario.yaml", resolved_scenario),
        "answer.json": lambda: text("answer.json", dumps(answer_json(answer), indent=2) + "\n"),
        "tables": lambda: write_tables(tables(answer), draft),
        "trajectories.czml": lambda: text("trajectories.czml", dumps(czml.packets(answer))),
        "trajectories.geojson": lambda: text("trajectories.geojson", dumps(geojson.collection(answer))),
        "report.html": drawn,
    }


def dumps(value: Any, indent: int | None = None) -> str:
    separators = (",", ":") if indent is None else None
    return json.dumps(value, indent=indent, separators=separators, ensure_ascii=False, allow_nan=False)


def write_tables(made: Mapping[str, Table], folder: Path) -> None:
    """One Parquet file for each table, by DuckDB; a time that never comes is infinite, a number not known null."""
    import duckdb

    with duckdb.connect(":memory:", config={"threads": 1}) as database:
        for name, table in made.items():
            database.register("columns", dict(table))
            target = str(folder / f"{name}.parquet")
            quoted = target.replace("'", "''")
            try:
                database.execute(f"copy (select * from columns) to '{quoted}' (format parquet)")
            except duckdb.IOException as error:
                raise system_error(error, target) from error
            database.unregister("columns")


def system_error(error: Exception, target: str) -> OSError:
    """What the system said when DuckDB could not write: it hands on the words and not the number."""
    code = next((code for code in errno.errorcode if os.strerror(code) in str(error)), errno.EIO)
    return OSError(code, os.strerror(code), target)


def answer_json(answer: Answer) -> dict[str, Any]:
    """The answer as plain data with a fixed order of keys; docs/run-folder.md says what each key holds."""
    scenario = answer.scenario
    return {
        "scenario": scenario.name,
        "title": scenario.title,
        "raids": answer.raids,
        "seed": answer.seed,
        "draws": answer.draws,
        "threats": len(scenario.threats),
        "leakers": estimate(answer.leakers),
        "p_no_leaker": estimate(answer.p_no_leaker),
        "places": {
            name: {
                "leakers": estimate(place.leakers),
                "p_no_leaker": estimate(place.p_no_leaker),
                "people_weight": number(place.people_weight),
            }
            for name, place in answer.places.items()
        },
        "people_weight": {"clear": estimate(answer.weight_clear), "total": number(answer.weight_total)},
        "rounds_used": {name: estimate(value) for name, value in answer.rounds_used.items()},
        "rounds_left": {name: estimate(value) for name, value in answer.rounds_left.items()},
        "rounds_wasted": {name: estimate(value) for name, value in answer.rounds_wasted.items()},
        "kills_by_layer": {name: estimate(value) for name, value in answer.kills_by_layer.items()},
        "unengaged": {reason: estimate(value) for reason, value in answer.unengaged.items()},
        "not_launched": estimate(answer.not_launched),
        "strays": estimate(answer.strays),
        "quantiles": {
            "leakers": answer.leaker_spread._asdict(),
            "rounds_by_layer": {layer: spread._asdict() for layer, spread in answer.layer_rounds_spread.items()},
        },
        "correlations": [
            {"of": list(pair), "correlation": number(value)} for pair, value in answer.correlations.items()
        ],
        "drivers": [
            {"figure": d.path, "rank_correlation": number(d.correlation), "significant": bool(d.significant)}
            for d in answer.drivers
        ],
        "leaker_distribution": numbers(answer.leaker_distribution),
        "leak_probability": {
            threat.name: number(value)
            for threat, value in zip(scenario.threats, answer.leak_probability.tolist(), strict=True)
        },
        "drawn_leakers": numbers(answer.drawn_leakers),
        "notes": each(answer.notes, Words()),
        "versions": dict(answer.versions),
    }


def estimate(value: Estimate) -> dict[str, float | None]:
    return {part: number(x) for part, x in zip(Estimate._fields, value, strict=True)}


def number(value: float) -> float | None:
    """The number to DIGITS significant digits; None when it is not finite."""
    return float(f"{value:.{DIGITS}g}") if isfinite(value) else None


def numbers(values: np.ndarray[Any, Any]) -> list[float | None]:
    return [number(value) for value in values.tolist()]
