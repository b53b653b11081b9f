"""The appraisal as lines and cards."""
