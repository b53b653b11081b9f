"""What executes the expressions: DuckDB in this process, or Spark on many machines."""
