"""The dice: published vectors, labels, evenness."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from openbmd.physics import chance

# kat_vectors of Random123 (Salmon et al., SC 2011), lines "philox4x32 10": counter, key, words
PUBLISHED = [
    ((0, 0, 0, 0), (0, 0), (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8)),
    ((0xFFFFFFFF,) * 4, (0xFFFFFFFF,) * 2, (0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD)),
    (
        (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344),
        (0xA4093822, 0x299F31D0),
        (0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1),
    ),
]
WORDS = st.integers(0, 2**32 - 1)


@pytest.mark.parametrize(("counter", "key", "words"), PUBLISHED)
def test_the_generator_gives_the_published_words(
    counter: tuple[int, ...], key: tuple[int, ...], words: tuple[int, ...]
) -> None:
    assert chance.philox(*counter, *key) == words


@given(seed=st.integers(0, 2**63 - 1), raid=WORDS, threat=WORDS, who=WORDS, which=st.integers(0, 1000))
def test_a_draw_is_the_word_of_its_labels_and_compiled_as_in_plain_python(
    seed: int, raid: int, threat: int, who: int, which: int
) -> None:
    plain = getattr(chance.philox, "py_func", chance.philox)
    word = plain(raid, threat, who, which // 4, seed % 2**32, seed // 2**32)[which % 4]
    draw = chance.uniform(seed, raid, threat, who, which)
    assert draw == word / 2**32
    assert 0.0 <= draw < 1.0


@pytest.mark.parametrize("label", range(5))
def test_draws_are_even_along_every_label(label: int) -> None:
    def draw(i: int) -> float:
        labels = [11, 3, 5, 7, 0]
        labels[label] = i
        return float(chance.uniform(*labels))

    draws = np.array([draw(i) for i in range(20_000)])
    assert stats.kstest(draws, "uniform").pvalue > 1e-4
    neighbours = np.corrcoef(draws[:-1], draws[1:])[0, 1]
    assert abs(neighbours) < 4.0 / np.sqrt(len(draws))  # 4 standard errors of no correlation
