"""Watching what was published and recorded: signs that bring a warning, and whether what was done about one helped."""
