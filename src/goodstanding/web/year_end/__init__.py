"""The end of the year, on pages."""
