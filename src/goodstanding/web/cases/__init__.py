"""Cases on pages: warnings, orders and their checks, units that need help."""
