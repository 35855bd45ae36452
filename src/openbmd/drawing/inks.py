"""The inks of every picture: Okabe and Ito's colour-blind-safe ones and three more; attack is warm, defence is cool."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

# A picture is drawn in the light values; written as SVG each becomes a variable of the same name, set by `css`.
LIGHT = {
    "ground": "#ffffff", "ink": "#1b1f24", "muted": "#5b6570", "faint": "#a3abb3", "grid": "#e4e7ea",
    "sea": "#eaf1f5", "land": "#fbfaf6", "coast": "#b3b9bd",
    "t0": "#d55e00", "t1": "#e69f00", "t2": "#b8478f", "t3": "#6b3a1e",
    "d0": "#0072b2", "d1": "#009e73", "d2": "#56b4e9", "d3": "#332288",
}  # fmt: skip
DARK = {
    "ground": "#14181c", "ink": "#e8eaed", "muted": "#a2abb5", "faint": "#6b747d", "grid": "#2b3138",
    "sea": "#12191f", "land": "#22272b", "coast": "#555e66",
    "t0": "#f27d2b", "t1": "#f5bb3f", "t2": "#dd8fc0", "t3": "#ecd2b4",
    "d0": "#3f9be0", "d1": "#22bf95", "d2": "#93d3f7", "d3": "#7d6ff0",
}  # fmt: skip

GROUND, INK, MUTED, FAINT = LIGHT["ground"], LIGHT["ink"], LIGHT["muted"], LIGHT["faint"]
THREATS = [LIGHT[name] for name in ("t0", "t1", "t2", "t3")]
DEFENCES = [LIGHT[name] for name in ("d0", "d1", "d2", "d3")]


def threat(index: int) -> str:
    """The ink of the index-th missile; they come round again."""
    return THREATS[index % len(THREATS)]


def defence(index: int) -> str:
    """The ink of the index-th interceptor."""
    return DEFENCES[index % len(DEFENCES)]


def dash(index: int) -> str | tuple[float, tuple[float, float]]:
    """Whole lines for the first round of colours, dashes for the later ones."""
    return "solid" if index < len(THREATS) else (0.0, (6.0, 3.0))


@cache
def css() -> str:
    """The style sheet that every picture needs, in a page or on its own."""
    light, dark = (".chart{" + "".join(f"--{k}:{v};" for k, v in inks.items()) + "}" for inks in (LIGHT, DARK))
    rules = files(__package__).joinpath("chart.css").read_text(encoding="utf-8")
    return f"{light}\n@media (prefers-color-scheme:dark){{{dark}}}\n@media print{{{light}}}\n{rules}"
