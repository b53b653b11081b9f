"""Decisions as cards and lines."""
