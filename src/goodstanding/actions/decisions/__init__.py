"""Decisions about members: written down, corrected, revoked, lifted."""
