"""Words of secret ballots."""
