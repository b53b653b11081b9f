"""Rosters in files: brought in (survey, match, check, write) and taken out.

A file is foreign: it is never held in memory whole, and whatever is wrong with it ends as a sentence or a refused row.
"""
