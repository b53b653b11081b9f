"""`python -m goodstanding` is the console script."""

from goodstanding.cli.main import run

run()
