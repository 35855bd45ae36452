"""Kill Chain's answer in words."""

from __future__ import annotations

from collections.abc import Sequence
from math import expm1, floor, isfinite, isnan, log10

from openbmd import left_of_launch
from openbmd.products.drivers_chart import figure_name
from openbmd.studies.kill_chain.answer import Answer, Count, KindAnswer
from openbmd.studies.kill_chain.history import GULF_1991, Likelihood, upper_bound
from openbmd.telling import style

FUELS = {"liquid-tel": "liquid-fuelled", "solid-tel": "solid-fuelled"}
FITTED = "gulf-1991"  # whose figures are made to agree with the record
LARGE = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))
LEAST = 1e15  # beyond which one in so many is no more told


def short(kind: str) -> str:
    """A kind of launcher as an adjective: "liquid-fuelled"."""
    return FUELS.get(kind, style.label(kind))


def launchers(kind: KindAnswer) -> str:
    return f"{kind.launchers.total:,} {short(kind.name)} launcher{'s' if kind.launchers.total != 1 else ''}"


def minutes(seconds: float) -> str:
    """ "30 min", "12 h"."""
    if seconds >= 5 * 3600.0:
        return f"{style.significant(seconds / 3600.0, 2)}{style.NARROW}h"
    return f"{style.significant(seconds / 60.0, 2 if seconds < 5940.0 else 3)}{style.NARROW}min"


def odds(chance: float) -> str:
    """A chance in per cent, or as one in so many when it is small."""
    if chance <= 0.0:
        return "none"
    if chance >= 0.001:
        return style.percent(chance)
    many = 1.0 / chance
    if many > LEAST:
        return "less than 1 in 1,000 trillion"
    many = round(many, -floor(log10(many)))
    size, name = next((one for one in LARGE if many >= one[0]), (1.0, ""))
    return f"1 in {many / size:,.0f} {name}".strip()


def number(mean: float) -> str:
    """A mean count, whole when it is above ten."""
    return style.significant(mean, 2) if mean < 10.0 else f"{mean:,.0f}"


def stopped(count: Count) -> str:
    """How many of a count are stopped, in the mean."""
    gone = count.total - count.mean
    return "none" if gone < 1e-9 else "fewer than one" if gone < 0.5 else f"about {number(round(gone))}"


def by_luck(count: Count) -> str:
    """Stopped in nine raids of ten, with the best figures."""
    low, high = count.total - count.spread.p95, count.total - count.spread.p05
    return f"{low:,}–{high:,}" if low < high else f"{low:,}"


def by_figures(count: Count) -> str:
    """Mean stopped in nine draws of ten over the published figures; "" without draws."""
    if isnan(count.low):
        return ""
    low, high = (number(value) for value in (max(count.total - count.high, 0.0), count.total - count.low))
    return low if low == high else f"{low}–{high}"


def headline(found: Answer) -> str:
    """The finding in one line."""
    first, *rest = found.kinds
    verb = "are" if first.launchers.total - first.launchers.mean >= 1.5 else "is"
    said = [f"Of {launchers(first)} {stopped(first.launchers)} {verb} stopped before launch"]
    said += [f"of {kind.launchers.total:,} {short(kind.name)}, {stopped(kind.launchers)}" for kind in rest]
    return f"{'; '.join(said)}."


def sentences(found: Answer, record: Sequence[Likelihood]) -> list[str]:
    """What stands behind the finding."""
    said = [launched_words(found), *[window_words(found, kind) for kind in found.kinds]]
    said += [flip_words(found, kind) for kind in found.kinds[:1]]
    strong = [driver for driver in found.drivers if driver.significant][:2]
    if strong:
        names = style.joined([figure_name(driver.path).partition(": ")[2] for driver in strong])
        said.append(f"Of all published figures, {names} decide{'s' if len(strong) == 1 else ''} most.")
    return [*said, history_words(found, record)]


def launched_words(found: Answer) -> str:
    count = found.missiles
    words = f"Of {count.total:,} missiles on launchers that can be struck, {number(count.mean)} are launched"
    low, high = count.spread.p05, count.spread.p95
    words += f": {low:,} to {high:,} in nine raids of ten by luck alone" if low < high else ", in nearly every raid"
    if isnan(count.low):
        return f"{words}. No draws were made over the published figures."
    return f"{words}; over the published figures the mean lies between {number(count.low)} and {number(count.high)}."


def window_words(found: Answer, kind: KindAnswer) -> str:
    """Whether the strike fits into the set-up."""
    took, given = left_of_launch.delay(found.chain), kind.launcher.set_up_time
    words = f"A {short(kind.name)} launcher stands in the open for {minutes(given)} before launch; a weapon comes "
    words += f"{minutes(took)} after it is found"
    if took < given:
        return f"{words}: it must be found in the first {minutes(given - took)}."
    if took == given:
        return f"{words}: just too late even if it is found at once."
    return f"{words}: {minutes(took - given)} too late even if it is found at once."


def flip_words(found: Answer, kind: KindAnswer) -> str:
    """What would turn the answer: the exposure, or the delay, with which half are caught in the open."""
    if isfinite(kind.half_set_up):
        words = f"Half of them would be caught in the open if they stood there for {minutes(kind.half_set_up)}"
    else:
        return "However long they stood in the open, not half of them would be caught: the strikes are too unreliable."
    if isnan(kind.half_delay):
        return f"{words}; in the time they do stand there, no strike is quick enough for that, {at_best(found, kind)}."
    return f"{words}, or, in the time they do, if a weapon came within {minutes(kind.half_delay)}."


def at_best(found: Answer, kind: KindAnswer) -> str:
    """The share that a strike without any delay would catch during set-up."""
    set_up = left_of_launch.before_launch(kind.launcher, found.chain)[-1]
    share = -found.chain.strike_reliability * expm1(-set_up.rate * set_up.duration)
    return f"since so few are found ({style.percent(share)} with no delay at all)"


def history_words(found: Answer, record: Sequence[Likelihood]) -> str:
    """The check against 1991."""
    launches, attacks = GULF_1991.launches, GULF_1991.attacks
    stopped, killed = (style.percent(upper_bound(number)) for number in (launches, attacks))
    words = (
        f"In 1991 none of {launches} launches was prevented and none of {attacks} attacks on launchers is confirmed as "
        f"a kill: at most {stopped} of missions stopped, and {killed} of attacks that kill (95{style.NARROW}% bounds)."
    )
    chances = {one.name: one.record for one in record}
    if found.name == FITTED:
        return words
    return (
        f"{words} With this scenario's kill chain the chance of such a record is {odds(chances[found.name])}; "
        f"with figures fitted to 1991 it is {odds(chances[FITTED])}."
    )


def suppression_words() -> str:
    """What 1991 says of delay."""
    before, lowest, after = GULF_1991.launches_a_day
    return (
        f"In 1991 launches fell from about {before:g} a day to about {lowest:g}, and rose to about {after:g} again: as "
        f"if each mission had taken {before / lowest:.1f} times as long, though no launcher is confirmed killed. Being "
        "hunted may delay; this model counts only what is stopped."
    )
