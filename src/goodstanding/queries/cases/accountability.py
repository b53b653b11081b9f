"""Accountability files: who sees one, who takes its steps down, and who speaks for the unit concerned."""

from django.db.models import Q, QuerySet

from goodstanding.access import named_offices
from goodstanding.access.permissions import Permission
from goodstanding.access.viewer import Viewer
from goodstanding.engine.scheme.accountability import AccountabilityRule
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import AccountabilityFile, AccountabilityStep, Unit
from goodstanding.models.cases.accountability import FileState

State = FileState
_RELATED = ("unit", "post__account__member", "post__unit", "member", "opened_by__member")


def rule_of(scheme: Scheme) -> AccountabilityRule | None:
    """What the rules say of accountability, if they know any."""
    return scheme.accountability


def leads(viewer: Viewer, unit: Unit, scheme: Scheme) -> bool:
    """Whether the viewer opens files about a unit, or about people in office there: from an office over the unit."""
    rule = scheme.accountability
    held = named_offices.held(viewer, rule.opened_by) if rule else []
    return any(office.covers(unit) and office.unit_id != unit.pk for office in held)


def at_desk(viewer: Viewer, scheme: Scheme) -> QuerySet[AccountabilityFile]:
    """The files that the viewer sees by office: those of the units below the competent office, and the auditor's."""
    rule = scheme.accountability
    if rule is None:
        return AccountabilityFile.objects.none()
    seen = Q(pk__in=())
    for office in named_offices.held(viewer, rule.opened_by):
        seen |= Q(unit__path__startswith=office.path) & ~Q(unit=office.unit_id)
    for office in viewer.held(Permission.SEE_AUDIT):
        seen |= Q(unit__path__startswith=office.path)
    found = AccountabilityFile.objects.filter(seen).exclude(post__account=viewer.account)
    if viewer.member_id is not None:
        found = found.exclude(member=viewer.member_id)
    return found.select_related(*_RELATED)


def own(viewer: Viewer, scheme: Scheme) -> QuerySet[AccountabilityFile]:
    """The files about the viewer, and those about a unit for which the viewer speaks."""
    rule = scheme.accountability
    if rule is None:
        return AccountabilityFile.objects.none()
    heads = [office.unit_id for office in viewer.offices if office.role.value in rule.heads]
    mine = Q(post__account=viewer.account) | Q(post__isnull=True, unit__in=heads)
    if viewer.member_id is not None:
        mine |= Q(member=viewer.member_id)
    return AccountabilityFile.objects.filter(mine).select_related(*_RELATED)


def steps(file: AccountabilityFile) -> QuerySet[AccountabilityStep]:
    """Every step of a file, in order."""
    return file.steps.select_related("by__member", "body_unit", "corrects").order_by("pk")


def decision(file: AccountabilityFile) -> AccountabilityStep | None:
    """The decision of a file, once there is any."""
    return file.steps.select_related("body_unit", "by").filter(what=AccountabilityStep.What.DECIDE).first()


def bodies(file: AccountabilityFile, rule: AccountabilityRule) -> list[Unit]:
    """The units above the one concerned whose bodies can decide, the nearest first."""
    above = reversed(list(Unit.objects.get_ancestors(file.unit)))
    return [unit for unit in above if unit.level in rule.levels]


def answering_bodies(file: AccountabilityFile, rule: AccountabilityRule) -> list[Unit]:
    """Those of them that did not decide: another body answers an appeal."""
    decided = decision(file)
    return [unit for unit in bodies(file, rule) if decided is None or unit.pk != decided.body_unit_id]
