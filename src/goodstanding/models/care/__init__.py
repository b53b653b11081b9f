"""Care: talks with members, contact and visits, searches for members who cannot be reached, long absences."""
