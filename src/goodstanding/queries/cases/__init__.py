"""Cases: what is read of warnings, orders, and units that need help."""
