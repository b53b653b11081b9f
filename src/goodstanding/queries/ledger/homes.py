"""The units that have to do with a fact: where its subject belongs now, and where a member belonged on the day."""

from datetime import date

from goodstanding.models import Fact, Hosting, Member, Membership, Unit
from goodstanding.models.valid_time import valid_on


def home_of(subject: Member | Unit) -> Unit:
    """The unit that has to do with a subject now: itself, or where the member belongs, or belonged last."""
    if isinstance(subject, Unit):
        return subject
    if subject.unit is not None:
        return subject.unit
    last = subject.memberships.select_related("unit").order_by("-from_on").first()
    assert last is not None, "a member belonged somewhere"
    return last.unit


def home_of_fact(fact: Fact) -> Unit:
    """The unit whose officers have to do with a fact now."""
    subject = fact.unit or fact.member
    assert subject is not None, "a fact is about a member"
    return home_of(subject)


def homes_on(subject: Member | Unit, on: date) -> list[Unit]:
    """The units whose officers may write something of that day down: where the member belonged and was hosted then,
    and belongs now."""
    if isinstance(subject, Unit):
        return [subject]
    spans = [model.objects.filter(valid_on(on), member=subject) for model in (Membership, Hosting)]
    units = [span.unit for held in spans for span in held.select_related("unit")]
    return [*units, subject.unit] if subject.unit else units
