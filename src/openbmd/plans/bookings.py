"""What the units are booked for while a plan is made: channels over time, and rounds that are spoken for."""

from __future__ import annotations

from math import inf
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from openbmd.physics.kernel import kernel
from openbmd.plans.salvos import moment, salvo
from openbmd.records import Floats, Integers


class Bookings(NamedTuple):
    """The shots booked so far, a row for each unit (U, N); N is room enough. Times in s."""

    number: Integers  # (U,) of shots
    launches: Floats  # (U, N) in rising order,
    spent: Integers  # (U, N) and rounds of shots that speak for theirs, launched up to then
    ends: Floats  # (U, N) intercepts in rising order
    claimed: Floats  # (U,) rounds that are spoken for
    full: Integers  # (U,) spells in which every channel is held,
    opens: Floats  # (U, N) from here,
    closes: Floats  # (U, N) to here


@kernel
def no_bookings(units: int, shots: int) -> Bookings:
    """Bookings of so many units, with room for so many shots of each."""
    size = units, shots
    return Bookings(
        np.zeros(units, dtype=np.int64), np.empty(size), np.empty(size, dtype=np.int64), np.empty(size),
        np.zeros(units), np.zeros(units, dtype=np.int64), np.empty(size), np.empty(size),
    )  # fmt: skip


@kernel
def later(times: Floats, count: int, time: float) -> int:
    """Index of the first of so many rising times that is later than this one."""
    low, high = 0, count
    while low < high:
        middle = (low + high) // 2
        if times[middle] > time:
            high = middle
        else:
            low = middle + 1
    return low


@kernel
def insert(times: Floats, count: int, at: int, time: float) -> None:
    """Put a time before that at the index."""
    for k in range(count, at, -1):
        times[k] = times[k - 1]
    times[at] = time


@kernel
def book(
    booked: Bookings, unit: int, channels: int, launch: float, intercept: float, rounds: int, claim: float
) -> None:
    """Book a salvo [s] that finds a channel free; claim: the share of its rounds that it speaks for."""
    count, ends, launches, spent = booked.number[unit], booked.ends[unit], booked.launches[unit], booked.spent[unit]
    i = later(launches, count, launch)
    for k in range(count, i, -1):
        spent[k] = spent[k - 1]
    spent[i] = spent[i - 1] if i > 0 else 0
    if claim > 0.0:
        booked.claimed[unit] += claim * rounds
        for k in range(i, count + 1):
            spent[k] += rounds
    insert(launches, count, i, launch)
    insert(ends, count, later(ends, count, intercept), intercept)
    booked.number[unit] = count = count + 1
    # no channel was wanting before; all are held now where all but one were
    i, j = i + 1, later(ends, count, launch)
    held, begun, closed = i - j, launch, launch
    place = later(booked.closes[unit], booked.full[unit], launch)
    while closed < intercept:
        if i < count and launches[i] < ends[j]:
            begun = launches[i] if held == channels - 1 else begun
            held, i = held + 1, i + 1
            continue
        closed = ends[j]
        if held == channels and begun < closed:
            insert(booked.opens[unit], booked.full[unit], place, begun)
            insert(booked.closes[unit], booked.full[unit], place, closed)
            booked.full[unit] += 1
            place += 1
        held, j = held - 1, j + 1


@kernel
def freed(
    ends: Floats,
    count: int,
    span: NDArray[np.void],
    moments: NDArray[np.void],
    launch_time: float,
    launch: float,
    close: float,
) -> float:
    """The time [s] of an intercept from which one comes to the first launch at or after the close of a full spell.

    Whoever waits for a channel decides anew at each intercept after the launch [s] that he would have had, and finds
    all held until the close, the time of an intercept too. One step after another leads to the same.
    """
    first = later(ends, count, launch)
    k = max(later(ends, count, close) - 1, first)
    # back to an intercept before which no step can have led beyond it, whatever the steps were
    while k > first:
        row = moment(span, launch_time, ends[k])
        row = int(span["start"] + span["size"]) if row < 0 else row
        if row <= int(span["start"]) or launch_time + moments[row - 1]["launch"] < ends[k]:
            break
        k -= 1
    while k < count:
        row = moment(span, launch_time, ends[k])
        if row < 0:
            break
        launch = max(launch_time + moments[row]["launch"], ends[k])
        if launch >= close:
            break
        k = later(ends, count, launch)
    return float(ends[k])


@kernel
def free_salvo(
    booked: Bookings,
    unit: int,
    row: NDArray[np.void],
    span: NDArray[np.void],
    moments: NDArray[np.void],
    launch_time: float,
    decision: float,
    wanted: int,
) -> tuple[int, float, float, int]:
    """As salvo, for the first time from the decision [s] on at which one of the unit's channels is free.

    Who finds none waits for the next intercept, and decides anew.
    """
    interval = float(row["salvo_interval"])
    rounds, launch, intercept, at = salvo(span, moments, launch_time, decision, wanted, interval)
    count, ends, closes = booked.number[unit], booked.ends[unit], booked.closes[unit]
    while launch < inf:
        spell = later(closes, booked.full[unit], launch)
        if spell == booked.full[unit] or booked.opens[unit, spell] >= intercept:
            break
        opens, close = booked.opens[unit, spell], launch
        if launch >= opens or launch_time + moments[at]["intercept"] > opens:  # so are all launches until the close
            close = closes[spell]
        decision = freed(ends, count, span, moments, launch_time, launch, close)
        rounds, launch, intercept, at = salvo(span, moments, launch_time, decision, wanted, interval)
    return rounds, launch, intercept, at


@kernel
def owed(booked: Bookings, unit: int, row: NDArray[np.void], entitled: bool, time: float) -> float:
    """Rounds that the unit's shots claim, less what a threat may have of those ready and reloaded by that time [s]."""
    reloaded = 0
    if row["reserve"] > 0:
        low, high = 0, booked.number[unit]
        while low < high:
            middle = (low + high) // 2
            if booked.launches[unit, middle] + row["reload_time"] <= time:
                low = middle + 1
            else:
                high = middle
        spent = booked.spent[unit, low - 1] if low > 0 else 0
        reloaded = min(row["reserve"], spent // row["per_launcher"] * row["per_launcher"])
    held = 0 if entitled else row["held_back"]
    return float(booked.claimed[unit] + held - row["ready"] - reloaded)
