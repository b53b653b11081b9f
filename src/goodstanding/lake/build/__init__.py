"""Makes a lake from CSV, XLSX and Parquet files, and says of every row that is not fit for it where it is and why."""

from goodstanding.lake.build.build import Built, build_lake
from goodstanding.lake.build.staging import Count

__all__ = ["Built", "Count", "build_lake"]
