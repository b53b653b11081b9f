"""A bank statement of a whole city, matched with its members and booked."""
