"""Cases: looking for signs about everybody at once."""
