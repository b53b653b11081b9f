"""The page on which a member can do what is still possible of an appraisal."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Member
from goodstanding.models.appraisal.moves import RoundState
from goodstanding.queries.appraisal import rounds

State = RoundState
_WRITES = (State.SELF, State.MUTUAL, State.BALLOT, State.VIEW)
#: In which steps a member can do what leaves each fact.
_OPEN = {
    "sheet": (State.EVIDENCE, *_WRITES), "self": _WRITES, "plan": _WRITES, "mutual": (State.MUTUAL,),
    "advice": (State.MUTUAL,),
}  # fmt: skip


def deed(kind: str, member: Member, scheme: Scheme) -> dict[str, Any]:
    """Returns the address and the button for a deed of the member in a round that runs, empty for other kinds."""
    rule = scheme.appraisal
    if rule is None:
        return {}
    key = next((key for key, fact in rule.leaves.by_key().items() if fact == kind and key in _OPEN), None)
    if key is None or rounds.own(member.pk, _OPEN[key]) is None:
        return {}
    return {"url": reverse("my_appraisal"), "deed": _("Open my appraisal")}
