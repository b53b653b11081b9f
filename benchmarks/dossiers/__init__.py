"""How fast yearly sheets are printed, and beside what."""
