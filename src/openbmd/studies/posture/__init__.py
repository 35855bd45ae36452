"""A study: what each reinforcement is worth, day by day against the same raid."""
