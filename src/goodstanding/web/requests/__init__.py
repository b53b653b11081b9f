"""Requests from above on pages."""
