"""Pages of the appraisal."""
