"""Probation: the way of a member on probation."""
