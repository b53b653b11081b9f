"""What does the jobs of imported facts."""

from goodstanding.flows.imports import jobs
from goodstanding.flows.ledger.importer import FACTS

check, write = jobs.steps(FACTS, page="fact_import_page")
