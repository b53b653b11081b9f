"""Dues."""
