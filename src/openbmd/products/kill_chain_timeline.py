"""A mission in time, and where the strike fits in: for each kind of launcher."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openbmd import left_of_launch
from openbmd.drawing import inks, marks, pictures
from openbmd.drawing.marks import Mark
from openbmd.kinds import Figure
from openbmd.products import kill_chain_words
from openbmd.studies.kill_chain.answer import Answer, KindAnswer
from openbmd.telling import style

if TYPE_CHECKING:
    from matplotlib.axes import Axes

WIDTH, LEFT, ACROSS, TOP, ROW = 940.0, 128.0, 800.0, 46.0, 122.0  # px
MISSION, STRIKE = -0.12, 0.16  # rows, of the two bars from a row's middle
CUT = 20.0  # min, how much of hiding and reloading is shown
STEPS = ("detect", "identify", "decide", "strike")
STEP_INKS = (inks.defence(2), inks.defence(1), inks.defence(3), inks.defence(0))


def title(found: Answer) -> str:
    took = left_of_launch.delay(found.chain)
    fits = [kill_chain_words.short(kind.name) for kind in found.kinds if took < kind.launcher.set_up_time]
    late = [kill_chain_words.short(kind.name) for kind in found.kinds if took >= kind.launcher.set_up_time]
    said = [f"in time for {style.joined(fits)} launchers"] if fits else []
    said += [f"too late for {style.joined(late)} {'ones' if fits else 'launchers'}"] if late else []
    return f"{kill_chain_words.minutes(took)} from found to struck: {', '.join(said)}"


def draw(found: Answer, corner: str) -> pictures.Picture:
    """A row for each kind: the mission above, the strike at a launcher found as its set-up begins below."""
    kinds, bottom = found.kinds, TOP + ROW * len(found.kinds)
    description = " ".join(kill_chain_words.window_words(found, kind) for kind in kinds)
    picture = pictures.new("mission", WIDTH, bottom + 68.0, title(found), description, corner)
    axes = pictures.new_axes(picture.figure, LEFT, TOP, ACROSS, bottom - TOP)
    first = -CUT - max(kind.launcher.move_time for kind in kinds) / 60.0
    ends = [sum(kind.launcher[2:4]) / 60.0 + CUT for kind in kinds]
    ranges = [one.high / 60.0 for one in found.figures if one.path.endswith("/set_up_time")]
    last = max([*ends, *[high + 4.0 for high in (*ranges, span(found)[1])]])
    axes.set(xlim=(first, last), ylim=(len(kinds) - 0.5, -0.5))
    marks.scale(axes, "x", "minutes after the set-up begins", 9)
    axes.spines["bottom"].set_visible(False)
    for k, kind in enumerate(kinds):
        mission(axes, found, kind, k)
        strike(axes, found, kind, k)
    names = [kill_chain_words.short(kind.name) for kind in kinds]
    marks.rows(axes, names, [inks.INK] * len(kinds), [k + MISSION for k in range(len(kinds))], weight="bold")
    marks.rows(axes, ["strike"] * len(kinds), [inks.MUTED] * len(kinds), [k + STRIKE for k in range(len(kinds))])
    key(picture, found, bottom + 42.0)
    return picture


def figure(found: Answer, path: str) -> Figure | None:
    return next((one for one in found.figures if one.path == path), None)


def span(found: Answer) -> tuple[float, float]:
    """Least and greatest time [min] from found to struck, over the published ranges."""
    names = [f"kill_chains/{found.name}/{step}_delay" for step in STEPS]
    ranges = [one for one in (figure(found, name) for name in names) if one is not None]
    if len(ranges) < len(STEPS):
        return (left_of_launch.delay(found.chain) / 60.0,) * 2
    return sum(one.low for one in ranges) / 60.0, sum(one.high for one in ranges) / 60.0


def mission(axes: Axes, found: Answer, kind: KindAnswer, k: int) -> None:
    """Hide, move, set up, launch, leave, reload."""
    hide, move, set_up, leave, reload = (time / 60.0 for time in kind.launcher)
    hiding, moving, standing = (inks.FAINT, 0.35), (inks.threat(1), 0.75), (inks.threat(0), 1.0)
    hidden, again = min(hide, CUT), min(reload, CUT)
    parts = (
        ("hide", -move - hidden, hidden, hiding, hide),
        ("move", -move, move, moving, move),
        ("set up", 0.0, set_up, standing, set_up),
        ("leave", set_up, leave, moving, leave),
        ("reload", set_up + leave, again, hiding, reload),
    )
    y = k + MISSION
    for name, start, length, colour, whole in parts:
        tip = f"{name}: {kill_chain_words.minutes(60.0 * whole)}"
        axes.barh(y, length, 26.0 / ROW, left=start, color=[colour], url=tip)
        if length * ACROSS / (axes.get_xlim()[1] - axes.get_xlim()[0]) > 38.0:
            words = (
                f"… {name}"
                if name == "hide" and hide > CUT
                else f"{name} …"
                if name == "reload" and reload > CUT
                else name
            )
            ink = inks.GROUND if name == "set up" else inks.INK
            axes.text(start + length / 2.0, y, words, size=10.5, ha="center", va="center", color=ink)
    ranged = figure(found, f"launchers/{kind.name}/set_up_time")
    words = f"launch, {set_up:g} min"
    if ranged is not None and ranged.low < ranged.high:
        whisker(
            axes, k + MISSION - 19.0 / ROW, ranged.low / 60.0, ranged.high / 60.0, inks.threat(0), "published set-up"
        )
        words += f" ({ranged.low / 60.0:g}–{ranged.high / 60.0:g})"
    axes.vlines(set_up, y - 23.0 / ROW, y + 13.0 / ROW, color=inks.INK, linewidth=1.6)
    marks.note(axes, words, set_up, y - 23.0 / ROW, up=4.0, weight="bold")


def strike(axes: Axes, found: Answer, kind: KindAnswer, k: int) -> None:
    """From found, as the set-up begins, to the weapon's arrival."""
    chain, start, y = found.chain, 0.0, k + STRIKE
    delays = (chain.detect_delay, chain.identify_delay, chain.decide_delay, chain.strike_delay)
    for name, colour, delay in zip(STEPS, STEP_INKS, delays, strict=True):
        tip = f"{name}: {kill_chain_words.minutes(delay)}"
        axes.barh(y, delay / 60.0, 18.0 / ROW, left=start, color=colour, url=tip)
        start += delay / 60.0
    low, high = span(found)
    whisker(axes, y + 15.0 / ROW, low, high, inks.defence(0), "published times")
    axes.vlines(start, y - 9.0 / ROW, y + 19.0 / ROW, color=inks.INK, linewidth=1.6)
    slack = kind.launcher.set_up_time / 60.0 - start
    late = f"{slack:.3g} min before launch" if slack > 0.0 else f"{-slack:.3g} min after launch"
    published = f" ({low:.3g}–{high:.3g})" if low < high else ""
    marks.note(axes, f"struck, {start:.3g} min{published}: {late}", start, y + 19.0 / ROW, up=-13.0, weight="bold")


def whisker(axes: Axes, y: float, low: float, high: float, ink: str, what: str) -> None:
    """A published range."""
    tip = f"{what}: {low:.3g} to {high:.3g} min"
    marks.lines(axes, [[(low, y), (high, y)]], [tip], color=ink, linewidth=1.6)
    marks.points(axes, [Mark(x, y, 4.0, ink, tip) for x in (low, high)], marker="|", linewidths=1.6)


def key(picture: pictures.Picture, found: Answer, y: float) -> None:
    """What the colours mean."""
    from matplotlib.patches import Patch

    delays = (found.chain.detect_delay, found.chain.identify_delay, found.chain.decide_delay, found.chain.strike_delay)
    words = [f"{name} {kill_chain_words.minutes(delay)}" for name, delay in zip(STEPS, delays, strict=True)]
    marks.legend(picture.figure, [Patch(color=ink) for ink in STEP_INKS], words, LEFT, y, 4)
