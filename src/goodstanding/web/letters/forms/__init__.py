"""Letters: forms."""
