"""What does the jobs of imported facts."""

from goodstanding.flows.facts.imports import FACTS
from goodstanding.flows.sheets import jobs

jobs.declare(FACTS, page="fact_import_page")
