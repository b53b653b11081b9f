"""Many rows at once: whole lakes made, filled and closed, each step idempotent or refused."""
