"""Forms of decisions."""
