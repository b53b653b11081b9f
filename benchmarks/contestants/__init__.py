"""Who is measured: the engine as a user runs it, the floor, and the same rating done in other ways."""
