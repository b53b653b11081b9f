"""Probation: the way of a member on probation, step by step, until a body decides."""
