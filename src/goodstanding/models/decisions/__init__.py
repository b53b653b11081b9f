"""Decisions: awards and discipline of members, as the competent bodies decided."""
