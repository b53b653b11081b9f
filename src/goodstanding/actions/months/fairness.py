"""The written answer to a gap between groups of members, without which a month is not published."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from goodstanding.access.permissions import Permission
from goodstanding.access.policies import check
from goodstanding.access.viewer import Viewer
from goodstanding.actions import audit
from goodstanding.actions.months.runs import top
from goodstanding.actions.refusal import ActionRefused, needed
from goodstanding.models import FairnessAnswer, Run
from goodstanding.queries.months import fairness

MOST = 1000


@transaction.atomic
def answer(*, run: Run, gap: str, text: str, by: Viewer, at: datetime) -> FairnessAnswer:
    """Writes down why a group lies behind and what follows, and returns it; a later answer takes its place.

    Raises Denied for anyone who may not review a month. Raises ActionRefused without a text, for a gap that the run
    does not flag, and once the run is published or given up.
    """
    check(by, Permission.REVIEW_RUN, top())
    row = Run.objects.select_for_update().get(pk=run.pk)
    if row.state not in (Run.State.DRAFTED, Run.State.REVIEWED):
        raise ActionRefused(_("This run has changed meanwhile. Please check it again."))
    if gap not in fairness.flagged(row):
        raise ActionRefused(_("This run shows no such gap. Open its page again."), "gap")
    text = needed(text, "text", missing=_("Write why this group lies behind, and what follows from it."))
    made = FairnessAnswer.objects.create(run=row, gap=gap, text=text[:MOST], at=at, by=by.account)
    audit.record("answer_gap", "run", row.key, by=by, at=at, unit=top(), fields=("fairness",))
    return made
