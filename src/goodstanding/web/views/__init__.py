"""Pages, by the noun they show."""
