"""A study: what Kill Chain does to a raid before launch, dice and figures apart, and what 1991 says of it."""

from openbmd.kill_chain.answers import Answer, Count, Exposure, KindAnswer, Wave
from openbmd.kill_chain.counts import answer
from openbmd.kill_chain.history import GULF_1991, Likelihood, Record, likelihood, upper_bound

__all__ = (
    "GULF_1991",
    "Answer",
    "Count",
    "Exposure",
    "KindAnswer",
    "Likelihood",
    "Record",
    "Wave",
    "answer",
    "likelihood",
    "upper_bound",
)
