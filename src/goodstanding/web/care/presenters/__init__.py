"""Care as lines and cards."""
