"""What page, pictures and tables of strikes before launch all say."""

from __future__ import annotations

from math import expm1, floor, isfinite, isnan, log10
from typing import NamedTuple

from openbmd import left_of_launch
from openbmd.locales import Words
from openbmd.studies.contract import Asked
from openbmd.studies.kill_chain.answer import Count, KillChainAnswer, KindAnswer
from openbmd.studies.kill_chain.history import GULF_1991, upper_bound
from openbmd.telling import figures, style

KINDS = ("liquid-tel", "solid-tel")  # of launchers, that have words of their own
FITTED = "gulf-1991"  # whose figures are made to agree with the record
LARGE = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))
LEAST = 1e15  # beyond which one in so many is no more told


class Strikes(NamedTuple):
    """The answer with the language it is told in."""

    found: KillChainAnswer
    say: Words


def of(asked: Asked, say: Words) -> Strikes:
    return Strikes(asked.answer, say)


def short(kind: str, say: Words) -> str:
    """A kind of launcher as an adjective: "liquid-fuelled"."""
    return say(f"kill-chain-kind-{kind}") if kind in KINDS else style.label(kind)


def launchers(kind: KindAnswer, say: Words) -> str:
    """ "36 liquid-fuelled launchers"."""
    total = kind.launchers.total
    return say("kill-chain-launchers", number=total, shown=f"{total:,}", kind=short(kind.name, say))


def minutes(seconds: float, say: Words) -> str:
    """ "30 min", "12 h"."""
    if seconds >= 5 * 3600.0:
        return say("kill-chain-hours", number=style.significant(seconds / 3600.0, 2))
    return say("kill-chain-min", number=style.significant(seconds / 60.0, 2 if seconds < 5940.0 else 3))


def odds(chance: float, say: Words) -> str:
    """A chance in per cent, or as one in so many when it is small."""
    if chance <= 0.0:
        return say("common-none")
    if chance >= 0.001:
        return style.percent(chance)
    many = 1.0 / chance
    if many > LEAST:
        return say("kill-chain-least")
    many = round(many, -floor(log10(many)))
    size, name = next((one for one in LARGE if many >= one[0]), (1.0, ""))
    return say("kill-chain-one-in", many=f"{many / size:,.0f}", size=name)


def number(mean: float) -> str:
    """A mean count, whole when it is above ten."""
    return style.significant(mean, 2) if mean < 10.0 else f"{mean:,.0f}"


def stopped(count: Count, say: Words) -> str:
    """How many of a count are stopped, in the mean."""
    gone = count.total - count.mean
    if gone < 1e-9:
        return say("common-none")
    return say("kill-chain-under-one") if gone < 0.5 else say("kill-chain-about", number=number(round(gone)))


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


def headline(told: Strikes) -> str:
    """The answer in a few words, for a title."""
    say = told.say
    first, *rest = told.found.kinds
    many = "yes" if first.launchers.total - first.launchers.mean >= 1.5 else "no"
    said = say(
        "kill-chain-first", many=many, launchers=launchers(first, say), stopped=stopped(first.launchers, say)
    )  # fmt: skip
    for kind in rest:
        counted = {"number": f"{kind.launchers.total:,}", "kind": short(kind.name, say)}
        said = say("kill-chain-next", before=said, stopped=stopped(kind.launchers, say), **counted)
    return said


def finding(told: Strikes) -> str:
    """The answer in a sentence."""
    return told.say("kill-chain-finding", headline=headline(told))


def sentences(told: Strikes) -> list[str]:
    """What stands behind the finding."""
    found, say = told
    said = [launched(told), *[window(told, kind) for kind in found.kinds]]
    said += [turned(told, kind) for kind in found.kinds[:1]]
    strong = [driver for driver in found.drivers if driver.significant][:2]
    if strong:
        names = [figures.name(driver.path, say).partition(": ")[2] for driver in strong]
        said.append(say("kill-chain-decide", number=len(strong), figures=names))
    return [*said, history(told)]


def launched(told: Strikes) -> str:
    """How many missiles are launched, by luck and by the figures."""
    count = told.found.missiles
    low, high, drawn = count.spread.p05, count.spread.p95, not isnan(count.low)
    return told.say(
        "kill-chain-launched",
        total=f"{count.total:,}",
        mean=number(count.mean),
        luck="yes" if low < high else "no",
        low=f"{low:,}",
        high=f"{high:,}",
        figures="yes" if drawn else "no",
        least=number(count.low) if drawn else "",
        most=number(count.high) if drawn else "",
    )


def window(told: Strikes, kind: KindAnswer) -> str:
    """Whether the strike fits into the set-up."""
    found, say = told
    took, given = left_of_launch.delay(found.chain), kind.launcher.set_up_time
    return say(
        "kill-chain-window",
        kind=short(kind.name, say),
        given=minutes(given, say),
        took=minutes(took, say),
        fits="yes" if took < given else "just" if took == given else "no",
        left=minutes(abs(given - took), say),
    )


def turned(told: Strikes, kind: KindAnswer) -> str:
    """What would turn the answer: the exposure, or the delay, with which half are caught in the open."""
    say = told.say
    if not isfinite(kind.half_set_up):
        return say("kill-chain-half-never")
    set_up = minutes(kind.half_set_up, say)
    if isnan(kind.half_delay):
        return say("kill-chain-half-set-up", set_up=set_up, share=style.percent(at_best(told, kind)))
    return say("kill-chain-half-either", set_up=set_up, delay=minutes(kind.half_delay, say))


def at_best(told: Strikes, kind: KindAnswer) -> float:
    """The share that a strike without any delay would catch during set-up."""
    set_up = left_of_launch.before_launch(kind.launcher, told.found.chain)[-1]
    return -told.found.chain.strike_reliability * expm1(-set_up.rate * set_up.duration)


def history(told: Strikes) -> str:
    """The check against 1991."""
    found, say = told
    launches, attacks = GULF_1991.launches, GULF_1991.attacks
    bounds = {
        "launches": str(launches),
        "attacks": str(attacks),
        "stopped": style.percent(upper_bound(launches)),
        "killed": style.percent(upper_bound(attacks)),
    }
    chances = {one.name: one.record for one in found.record}
    if found.name == FITTED:
        return say("kill-chain-history", **bounds)
    here, fitted = odds(chances[found.name], say), odds(chances[FITTED], say)
    return say("kill-chain-history-here", here=here, fitted=fitted, **bounds)


def suppression(say: Words) -> str:
    """What 1991 says of delay."""
    before, lowest, after = GULF_1991.launches_a_day
    return say(
        "kill-chain-suppression",
        before=f"{before:g}",
        lowest=f"{lowest:g}",
        after=f"{after:g}",
        longer=f"{before / lowest:.1f}",
    )


def corner(told: Strikes) -> str:
    """What was played, for the corner of a picture."""
    return told.say("kill-chain-corner", **played(told))


def played(told: Strikes) -> dict[str, str]:
    found = told.found
    return {
        "version": found.versions["openbmd"],
        "scenario": found.scenario.name,
        "seed": str(found.seed),
        "chain": found.name,
    }
