"""A study: what one radar sees of published flights, how sure that is, and what it hangs on."""
