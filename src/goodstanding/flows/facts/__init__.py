"""Facts in files: brought in, checked and written to the ledger."""
