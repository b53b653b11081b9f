"""Decisions about members as the members and the offices over them see them."""
