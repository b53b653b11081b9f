"""A city in the application's own database, and what it costs to serve it."""
