"""How pictures are drawn: inks, sheets, marks, the theatre of a map, fans of radars."""
