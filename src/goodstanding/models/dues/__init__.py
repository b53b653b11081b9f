"""Dues: what members owe a month, what they paid, and what was reduced or waived."""
