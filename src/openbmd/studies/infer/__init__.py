"""A study: is the report of a test flight possible, and how far would the same missile fly on the flattest way?"""
