"""A document with every default, place and figure written out: what a run folder keeps."""

from __future__ import annotations

from importlib.metadata import version
from typing import Any

from openbmd import places_file
from openbmd.catalogue_file import HIDES, Catalogue
from openbmd.scenario_file.build import figures_in_play, link_record
from openbmd.scenario_file.figures import replaced, spelled_out
from openbmd.scenario_file.models import DOCTRINES, Document, FireUnitKeys, LinkKeys, ThreatKeys
from openbmd.scenario_file.own_kinds import SECTIONS
from openbmd.scenario_file.sites import defended, place
from openbmd.scenario_file.uses import used
from openbmd.scenario_file.yaml_text import OneLine, OneLineList, dump
from openbmd.units import SUFFIXES, shortest

FLOWING = (
    "site",
    "launch",
    "aimpoint",
    "doctrine",
    "held_back",
    "launchers_range",
)  # short groups that read better on one line
ONE_LINE = ("layers", "withheld", "effects", "days")  # short lists that do too
LISTED = ("defended", "presence")  # lists of such groups
APART = (
    "places", "defended", "threats", "radars", "warning", "links", "layers", "fire_units", "figures", "posture",
    *SECTIONS.values(),
)  # sections with an empty line before them  # fmt: skip


def spell_out(document: Document, catalogue: Catalogue) -> str:
    """YAML that reads back as the same scenario, whatever the catalogue: every kind in use stands in it in full."""
    settled = {
        "defence": None,  # its parts stand in the lists,
        "catalogue": None,  # and so do its kinds
        "batteries": [],  # as do those of batteries
        "defended": list(defended(document)),
        "threats": [_on_launchers(group) for group in document.threats],
        "links": [_named(document, link) for link in document.links],
        "fire_units": [_loaded(unit, catalogue) for unit in document.fire_units],
    }
    data = document.model_copy(update=settled).model_dump(by_alias=True, exclude_none=True)
    del data["batteries"]
    data["places"] = {name: _place(document, name) for name in _named_places(document)}
    published = figures_in_play(document, catalogue)
    data["figures"] = spelled_out(tuple(f for f in replaced(published, document.figures) if f not in published))
    for kind, section in SECTIONS.items():
        names = used(document).get(kind, [])
        data[section] = {name: _entry(catalogue, kind, name) for name in names}
    tree = _tree({key: value for key, value in data.items() if value or key not in SECTIONS.values()})
    told = f"# As OpenBMD {version('openbmd')} read it: every default, place and kind of the catalogue written out.\n"
    return told + dump(tree, dict.fromkeys(APART, "\n"))


def _on_launchers(group: ThreatKeys) -> ThreatKeys:
    return group.model_copy(update={"launchers": group.launchers or group.count})


def _named(document: Document, link: LinkKeys) -> LinkKeys:
    told = link_record(document, link)
    return link.model_copy(update={"name": told.name, "use": told.use})


def _entry(catalogue: Catalogue, kind: str, name: str) -> dict[str, Any]:
    return {**catalogue.read(kind, name).written, HIDES: catalogue.hides(kind, name)}


def _loaded(unit: FireUnitKeys, catalogue: Catalogue) -> FireUnitKeys:
    doctrine = DOCTRINES[unit.doctrine] if isinstance(unit.doctrine, str) else unit.doctrine
    rounds = unit.rounds_per_launcher or catalogue.read("interceptors", unit.interceptor).record.rounds_per_launcher
    return unit.model_copy(update={"doctrine": doctrine, "rounds_per_launcher": rounds})


def _named_places(document: Document) -> list[str]:
    named: list[Any] = [entry.place for entry in defended(document)]
    named += [where for threat in document.threats for where in (threat.launch, threat.aimpoint)]
    named += [radar.site for radar in document.radars]
    named += [unit.site for unit in document.fire_units]
    return list(dict.fromkeys([*document.places, *(name for name in named if isinstance(name, str))]))


def _place(document: Document, name: str) -> dict[str, Any]:
    found, degree = place(document, name), SUFFIXES["deg"][0]
    own = document.places.get(name)
    kind = own.kind if own else getattr(places_file.row(name), "kind", None)
    return {
        "latitude_deg": shortest(found.site.latitude, degree),
        "longitude_deg": shortest(found.site.longitude, degree),
        "height_m": found.site.height,
        "people_weight": found.people_weight,
        "source": found.source,
        **({"kind": kind} if kind else {}),
    }


def _tree(value: Any, key: str = "", depth: int = 0, own: bool = False) -> Any:
    """Plain data with short groups set on one line; own: inside an entry of a kind."""
    if isinstance(value, dict):
        inside = own or (depth == 1 and key in SECTIONS.values())
        group = {k: _tree(v, k, depth + 1, inside) for k, v in value.items()}
        flat = own and not any(isinstance(v, dict | list) for v in value.values())
        of_places_and_figures = flat if inside else depth == 2 and key
        return OneLine(group) if key in (*FLOWING, *LISTED) or of_places_and_figures else group
    if isinstance(value, list):
        items = [_tree(v, key if key in LISTED else "", depth + 1, own) for v in value]
        short = key in ONE_LINE or any(isinstance(v, list) for v in value)
        return OneLineList(items) if short else items
    whole = isinstance(value, float) and value.is_integer() and abs(value) < 1e15
    return int(value) if whole else value
