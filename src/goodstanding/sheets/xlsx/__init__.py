"""Xlsx."""
