"""Requests: what units are asked for from above, counted a month at a time."""
