"""A study: where would another battery do most? Candidate sites, demand points, threat classes; defence alone."""
