"""Everything that does a kind of job: whoever does jobs knows all of them by importing this."""

from goodstanding.flows import rules, schedule
from goodstanding.flows.facts import jobs as facts
from goodstanding.flows.month_end import draft
from goodstanding.flows.roster import jobs as roster

DOERS = (draft, facts, roster, rules, schedule)
