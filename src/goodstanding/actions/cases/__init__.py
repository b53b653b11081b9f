"""Cases: warnings written and settled, orders with their checks, units that need help."""
