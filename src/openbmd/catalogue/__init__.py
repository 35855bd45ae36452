"""Kinds of things as data: a file for each, every figure as low, best and high with its source or why it is assumed.

In a source, "(read)" marks what was read where it says, "(recalled, unchecked)" what was told from general knowledge
of it, "derived" what was computed; `origin` says so as a key: read, recalled (wholly or in part) or derived. Where
sources differ the range is the datum. fields.csv says what each figure means and may be.
"""
