"""How long it takes to give an assignment to everyone of a city, beside writing as many rows and nothing else."""
