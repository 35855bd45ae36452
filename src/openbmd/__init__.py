"""OpenBMD: an open laboratory for regional ballistic-missile defence."""
