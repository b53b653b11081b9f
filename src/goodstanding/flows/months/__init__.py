"""Months."""
