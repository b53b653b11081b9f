"""Pages of probation."""
