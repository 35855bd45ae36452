"""How an answer is told in words."""
