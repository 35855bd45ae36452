"""Flights stand in scene/flown.py; this name is for studies that still look for them here."""

from openbmd.scene.flown import by_missile, interceptors, sample

__all__ = ["by_missile", "interceptors", "sample"]
