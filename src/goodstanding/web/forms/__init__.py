"""Forms, by the noun they change."""
