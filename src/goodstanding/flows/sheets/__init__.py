"""Sheets that people bring in and take out, whatever they are about: read, looked at, matched, and told what is wrong.

A file is foreign: it is never held in memory whole, and whatever is wrong with it ends as a sentence or a refused row.
"""
