"""Reads: they take a viewer and give querysets or frozen rows."""
