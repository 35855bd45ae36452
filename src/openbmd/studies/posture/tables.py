"""The tables of a posture's page: the days side by side, who came, and every asset and link."""

from __future__ import annotations

from collections.abc import Sequence

from openbmd.records import Estimate, Link
from openbmd.studies.posture import words
from openbmd.studies.posture.answer import DayAnswer
from openbmd.studies.posture.words import Found
from openbmd.telling import Cell, Column, Row, Span, Table, style

HERE = "●"
NOTHING = "–"


def days(told: Found) -> Table:
    """Leakers, what each day changes, the chance of none, and the raid that is still held."""
    say, played = told.say, told.played
    over = say("common-over-figures")
    columns = (
        *day_columns(told)[:1],
        Column("leakers", say("common-leakers-in-raid"), right=True, close=True),
        Column("", over, right=True, close=True),
        Column("fewer_than_before", say("posture-change"), right=True, close=True),
        Column("p_no_leaker", say("common-chance-of-none"), right=True, close=True),
        Column("half_raid_missiles", say("posture-half-head"), right=True, close=True),
        Column("", over, right=True, brief=False, close=True),
    )
    rows = [
        Row(
            (
                *named(told, day)[:1],
                Cell((Span(style.with_error(day.leakers), "strong"),), day.leakers),
                Cell(style.band(day.leakers) or NOTHING),
                Cell(words.gain(day.fewer_than_before) or NOTHING, day.fewer_than_before),
                Cell(style.chance(day.p_no_leaker, played.raids), day.p_no_leaker),
                Cell(words.number(played, day.half_raid.best), day.half_raid.best),
                Cell(words.size_band(told, day) or NOTHING),
            )
        )
        for day in played.days
    ]
    return Table("days", columns, tuple(rows), brief=True)


def weights(told: Found) -> Table:
    """People-weight inside the defence and without a leaker, and the rounds of each layer."""
    say, played = told.say, told.played
    layers = list(dict.fromkeys(layer for day in played.days for layer in day.rounds_used))
    columns = (
        *day_columns(told)[:1],
        Column("people_weight_inside", say("posture-weight-inside"), right=True, close=True),
        Column("", say("common-over-figures"), right=True, close=True),
        Column("people_weight_clear", say("posture-weight-clear"), right=True, close=True),
        *(
            Column(f"rounds_{layer}", say("posture-rounds", layer=layer), right=True, brief=False, close=True)
            for layer in layers
        ),
    )
    rows = [
        Row(
            (
                *named(told, day)[:1],
                Cell(style.people(day.weight_inside.mean), day.weight_inside),
                Cell(weight_band(day.weight_inside) or NOTHING),
                Cell(style.people(day.weight_clear.mean), day.weight_clear),
                *rounds(day, layers),
            )
        )
        for day in played.days
    ]
    return Table("people-weight", columns, tuple(rows), brief=True)


def weight_band(weight: Estimate) -> str:
    """A people-weight's range over the published figures, "" when no draws were made."""
    if not style.has_band(weight):
        return ""
    low, high = style.people(weight.low), style.people(weight.high)
    return low if low == high else f"{low.removesuffix(' million') if high.endswith('million') else low}–{high}"


def rounds(day: DayAnswer, layers: Sequence[str]) -> list[Cell]:
    """Rounds that each layer fires; nothing for a layer that holds none."""
    has = {unit.layer for unit in day.scenario.fire_units}
    used = [day.rounds_used[layer] if layer in has else None for layer in layers]
    return [Cell(style.with_error(one), one) if one else Cell(NOTHING) for one in used]


def came(told: Found) -> Table:
    """Who is there at first, and who came later."""
    say, played = told.say, told.played
    head = say("posture-who-alone" if len(played.days) == 1 else "posture-who")
    rows = [Row((*named(told, day), Cell(words.came(told, k)))) for k, day in enumerate(played.days)]
    return Table("who-came", (*day_columns(told), Column("who", head)), tuple(rows), brief=True)


def day_columns(told: Found) -> list[Column]:
    """The column of labels, and that of dates where there are any."""
    kind = words.kind(told.played)
    label = Column("label", told.say(f"posture-kind-{kind}"))
    return [label, Column("day", "", close=True)] if kind == "day" else [label]


def named(told: Found, day: DayAnswer) -> list[Cell]:
    """A day's label, and its date where it has one."""
    date = words.date(day, told.say)
    return [Cell(day.label), Cell((Span(date, "soft"),), day.day)] if date else [Cell(day.label)]


def there(told: Found) -> Table:
    """Fire units, radars and warning sensors of all days: name, what it is, and for each day whether it may act."""
    say, played = told.say, told.played
    found: dict[str, tuple[str, list[str]]] = {}

    def put(k: int, name: str, what: str, nation: str, here: str) -> None:
        is_a = ", ".join(filter(None, [style.label(what), nation]))
        found.setdefault(name, (is_a, [""] * len(played.days)))[1][k] = here

    for k, day in enumerate(played.days):
        for unit in day.scenario.fire_units:
            late = unit.release_time > 0.0
            here = say("posture-from", time=f"{unit.release_time:g}") if late else HERE
            put(k, unit.name, unit.interceptor, unit.nation, here)
        for site in day.scenario.radar_sites:
            put(k, site.name, site.radar, site.nation, HERE)
        for sensor in day.scenario.warning_sensors:
            put(k, sensor.name, sensor.infrared, sensor.nation, HERE)
    columns = (Column("asset", say("posture-asset")), Column("what", say("common-what-it-is")), *on_days(told))
    rows = [
        Row((Cell(style.label(name), name), Cell(what), *presence(on))) for name, (what, on) in found.items()
    ]  # fmt: skip
    return Table("assets", columns, tuple(rows))


def links(told: Found) -> Table:
    """The links of all days, and on which days they are there."""
    say, played = told.say, told.played
    found: dict[str, tuple[Link, list[str]]] = {}
    for k, day in enumerate(played.days):
        for link in day.scenario.links:
            found.setdefault(link.name, (link, [""] * len(played.days)))[1][k] = HERE
    columns = (
        Column("link", say("noun-link", n=1)),
        Column("use", say("common-use")),
        Column("latency_s", say("common-latency"), right=True, close=True),
        *on_days(told),
    )
    rows = [
        Row((Cell(link.name), Cell(link.use), Cell(f"{link.latency:g} s", link.latency), *presence(on)))
        for link, on in found.values()
    ]
    return Table("links", columns, tuple(rows))


def on_days(told: Found) -> list[Column]:
    """A column for each day, called by its label."""
    return [Column(f"there_{k}", day.label) for k, day in enumerate(told.played.days, 1)]


def presence(on: Sequence[str]) -> list[Cell]:
    """Whether something is there on each day; for programs "" where it is not."""
    return [Cell(one or NOTHING, one) for one in on]
