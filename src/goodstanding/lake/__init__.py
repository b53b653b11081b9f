"""The lake: Parquet in and Parquet out. Where the files are, how they are made whole, and what a run leaves behind."""
