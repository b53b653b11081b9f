"""Turns what was read into what a page shows: pure functions, one file a noun."""
