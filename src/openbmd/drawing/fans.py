"""Fans stand in scene/fans.py; this name is for studies that still look for them here."""

from openbmd.scene.fans import (
    CLEAR_SNR,
    Fan,
    fans,
    floor_of,
    geodesics,
    ground_reach,
    reach,
    sector,
    turns,
    usual_cross_section,
)

__all__ = [
    "CLEAR_SNR",
    "Fan",
    "fans",
    "floor_of",
    "geodesics",
    "ground_reach",
    "reach",
    "sector",
    "turns",
    "usual_cross_section",
]
