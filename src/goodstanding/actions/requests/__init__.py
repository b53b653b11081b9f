"""Requests from above: counted where they are sent, and refused above the ceiling."""
