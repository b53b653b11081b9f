"""Announcements are made, confirmed as read, and withdrawn."""
