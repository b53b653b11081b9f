"""Secret ballots: who may vote, the sealed votes, and what was counted."""
