"""The ballot within a round: opened for those who are graded, and its result taken over once it is counted."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from goodstanding.access.viewer import Viewer
from goodstanding.actions.refusal import ActionRefused
from goodstanding.engine.scheme.appraisal import AppraisalRule
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import AppraisalRound


def take_over(  # noqa
    row: AppraisalRound, rule: AppraisalRule, scheme: Scheme, *, by: Viewer, at: datetime
) -> None:
    """Lets the ledger say the result of the ballot. Raises ActionRefused before it is counted."""
    raise ActionRefused(_("The ballot is not counted yet."))
