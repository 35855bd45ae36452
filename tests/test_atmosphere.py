"""The air against the published standard."""

from __future__ import annotations

import numpy as np
import pytest
import ussa1976
from scipy.interpolate import PchipInterpolator

from openbmd.physics import atmosphere, drag


def test_density_and_temperature_to_86_km_are_the_standards():
    heights = np.arange(0.0, 86_001.0, 500.0)
    theirs = ussa1976.compute(z=heights, variables=["rho", "t"])
    for z, rho, temperature in zip(heights, theirs["rho"].values, theirs["t"].values, strict=True):
        ours, t = atmosphere.air(z, atmosphere.STANDARD)
        assert ours == pytest.approx(rho, rel=1e-4)  # the package rounds R* and M differently
        assert t == pytest.approx(temperature, rel=1e-3)  # ours is molecular-scale: 0.05 % above kinetic at 86 km


@pytest.mark.parametrize(
    ("z", "density"),
    # USSA 1976 as tabulated in methods of the time, kg/m3
    [(0.0, 1.2250), (11_000.0, 0.36480), (20_000.0, 0.088910), (50_000.0, 1.0269e-3), (80_000.0, 1.846e-5)],
)
def test_printed_densities_are_met(z, density):
    assert atmosphere.density(z, atmosphere.STANDARD) == pytest.approx(density, rel=2e-4)


def test_thin_air_to_200_km_is_within_a_quarter_of_the_standard():
    heights = np.arange(86_000.0, 200_000.0, 2_000.0)
    theirs = ussa1976.compute(z=heights, variables=["rho"])["rho"].values
    ours = np.array([atmosphere.density(z, atmosphere.STANDARD) for z in heights])
    assert np.abs(ours / theirs - 1.0).max() < 0.25  # the bound that the module states
    at_points = [z for z, _ in atmosphere.THIN_AIR if z < 200_000.0]
    at_theirs = ussa1976.compute(z=np.array(at_points), variables=["rho"])["rho"].values
    assert np.array([atmosphere.density(z, atmosphere.STANDARD) for z in at_points]) == pytest.approx(
        at_theirs, rel=0.03
    )


def test_above_200_km_there_is_nothing():
    assert atmosphere.density(200_001.0, atmosphere.STANDARD) < 1e-300


def test_density_has_no_jump_below_200_km():
    for z in atmosphere.STANDARD["high"][:-2]:
        below, above = (atmosphere.density(z + side, atmosphere.STANDARD) for side in (-1e-3, 1e-3))
        assert below == pytest.approx(above, rel=1e-6)


@pytest.mark.parametrize("row", [drag.V2, drag.LARGE_LIQUID, drag.LARGE_SOLID])
def test_drag_coefficients_are_the_printed_ones_and_scipys_monotone_cubic_between(row):
    mach, printed = np.array(drag.PRINTED[row]).T
    theirs = PchipInterpolator(mach, printed)
    for m, c_d in zip(mach[:-1], printed[:-1], strict=True):
        assert drag.coefficient(float(row), m) == pytest.approx(c_d, abs=1e-12)
    # at both ends theirs has slopes of its own choice
    for m in np.linspace(mach[1], mach[-2], 977):
        assert drag.coefficient(float(row), m) == pytest.approx(float(theirs(m)), abs=1e-12)
    assert drag.coefficient(float(row), 9.0) == pytest.approx(printed[-1], abs=1e-7)
