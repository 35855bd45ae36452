"""Questions to the catalogue: what exists, with figures and sources."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

from openbmd import catalogue_file, places_file
from openbmd.commands import catalogue as catalogue_command
from openbmd.face.finding import Facts
from openbmd.render.notebook import table

ORIGIN = "source, or why assumed"


class Entry(Facts):
    """An entry of the catalogue; its figures are attributes by their names: entry.burnout_speed_km_s.best."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        figure = next((row for row in self._rows() if row["field"] == name), None)
        return super().__getattr__(name) if figure is None else Facts(figure)

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *(row["field"] for row in self._rows())]

    def _rows(self) -> list[Mapping[str, Any]]:
        return list(self._data.get("figures", ()))

    def __repr__(self) -> str:
        told = self._data.get("title", self._data["name"])
        return f"{told}: {self._data['summary']}" if self._data.get("summary") else str(told)

    def _repr_html_(self) -> str:
        """A row for each figure, with who published it; of an entry without figures what is known of it."""
        if not self._rows():
            known = table([[key, str(value)] for key, value in self._data.items()])
            return f'<div class="openbmd">{known}</div>'
        head = "".join(f"<th>{name}</th>" for name in ("figure", "low", "best", "high", ORIGIN))
        body = "".join(_row(row) for row in self._rows())
        return f'<div class="openbmd"><p><b>{escape(repr(self))}</b></p><table><tr>{head}</tr>{body}</table></div>'


def _row(row: Mapping[str, Any]) -> str:
    choice = isinstance(row["best"], bool | str)
    values = ("", str(row["best"]), "") if choice else tuple(f"{row[key]:g}" for key in ("low", "best", "high"))
    cells = (row["field"], *values, row["source"] or f"assumed: {row['assumed']}")
    return f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in cells)}</tr>"


def catalogue(name: str | None = None) -> Facts:
    """An entry with every figure and its source, or the names of all that exist by kind. Raises InputError."""
    if name is not None:
        kind, entry = catalogue_command._find(name)
        return Entry({"kind": kind, **entry})
    found = catalogue_file.default()
    names = {kind: list(found.names(kind)) for kind in catalogue_file.KINDS}
    regions = list(dict.fromkeys(region.name for region in places_file.regions()))
    return Facts({**names, "regions": regions, "places": list(places_file.names())})
