"""Cases: views."""
