"""Appraisal: the round of a unit, step by step, and what members and bodies say in it."""
