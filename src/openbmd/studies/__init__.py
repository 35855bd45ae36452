"""The studies: each a folder with a question, an answer and what is told of it. Doors are made from this list."""

from __future__ import annotations

from openbmd.studies.contract import Study

STUDIES = {
    name: Study(name)
    for name in (
        "run", "show", "compare", "posture", "kill-chain", "coverage", "footprint", "sweep", "site", "infer",
        "flights", "claims", "engagements",
    )
}  # fmt: skip
