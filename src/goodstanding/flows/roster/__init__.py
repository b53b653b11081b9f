"""Rosters in files: brought in (survey, match, check, write) and taken out."""
