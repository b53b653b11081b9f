"""Care on pages: talks, contact, searches and long absences."""
