"""What is read from files, and how a folder is written."""
