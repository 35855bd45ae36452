"""A study: the model held to real test flights, by their reported times and the ranges published of their missiles."""
