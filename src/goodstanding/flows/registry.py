"""Every job: what does each kind, by name, so that a process loads it only when it does one."""

#: kind of job -> the function that does it: (progress, facts) -> result.
JOBS = {
    "assignment_give": "goodstanding.flows.assignments.jobs.give",
    "daily": "goodstanding.flows.schedule.do_daily",
    "dossiers_make": "goodstanding.flows.dossiers.jobs.make",
    "dues_check": "goodstanding.flows.dues.jobs.check",
    "dues_write": "goodstanding.flows.dues.jobs.write",
    "facts_check": "goodstanding.flows.ledger.jobs.check",
    "facts_write": "goodstanding.flows.ledger.jobs.write",
    "month_end": "goodstanding.flows.months.draft.month_end",
    "question_withdraw": "goodstanding.flows.study.jobs.withdraw_question",
    "roster_check": "goodstanding.flows.roster.jobs.check",
    "roster_export": "goodstanding.flows.roster.jobs.export",
    "roster_write": "goodstanding.flows.roster.jobs.write",
    "rules_impact": "goodstanding.flows.rules.impact.rules_impact",
    "unit_duties": "goodstanding.flows.unit_duties.monthly.do_monthly",
    "warnings": "goodstanding.flows.cases.watching.do_look",
}
