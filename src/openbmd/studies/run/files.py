"""What a run leaves in its folder beside page and pictures: tables, a globe and a map."""

from __future__ import annotations

from typing import Any

from openbmd.formats import czml, geojson
from openbmd.locales import Words
from openbmd.scene.fans import CLEAR_SNR
from openbmd.studies.contract import Asked
from openbmd.studies.run import columns, words
from openbmd.studies.run.words import RunTold
from openbmd.telling import style
from openbmd.telling.notes import told as note_words


def files(asked: Asked) -> dict[str, Any]:
    """Parquet tables, CZML and GeoJSON."""
    told = words.of(asked, Words())
    notes = [note_words(flight.motion.note, told.say) for flight in told.seen.flights]
    tables = columns.tables(told.answer, told.seen, told.say)
    return {
        **{f"{name}.parquet": table for name, table in tables.items()},
        "trajectories.czml": czml.packets(told.seen, globe_words(told)),
        "trajectories.geojson": geojson.collection(told.seen, notes),
    }


def globe_words(told: RunTold) -> dict[str, str]:
    """What a globe says of what is clicked, by the packets' ids."""
    answer, seen, say = told.answer, told.seen, told.say
    said = {"document": say("run-globe", epoch=czml.instant(0.0))}
    for place, _, leakers in seen.places:
        weight, through = style.people(place.people_weight), style.with_error(leakers) if leakers else "–"
        said[f"place/{place.name}"] = say("run-globe-place", weight=weight, leakers=through)
    for fan, _ in seen.fans:
        far = {"reach": f"{fan.reach / 1e3:,.0f}", "area": f"{fan.cross_section:g}", "snr": f"{CLEAR_SNR:g}"}
        said[f"radar/{fan.site.name}"] = say("run-globe-fan", **far)
    for threat, leaks in zip(answer.scenario.threats, answer.leak_probability.tolist(), strict=True):
        lines = [say("run-globe-leaks", share=style.percent(leaks))]
        for event in seen.flights[threat.route].events:
            what = {"time": f"{event.time:.0f}", "event": event.name}
            lines.append(
                say("run-globe-event-by", **what, who=event.who) if event.who else say("run-globe-event", **what)
            )
        said[f"threat/{threat.name}"] = "<br>".join(lines)
    return said
