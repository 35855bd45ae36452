"""A study: which aimpoints fire units can defend against one kind of missile, and from where a place can be."""
