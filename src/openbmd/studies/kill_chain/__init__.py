"""A study: what Kill Chain does to a raid before launch, dice and figures apart, and what 1991 says of it."""
