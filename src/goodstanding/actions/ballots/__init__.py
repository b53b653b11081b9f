"""Secret ballots."""
