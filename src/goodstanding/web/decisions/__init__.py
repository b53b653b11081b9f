"""Decisions about members on pages: the member's own, and the desk."""
