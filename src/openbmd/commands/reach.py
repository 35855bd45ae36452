"""What studies/reach.py refuses, for commands that are not yet studies."""

from __future__ import annotations

from openbmd.studies.reach import ground_range, refuse_unreached

__all__ = ("ground_range", "refuse_unreached")
