"""Documents to print, sign and file: templates are filled with data, and the same data makes the same bytes."""
