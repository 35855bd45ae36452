"""What each command does; imported when asked for."""
