"""A study: where real engagements lie in what the tool would have said of them before."""
