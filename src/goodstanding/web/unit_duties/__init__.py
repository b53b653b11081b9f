"""What units owe, on pages."""
