"""Appraisal: rounds, who is missing, the sheet of the year, and what members wrote."""
