"""Initiative: what members do of their own accord."""
