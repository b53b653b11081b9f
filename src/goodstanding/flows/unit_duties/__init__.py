"""What fell due for units, month by month."""
