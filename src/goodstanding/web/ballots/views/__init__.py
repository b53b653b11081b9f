"""Pages of secret ballots."""
