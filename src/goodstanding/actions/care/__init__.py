"""Care: talks, contact, searches and long absences."""
