"""What the catalogue's figures are called, mean and may be: fields.csv."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files
from math import nan
from typing import NamedTuple

NUMBERS = ("number", "whole number")  # values of a field written as low, best and high


class Field(NamedTuple):
    """One line of fields.csv."""

    kind: str  # missiles, stages, radars, infrared, interceptors; published and conditions for the rows to compare with
    field: str  # as in the files, with its unit
    record_field: str
    values: str  # number, whole number, yes or no, or the choices parted by "|"
    minimum: float  # in the field's unit; nan when it is no number
    maximum: float
    need: str  # required, optional, or "group: alternative", of which each entry gives one alternative and all of it
    absent: float  # record value when the field is left out; nan when it cannot be
    sets: str  # "record field=value" that goes with this field, or ""
    at_most: str  # field whose whole range lies above this one's, or ""
    meaning: str

    @property
    def is_share(self) -> bool:
        """Whether it is a chance or a share, from 0 to 1."""
        return (self.values, self.minimum, self.maximum) == ("number", 0.0, 1.0)


@cache
def fields() -> tuple[Field, ...]:
    """Every field of the catalogue, in the order of fields.csv."""
    text = (files("openbmd") / "catalogue" / "fields.csv").read_text(encoding="utf-8")
    return tuple(
        Field(
            kind=row["kind"],
            field=row["field"],
            record_field=row["record_field"],
            values=row["values"],
            minimum=float(row["minimum"] or nan),
            maximum=float(row["maximum"] or nan),
            need=row["need"],
            absent=float(row["absent"] or nan),
            sets=row["sets"],
            at_most=row["at_most"],
            meaning=row["meaning"],
        )
        for row in csv.DictReader(text.splitlines())
    )


@cache
def of_kind(kind: str) -> dict[str, Field]:
    """The fields of a kind by name; not to be changed."""
    return {field.field: field for field in fields() if field.kind == kind}


def shares(kind: str) -> dict[str, Field]:
    """Those that are chances."""
    return {name: field for name, field in of_kind(kind).items() if field.is_share}
