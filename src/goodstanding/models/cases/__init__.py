"""Cases: warnings, orders with a check by another person, units that need help, and accountability."""
