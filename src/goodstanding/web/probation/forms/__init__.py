"""Forms of probation."""
