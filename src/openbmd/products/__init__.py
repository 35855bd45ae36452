"""What a run hands over: drawings, tables, files and one page; each is made from an Answer alone."""
