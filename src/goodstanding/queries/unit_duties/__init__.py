"""What units owe and what was done of it, from the rows that the work itself leaves."""
