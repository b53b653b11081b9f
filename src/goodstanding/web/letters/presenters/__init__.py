"""Letters: presenters."""
