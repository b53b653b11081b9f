"""Writes the rows of a DuckDB query as CSV: `python -m benchmarks.contestants.postgres.export QUERY`."""

import sys

import duckdb

if __name__ == "__main__":
    duckdb.connect().execute(f"COPY ({sys.argv[1]}) TO '/dev/stdout' (FORMAT csv, HEADER false)")
