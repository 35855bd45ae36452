"""A document with every default, place and figure written out: what a run folder keeps."""

from __future__ import annotations

from importlib.metadata import version
from io import StringIO
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq

from openbmd import catalogue_file
from openbmd.scenario_file.build import figures_in_play, link_record
from openbmd.scenario_file.figures import replaced, spelled_out
from openbmd.scenario_file.models import DOCTRINES, Document, FireUnit, Link, Threat
from openbmd.scenario_file.sites import defended, place
from openbmd.units import SUFFIXES, shortest

FLOWING = ("site", "launch", "aimpoint", "doctrine", "held_back")  # short groups that read better on one line
ONE_LINE = ("layers", "withheld", "effects", "days")  # short lists that do too
LISTED = ("defended", "presence")  # lists of such groups


def spell_out(document: Document) -> str:
    """YAML that reads back as the same scenario without the catalogue's figures or places."""
    settled = {
        "defence": None,  # its parts stand in the lists,
        "batteries": [],  # as do those of batteries
        "defended": list(defended(document)),
        "threats": [_on_launchers(group) for group in document.threats],
        "links": [_named(document, link) for link in document.links],
        "fire_units": [_loaded(unit) for unit in document.fire_units],
    }
    data = document.model_copy(update=settled).model_dump(by_alias=True, exclude_none=True)
    del data["batteries"]
    data["places"] = {name: _place(document, name) for name in _named_places(document)}
    data["figures"] = spelled_out(replaced(figures_in_play(document), document.figures))
    tree = _tree(data)
    tree.yaml_set_start_comment(
        f"As OpenBMD {version('openbmd')} read it: every default, place and figure written out."
        + ("\nIts batteries are written out as fire units, radars and links." if document.batteries else "")
        + (f"\nIts defence is the preset {document.defence} with this scenario's own." if document.defence else "")
    )
    for section in (
        "places",
        "defended",
        "threats",
        "radars",
        "warning",
        "links",
        "layers",
        "fire_units",
        "figures",
        "posture",
    ):
        if section in tree:
            tree.yaml_set_comment_before_after_key(section, before="\n")
    yaml = YAML(typ="rt", pure=True)
    yaml.width = 10_000
    yaml.indent(mapping=2, sequence=4, offset=2)
    out = StringIO()
    yaml.dump(tree, out)
    return out.getvalue()


def _on_launchers(group: Threat) -> Threat:
    return group.model_copy(update={"launchers": group.launchers or group.count})


def _named(document: Document, link: Link) -> Link:
    told = link_record(document, link)
    return link.model_copy(update={"name": told.name, "use": told.use})


def _loaded(unit: FireUnit) -> FireUnit:
    doctrine = DOCTRINES[unit.doctrine] if isinstance(unit.doctrine, str) else unit.doctrine
    rounds = (
        unit.rounds_per_launcher or catalogue_file.read("interceptors", unit.interceptor).record.rounds_per_launcher
    )
    return unit.model_copy(update={"doctrine": doctrine, "rounds_per_launcher": rounds})


def _named_places(document: Document) -> list[str]:
    named: list[Any] = [entry.place for entry in defended(document)]
    named += [where for threat in document.threats for where in (threat.launch, threat.aimpoint)]
    named += [radar.site for radar in document.radars]
    named += [unit.site for unit in document.fire_units]
    return list(dict.fromkeys([*document.places, *(name for name in named if isinstance(name, str))]))


def _place(document: Document, name: str) -> dict[str, Any]:
    found, degree = place(document, name), SUFFIXES["deg"][0]
    return {
        "latitude_deg": shortest(found.site.latitude, degree),
        "longitude_deg": shortest(found.site.longitude, degree),
        "height_m": found.site.height,
        "people_weight": found.people_weight,
        "source": found.source,
    }


def _tree(value: Any, key: str = "", depth: int = 0) -> Any:
    """Plain data as ruamel's, short groups set to flow on one line."""
    if isinstance(value, dict):
        group = CommentedMap((k, _tree(v, k, depth + 1)) for k, v in value.items())
        if key in (*FLOWING, *LISTED) or (depth == 2 and key):  # an entry of places or figures
            group.fa.set_flow_style()
        return group
    if isinstance(value, list):
        items = CommentedSeq(_tree(v, key if key in LISTED else "", depth + 1) for v in value)
        if key in ONE_LINE or any(isinstance(v, list) for v in value) or not value:
            items.fa.set_flow_style()
        return items
    whole = isinstance(value, float) and value.is_integer() and abs(value) < 1e15
    return int(value) if whole else value
