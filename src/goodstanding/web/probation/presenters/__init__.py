"""Probation as lines and cards."""
