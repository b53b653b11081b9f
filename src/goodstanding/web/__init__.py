"""The first door: pages for people."""
