"""One way in which every test is run: laws are tried without a clock, for machines are busy with other things."""

from hypothesis import settings

settings.register_profile("openbmd", deadline=None)
settings.load_profile("openbmd")
