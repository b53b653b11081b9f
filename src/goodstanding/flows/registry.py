"""Everything that does a kind of job: whoever does jobs knows all of them by importing this."""

from goodstanding.flows import schedule
from goodstanding.flows.ledger import jobs as facts
from goodstanding.flows.months import draft
from goodstanding.flows.roster import jobs as roster
from goodstanding.flows.rules import impact as rule_impact

DOERS = (draft, facts, roster, rule_impact, schedule)
