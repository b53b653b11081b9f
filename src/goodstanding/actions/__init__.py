"""Writes: each takes who does it and when, and does it whole, with its audit row and its notices, or not at all."""
