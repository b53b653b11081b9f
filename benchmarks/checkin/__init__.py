"""A city that checks in at once, through the whole application on PostgreSQL."""
