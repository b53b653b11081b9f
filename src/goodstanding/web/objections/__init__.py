"""Objections."""
