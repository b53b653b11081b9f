"""Probation on pages: the member's own timeline, and the desk."""
