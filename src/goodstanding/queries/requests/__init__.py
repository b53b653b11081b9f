"""What units were asked for from above."""
