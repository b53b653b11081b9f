"""Presenters."""
