"""The branch-free exp and log against mpmath's."""

from __future__ import annotations

from math import ulp

import mpmath
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from openbmd.physics import vector_math
from openbmd.physics.kernel import kernel


@kernel
def exp_of(x):
    return vector_math.exp(x)


@kernel
def log_of(x):
    return vector_math.log(x)


@given(x=st.floats(-700.0, 700.0))
@settings(max_examples=2_000)
def test_exp_is_good_to_two_units_in_the_last_place(x):
    exact = mpmath.exp(x)
    assert abs(mpmath.mpf(exp_of(x)) - exact) <= 2.0 * ulp(float(exact))


@given(x=st.floats(1e-300, 1e300))
@settings(max_examples=2_000)
def test_log_is_good_to_two_units_in_the_last_place(x):
    exact = mpmath.log(x)
    assert abs(mpmath.mpf(log_of(x)) - exact) <= 2.0 * ulp(float(exact)) + 2.3e-16


def test_exp_is_held_at_both_ends():
    assert exp_of(-1e4) < 1e-300
    assert np.isfinite(exp_of(1e4))
