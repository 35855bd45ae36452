"""The air by height: US Standard Atmosphere 1976 to 86 km, its tabulated density continued to 200 km, nothing above.

Within a layer ln(density) = ln_density + power * ln(T) + slope * (H - geopotential) + decay * (z - low), with z the
geometric and H the geopotential altitude, and T = temperature + lapse * (H - geopotential).
"""

from __future__ import annotations

from math import exp, log, sqrt

import numpy as np
from numpy.typing import NDArray

from openbmd.physics import vector_math
from openbmd.physics.constants import SEA_LEVEL_PRESSURE, STANDARD_GRAVITY
from openbmd.physics.kernel import inlined, kernel

GAS_CONSTANT = 287.05287  # J/(kg K) of air, from R* = 8314.32 J/(kmol K) and 28.9644 kg/kmol (USSA 1976)
HEAT_RATIO = 1.4  # 1
EARTH_RADIUS = 6_356_766.0  # m, for geopotential altitude (USSA 1976)
SEA_LEVEL_TEMPERATURE = 288.15  # K

# USSA 1976 table 4: geopotential base [m] and lapse rate of the molecular-scale temperature [K/m]
BASES = (0.0, 11_000.0, 20_000.0, 32_000.0, 47_000.0, 51_000.0, 71_000.0)
LAPSES = (-6.5e-3, 0.0, 1e-3, 2.8e-3, 0.0, -2.8e-3, -2e-3)
TOP = 86_000.0  # m geometric, end of the table above
# Geometric altitude [m] and density [kg/m3] of USSA 1976 table I, from memory; within 3 % of the ussa1976
# package at every height named. Between them ln(density) is linear: within 25 % of the standard, air that
# slows a body of 1,000 kg/m2 by less than 0.03 m/s2.
THIN_AIR = (
    (100_000.0, 5.604e-7),
    (110_000.0, 9.708e-8),
    (120_000.0, 2.222e-8),
    (130_000.0, 8.152e-9),
    (150_000.0, 2.076e-9),
    (200_000.0, 2.541e-10),
)
# Within the band beside an edge the wrong layer's density is off by its distance times the jump of slope. A band that
# widens as the air thins leaves the same mark on a flight at every edge: parts of a millimetre at impact.
BAND = 1.5  # m at 11 km
WIDEST_BAND = 200.0  # m
VACUUM = -1e4  # ln(density) above the last layer

LAYER = np.dtype(
    [
        (name, np.float64)
        for name in (
            "low",  # m geometric
            "high",  # m geometric
            "geopotential",  # m
            "temperature",  # K
            "lapse",  # K/m
            "ln_density",  # ln(kg/m3), less power * ln(temperature)
            "power",  # 1
            "slope",  # 1/m
            "decay",  # 1/m
            "floor",  # m geometric, where the next layer down begins: low, or -inf below the first layer
            "floor_band",  # m beside the floor within which a flight may change layers
            "high_band",  # m beside high, likewise
        )
    ]
)


def layers(thin_air: tuple[tuple[float, float], ...], tail: float) -> NDArray[np.void]:
    """The layers (N,) LAYER: to 86 km by the standard, then through thin_air [(m, kg/m3)], then a tail.

    tail: scale height of the air above the last point [m]; 0 for none.
    """
    rows, at_low = [], []  # at_low: density [kg/m3] where each layer begins
    temperature, pressure = SEA_LEVEL_TEMPERATURE, SEA_LEVEL_PRESSURE
    tops = [*(EARTH_RADIUS * h / (EARTH_RADIUS - h) for h in BASES[1:]), TOP]
    low = 0.0
    for base, lapse, top in zip(BASES, LAPSES, tops, strict=True):
        thickness = EARTH_RADIUS * top / (EARTH_RADIUS + top) - base
        density = pressure / (GAS_CONSTANT * temperature)
        hydrostatic = STANDARD_GRAVITY / GAS_CONSTANT
        power = -(1.0 + hydrostatic / lapse) if lapse else 0.0
        slope = 0.0 if lapse else -hydrostatic / temperature
        at_low.append(density)
        at_base = log(density) - power * log(temperature)
        rows.append((low, top, base, temperature, lapse, at_base, power, slope, 0.0, low))
        if lapse:
            pressure *= ((temperature + lapse * thickness) / temperature) ** (-hydrostatic / lapse)
            temperature += lapse * thickness
        else:
            pressure *= exp(slope * thickness)
        low = top
    density = pressure / (GAS_CONSTANT * temperature)
    for top, next_density in thin_air:
        at_low.append(density)
        decay = log(next_density / density) / (top - low)
        rows.append((low, top, 0.0, temperature, 0.0, log(density), 0.0, 0.0, decay, low))
        low, density = top, next_density
    at_low.append(density)
    if tail > 0.0:
        rows.append((low, np.inf, 0.0, temperature, 0.0, log(density), 0.0, 0.0, -1.0 / tail, low))
    else:
        rows.append((low, np.inf, 0.0, temperature, 0.0, VACUUM, 0.0, 0.0, 0.0, low))
    table = np.zeros(len(rows), dtype=LAYER)
    for row, values in zip(table, rows, strict=True):
        for name, value in zip(LAYER.names or (), values, strict=False):
            row[name] = value
    table["floor"][0] = -np.inf
    for k in range(1, len(rows)):
        band = min(BAND * sqrt(at_low[1] / at_low[k]), WIDEST_BAND)
        table["floor_band"][k] = table["high_band"][k - 1] = band
    return table


STANDARD = layers(THIN_AIR, 0.0)


@inlined
def layer_density(
    z: float,
    low: float,
    geopotential: float,
    temperature: float,
    lapse: float,
    ln_density: float,
    power: float,
    slope: float,
    decay: float,
) -> tuple[float, float]:
    """Density [kg/m3] and temperature [K] at geometric altitude z [m] by one layer's figures."""
    above = EARTH_RADIUS * z / (EARTH_RADIUS + z) - geopotential
    t = temperature + lapse * above
    return vector_math.exp(ln_density + power * vector_math.log(t) + slope * above + decay * (z - low)), t


@kernel
def layer_index(z: float, layers: NDArray[np.void]) -> int:
    """Row of layers that holds geometric altitude z [m]."""
    i = 0
    while z >= layers[i]["high"]:
        i += 1
    return i


@kernel
def air(z: float, layers: NDArray[np.void]) -> tuple[float, float]:
    """Density [kg/m3] and temperature [K] at geometric altitude z [m]."""
    i = layer_index(z, layers)
    a = layers[i]
    return layer_density(
        z,
        a["low"],
        a["geopotential"],
        a["temperature"],
        a["lapse"],
        a["ln_density"],
        a["power"],
        a["slope"],
        a["decay"],
    )


@kernel
def density(z: float, layers: NDArray[np.void]) -> float:
    """Density [kg/m3] at geometric altitude z [m]; pass STANDARD for the standard air."""
    return air(z, layers)[0]
