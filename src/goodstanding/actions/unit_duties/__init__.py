"""What fell due for units, written into the ledger."""
