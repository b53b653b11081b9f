"""Appraisal: the yearly round of a unit, from the sheet of the year to the grade that a body decided."""
