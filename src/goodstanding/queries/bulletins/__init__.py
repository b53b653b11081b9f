"""Announcements as members and offices read them."""
