"""How answers are put into words, whatever prints them."""
