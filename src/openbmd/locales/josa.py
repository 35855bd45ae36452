"""Korean particles, which hang on the last sound of the word before them: 서울은, 부산은, 레이더는."""

from __future__ import annotations

HANGUL = range(0xAC00, 0xD7A4)  # syllables, 28 finals to each pair of first consonant and vowel
FINALS = 28
RIEUL = 8
DIGITS = "영일이삼사오육칠팔구"  # as digits are read
# How letters are read when a name ends in one: "엘", "엠", "엔", "알" end in a consonant, L and R in rieul.
LETTERS = {"l": RIEUL, "r": RIEUL, "m": 16, "n": 4}


def josa(word: object, particle: object) -> str:
    """The word with its particle, named by both forms as in "은/는": the one after a consonant first.

    "으로/로" takes the second form after rieul too. Raises ValueError for a particle that is not a pair.
    """
    text, (closed, bare) = str(word), str(particle).split("/")
    final = _final(text)
    if final == RIEUL and closed == "으로":
        final = 0
    return text + (closed if final else bare)


def _final(text: str) -> int:
    """Which final consonant the last sign has as it is read, 0 for none."""
    last = next((sign for sign in reversed(text) if sign.isalnum()), "").lower()
    last = DIGITS[int(last)] if last.isdecimal() and last.isascii() else last
    if last and ord(last) in HANGUL:
        return (ord(last) - HANGUL.start) % FINALS
    return LETTERS.get(last, 0)
