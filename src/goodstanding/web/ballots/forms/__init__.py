"""Forms of secret ballots."""
