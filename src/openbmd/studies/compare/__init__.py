"""A study: scenarios side by side, raid by raid on the same dice and draw by draw on the same figures."""
