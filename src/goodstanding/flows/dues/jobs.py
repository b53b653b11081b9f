"""What does the jobs of bank statements."""

from goodstanding.flows.dues.importer import DUES
from goodstanding.flows.imports import jobs

check, write = jobs.steps(DUES, page="dues_import_page")
