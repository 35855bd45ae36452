"""What page, picture and tables of real engagements all say."""

from __future__ import annotations

from openbmd.locales import Words
from openbmd.studies.engagements.answer import FEW, Back, EngagementAnswer, Together
from openbmd.studies.engagements.predictive import PredictiveInterval
from openbmd.telling import figures, style

OWN = "engagements/"  # beginning of the paths of a laydown's unknowns
TOLD_DRIVERS = 2


def record(k: int, n: int, say: Words) -> str:
    """ "4 of 47"."""
    return say("common-of", number=f"{k:,}", all=f"{n:,}")


def between(found: PredictiveInterval) -> str:
    """ "29–41"."""
    return f"{found.low:,}–{found.high:,}" if found.low < found.high else f"{found.low:,}"


def figure(path: str, say: Words) -> str:
    """A figure, or what nobody knows of a laydown, as people read it."""
    return path.rpartition("/")[2] if path.startswith(OWN) else figures.name(path, say)


def hangs(one: Back, say: Words) -> str:
    """On which figures a case hangs, in a sentence; of one that misses also which way they would have to go."""
    strong = [driver for driver in one.drivers if driver.significant][:TOLD_DRIVERS]
    if not strong:
        return say("engagements-hangs-on-none")
    names = [figure(driver.path, say) for driver in strong]
    if one.off:
        up = [(driver.correlation > 0.0) == (one.off == FEW) for driver in strong]
        names = [
            say("engagements-nearer", figure=name, way="higher" if more else "lower")
            for name, more in zip(names, up, strict=True)
        ]
    return say("engagements-hangs", figures=names)


def verdict(one: Back, say: Words) -> str:
    """Where the record lies, in a word or two."""
    if one.off:
        return say(f"engagements-{one.off}")
    return say("engagements-inside-half" if one.place.half.holds(one.case.k) else "engagements-inside-most")


def miss(one: Back, say: Words) -> str:
    """Why a record that lies outside does so: which way, on what it hangs, and what is known of it."""
    case = one.case
    ends = between(one.place.most)
    told = say(
        "engagements-missed",
        case=case.label,
        record=record(case.k, case.n, say),
        way="few" if one.off == FEW else "many",
        ends=ends,
    )
    return " ".join(filter(None, (told, hangs(one, say), case.why_missed)))


def finding(found: EngagementAnswer, say: Words) -> str:
    """The answer in a sentence."""
    if not found.backs:
        names = [case.label for case in found.unplayed]
        return say("engagements-none-played", cases=names) if names else say("engagements-none")
    if len(found.backs) == 1:
        (one,) = found.backs
        case = one.case
        return say(
            "engagements-one",
            case=case.label,
            record=record(case.k, case.n, say),
            ends=between(one.place.most),
            where="outside" if one.off else "half" if one.place.half.holds(case.k) else "most",
        )
    every = found.calibrations[-1]
    return say("engagements-finding", **counted(every.half, every.most, every.cases))


def counted(half: int, most: int, cases: int) -> dict[str, str]:
    return {"half": f"{half:,}", "most": f"{most:,}", "cases": f"{cases:,}"}


def headline(found: EngagementAnswer, say: Words) -> str:
    """The answer in a few words."""
    if not found.backs:
        return say("engagements-nothing-played")
    if len(found.backs) == 1:
        (one,) = found.backs
        return say("engagements-one-headline", case=one.case.label, verdict=verdict(one, say))
    every = found.calibrations[-1]
    return say("engagements-headline", most=f"{every.most:,}", cases=f"{every.cases:,}")


def together(one: Together, found: EngagementAnswer, say: Words) -> str:
    """Whether one set of figures covers a group of cases, in sentences."""
    labels = {back.case.id: back.case.label for back in found.backs}
    names = [labels[name] for name in one.cases]
    missed = [labels[name] for name, inside in zip(one.cases, one.inside, strict=True) if not inside]
    if missed:
        first = say("engagements-together-not", cases=names, missed=missed)
    else:
        first = say("engagements-together", cases=names)
    if not one.draws:
        return f"{first} {say('engagements-never-told')}"
    return f"{first} {say('engagements-at-once', share=style.percent(one.all), draws=f'{one.draws:,}')}"


def corner(found: EngagementAnswer, say: Words) -> str:
    """What was played, with what."""
    return say(
        "engagements-corner",
        version=found.versions["openbmd"],
        draws=f"{found.draws:,}",
        raids=f"{found.raids:,}",
        seed=str(found.seed),
    )
