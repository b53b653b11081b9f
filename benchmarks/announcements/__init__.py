"""An announcement to everyone, and whom it has not reached."""
