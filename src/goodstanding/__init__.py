"""Goodstanding (明绩): rates members and branches of very large organizations by the organization's own written
rules."""

__version__ = "0.1.0"
