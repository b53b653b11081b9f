"""Cases: presenters."""
