"""Appraisal on pages: a member's own, and the round at the desk."""
