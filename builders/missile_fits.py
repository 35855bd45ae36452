"""docs/missile-fits.md: what each missile's figures give against what was published of its flights.

    PYTHONPATH=src:tests python builders/missile_fits.py > docs/missile-fits.md

A row says whether the published value was used to choose the figures (fit), was not (test), or is no result (miss).
"""

from __future__ import annotations

from math import isnan, nan

import numpy as np

from openbmd import catalogue_file, flow
from openbmd.catalogue_file import Published
from openbmd.records import Shape
from test_catalogue import full_burn_apogee, longest, missile, route

HEAD = """# What the missiles' figures give

Made by builders/missile_fits.py. Masses of missiles are hardly ever published: they are chosen so that a published
flight is reproduced, and every other published flight is a test. Sources: openbmd catalogue show NAME. Flights as they
were reported, with their times: docs/flight-checks.md.

- **range, minimum-energy**: the longest range southward after a full burn, against the published range.
- **apogee, lofted**: the apogee of a steep full burn to that range; what was flown may have had thrust in reserve.
- **apogee, quasi-ballistic or glide**: whether that range and apogee are flown at once, after how much thrust.

| missile | published | at, km | figures give | used as |
|---|---|---|---|---|
"""
EASTWARD = 75.0  # deg, as the tests fly
UNKNOWN = np.full((1, 3), nan)


def given(name: str, row: Published) -> str:
    """What the figures give for a row that is flown."""
    record = missile(name, row)
    if row.shape == "minimum-energy":
        return f"{longest(record) / 1e3:,.0f} km"
    if row.shape == "lofted":
        return f"{full_burn_apogee(record, row.at_range_km * 1e3) / 1e3:,.0f} km"
    asked = route(EASTWARD, row.at_range_km * 1e3, Shape(row.shape, row.best * 1e3, nan))
    (flown,) = flow.fly_routes([record], [asked], UNKNOWN, False, 1)
    if flown.reached and flown.as_asked:
        return (
            f"flown, {flown.cutoff:.1f} s of thrust, {np.linalg.norm(flown.nodes[:, 4:7], axis=1).max() / 1e3:.2f} km/s"
        )
    return "not flown"


def used(row: Published) -> str:
    if row.not_reproduced:
        return f"miss: {row.not_reproduced}"
    if "not used in the fit" in row.source:
        return "test"
    return "fit"


def main() -> None:
    print(HEAD, end="")
    for name in catalogue_file.names("missiles"):
        for row in catalogue_file.read("missiles", name).published:
            if row.quantity not in ("range_km", "apogee_km") or row.shape in ("", "orbit"):
                continue
            band = f"{row.best:,g}" if row.low == row.high else f"{row.best:,g} ({row.low:,g}–{row.high:,g})"
            where = "–" if isnan(row.at_range_km) else f"{row.at_range_km:,g}"
            gives = "–" if row.not_reproduced else given(name, row)
            kind = f"{row.quantity.removesuffix('_km')}, {row.shape}"
            print(f"| {name} | {kind}: {band} km | {where} | {gives} | {used(row)} |")


if __name__ == "__main__":
    main()
