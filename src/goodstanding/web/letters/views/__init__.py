"""Letters: views."""
