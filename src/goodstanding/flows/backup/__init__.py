"""Backups: the database, the lake, keys and attachments in one folder, and back again."""
