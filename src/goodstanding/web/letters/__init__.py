"""Questions and complaints on pages: the member's own, and the desk that answers."""
