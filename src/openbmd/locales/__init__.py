"""Words by id: what OpenBMD says, one folder of Fluent files for each language.

`say = Words("en")`, then `say("notes-withheld", name="Sejong")`. An id begins with the name of its file:
"notes-withheld" stands in `en/notes.ftl`, "kill-chain-finding" in `en/kill-chain.ftl`.
"""

from openbmd.locales.words import DEFAULT, BadMessage, Value, Words, languages

__all__ = ["DEFAULT", "BadMessage", "Value", "Words", "languages"]
