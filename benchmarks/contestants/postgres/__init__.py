"""The rating as SQL in PostgreSQL, in a cluster of its own."""
