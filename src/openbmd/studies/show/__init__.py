"""A study without dice: the laydown, the flights, who sees what when, and who can reach it."""
