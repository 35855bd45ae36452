"""A study: public claims put to the test. The verdict, its share and what decides come from the run alone."""
