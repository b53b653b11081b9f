"""Proposing rules, and asking for their comparison; a job makes it. Nothing that computes is loaded for it."""

from datetime import datetime

from django.db import transaction

from goodstanding.access.viewer import Viewer
from goodstanding.actions.rules import rules
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.flows.operations import jobs as job_runs
from goodstanding.models import RulesVersion


@transaction.atomic
def propose(*, scheme: Scheme, reason: str, by: Viewer | None, at: datetime) -> RulesVersion:
    """Proposes a scheme and asks for its comparison. Raises ActionRefused as actions.rules.propose does."""
    version = rules.propose(scheme=scheme, reason=reason, by=by, at=at)
    job = job_runs.ask(kind="rules_impact", facts={"version": version.key}, by=by, at=at)
    rules.follow(version=version, job=job)
    return version
