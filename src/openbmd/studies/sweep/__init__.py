"""A study: what the answer hangs on. Figures together and each alone, and where a verdict turns."""
