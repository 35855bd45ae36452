"""What a test flight means: one page that opens offline."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import version
from importlib.resources import files
from math import isnan
from typing import Any

from openbmd.drawing import inks
from openbmd.drawing.pictures import Picture, house_style, to_svg
from openbmd.flights import Flight
from openbmd.infer.answers import Candidate, Inference
from openbmd.infer.candidates import FULL
from openbmd.locales import Words
from openbmd.products import flights_check, infer_bars, infer_map, infer_profile, infer_times, infer_words
from openbmd.telling import style
from openbmd.telling.notes import told


def drawn(found: Inference) -> list[Picture]:
    """The pictures that have something to show."""
    with house_style():
        return list(_drawn(found, f"OpenBMD {version('openbmd')}"))


def _drawn(found: Inference, corner: str) -> Iterator[Picture]:
    if found.verdict == "not-applicable":
        return
    yield infer_times.draw(found, corner)
    if found.range is not None and found.flown is not None:
        yield infer_profile.draw(found, corner)
        yield infer_bars.by_build(found, corner)
        yield infer_bars.by_payload(found, corner)
    if infer_map.can_draw(found):
        yield infer_map.draw(found, corner)


def page(found: Inference, flight: Flight | None) -> str:
    """The page as HTML; flight: the catalogue's flight that the reports are of, None when it is a new one."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("openbmd.products", "."), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    css = files("openbmd.products").joinpath("report.css").read_text(encoding="utf-8")
    return environment.get_template("infer.html.jinja").render(
        found=found,
        flight=flight,
        kicker=kicker(found, flight),
        headline=infer_words.headline(found),
        sentences=infer_words.sentences(found),
        cards=cards(found),
        svg={picture.name: to_svg(picture) for picture in drawn(found)},
        css=inks.css() + css,
        reports=[report_row(found, index) for index in range(len(found.reports))],
        candidates=candidate_rows(found),
        alike=[style.joined([style.label(name) for name in names]) for names in found.alike],
        published=published_rows(flight),
        version=version("openbmd"),
    )


def kicker(found: Inference, flight: Flight | None) -> str:
    """What the page is about."""
    if flight is not None:
        return f"{flight.title} · {flight.date_kst}, {flight.site_name}"
    where = f" from {found.question.site_name}" if found.question.site_name else ""
    return found.question.label or f"A test flight{where}"


def cards(found: Inference) -> list[dict[str, str]]:
    """The key numbers."""
    if found.verdict == "not-applicable":
        return []
    main = found.answer
    made = [
        {
            "text": f"{main.floor:,.0f} s",
            "name": "the least that any flight of that range and apogee takes",
            "under": "",
        }
    ]
    if not isnan(main.report.time):
        whose = f"reported by {main.report.by}" if len(found.reports) > 1 else "as reported"
        under = f"{main.excess:+,.0f} s over the floor".replace("-", "\u2212")
        made.append({"text": f"{main.report.time:,.0f} s", "name": whose, "under": under})
    if not isnan(main.needed.best):
        under = f"90 % of them {main.needed.low:,.0f} to {main.needed.high:,.0f} s"
        made.append(
            {"text": f"{main.needed.best:,.0f} s", "name": "what vehicles of usual builds take", "under": under}
        )
    if found.range is not None:
        under = f"{infer_words.kilometres(found.range.low)} to {infer_words.kilometres(found.range.high)} km"
        text = "any point" if found.anywhere else f"{infer_words.kilometres(found.range.best)} km"
        name = "range on a minimum-energy flight, same payload"
        if found.verdict == "impossible":
            name += f", {infer_words.ONLY_TIME}"
        made.append({"text": text, "name": name, "under": under})
    return made


def report_row(found: Inference, index: int) -> dict[str, Any]:
    """One report and its verdict."""
    one = found.reports[index]
    nothing = isnan(one.floor)
    return {
        "by": one.report.by,
        "numbers": infer_words.numbers(one.report),
        "floor": "–" if nothing else f"{one.floor:,.0f}",
        "needed": "–" if isnan(one.needed.best) else f"{one.needed.low:,.0f}–{one.needed.high:,.0f}",
        "verdict": one.verdict,
        "why": told(one.why, Words()),
        "source": "; ".join(filter(None, [one.report.source, one.report.note])),
    }


def candidate_rows(found: Inference) -> list[dict[str, str]]:
    """The catalogue's missiles that could have flown it."""
    return [
        {
            "name": style.label(one.name),
            "how": f"{one.how}, but the time speaks against it" if one.told_apart else how(one),
            "margin": f"{100.0 * one.margin:+.0f} %".replace("-", "\u2212"),
            "time": "–" if isnan(one.time) else f"{one.time:,.0f}",
        }
        for one in found.candidates
    ]


def how(one: Candidate) -> str:
    """How a candidate would have flown it."""
    return f"{one.how}; no such flight was found" if one.how != FULL and isnan(one.time) else one.how


def published_rows(flight: Flight | None) -> list[dict[str, str]]:
    """What was published of the missile's range."""
    return [
        {
            "by": one.by,
            "range": flights_check.published(one.low, one.high, one.at_least),
            "source": "; ".join(filter(None, [one.source, one.note])),
        }
        for one in (flight.estimates if flight is not None else ())
    ]
