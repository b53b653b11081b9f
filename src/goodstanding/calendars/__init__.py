"""Which days are worked, as dated data with its source. Pure: no database, no clock, nothing of the other layers."""
