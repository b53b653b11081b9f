"""Announcements: what units say to all their members, and who confirmed that they read it."""
