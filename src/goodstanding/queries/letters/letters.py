"""Letters: to whom one goes, who reads it, and until when it is answered."""

from datetime import date

from django.db.models import F, Q, QuerySet

from goodstanding.access import named_offices
from goodstanding.access.viewer import Viewer
from goodstanding.engine.scheme.letters import LetterRule, Letters
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Account, Letter, LetterStep, Member, Post, Unit
from goodstanding.models.people.post import in_office

State = Letter.State
_RELATED = ("member__unit", "unit", "about_unit", "to_unit", "at_unit", "above_unit")


def rules_of(scheme: Scheme) -> Letters | None:
    """What the rules say of letters, if they know any."""
    return scheme.letters


def own(member: Member) -> QuerySet[Letter]:
    """The letters of a member, the newest first."""
    return Letter.objects.filter(member=member).select_related(*_RELATED)


def steps(letter: Letter) -> QuerySet[LetterStep]:
    """Every step of a letter, in order."""
    return letter.steps.select_related("by__member").order_by("pk")


def answerers(unit: Unit, rule: LetterRule, about: Unit | None, member: int, on: date) -> QuerySet[Account]:
    """The accounts that answer such a letter in a unit: never the member, and nobody in office where it is about."""
    posts = Post.objects.filter(in_office(on), unit=unit, role__in=list(rule.answered_by))
    found = Account.objects.filter(pk__in=posts.values("account"), is_active=True).exclude(member=member)
    if about is None:
        return found
    return found.exclude(pk__in=Post.objects.filter(in_office(on), unit=about).values("account"))


def nearest(units: list[Unit], rule: LetterRule, about: Unit | None, member: int, on: date) -> Unit | None:
    """The first of some units in which another person answers such a letter, None where there is no such unit."""
    return next((unit for unit in units if answerers(unit, rule, about, member, on).exists()), None)


def units_up(unit: Unit) -> list[Unit]:
    """A unit and those above it, from the nearest up."""
    return [unit, *reversed(list(Unit.objects.get_ancestors(unit)))]


def addressee(rule: LetterRule, member: Member, about: Unit | None, on: date) -> Unit | None:
    """The unit to which a member's letter goes. about: the unit that is complained about."""
    if member.unit is None or member.left_on is not None:
        return None
    start = units_up(member.unit) if about is None else units_up(about)[1:]
    return nearest(start, rule, about, member.pk, on)


def can_be_about(rule: LetterRule, member: Member, on: date) -> list[Unit]:
    """The units that a member can complain about: the own and those above it, where a unit above can answer."""
    if rule.to == "own" or member.unit is None:
        return []
    return [unit for unit in units_up(member.unit) if addressee(rule, member, unit, on) is not None]


def may_type_in(viewer: Viewer, rule: LetterRule, member: Member, about: Unit | None) -> bool:
    """Whether the viewer types in such a letter of a member on paper: where it is answered, or above, never one's own,
    and never in office in the unit complained about.
    """
    to = addressee(rule, member, about, viewer.on)
    concerned = about is not None and any(office.unit_id == about.pk for office in viewer.offices)
    return member.pk != viewer.member_id and not concerned and named_offices.may_answer(viewer, to, rule.answered_by)


def typed_about(viewer: Viewer, rule: LetterRule, member: Member) -> list[Unit]:
    """The units about which the viewer types in such a letter of a member."""
    return [unit for unit in can_be_about(rule, member, viewer.on) if may_type_in(viewer, rule, member, unit)]


def kinds_to_type_in(viewer: Viewer, member: Member, scheme: Scheme) -> dict[str, LetterRule]:
    """The kinds of letters on paper of a member that the viewer types in."""
    rules = scheme.letters
    found = rules.kinds.items() if rules is not None and member.left_on is None else ()
    own = {word: rule for word, rule in found if rule.to == "own" and may_type_in(viewer, rule, member, None)}
    return own | {word: rule for word, rule in found if rule.to != "own" and typed_about(viewer, rule, member)}


def above_of(letter: Letter, rule: LetterRule, on: date) -> Unit | None:
    """The unit above the one that answers now, in which another person answers such letters."""
    return nearest(units_up(letter.at_unit)[1:], rule, letter.about_unit, letter.member_id, on)


def at_desk(viewer: Viewer, scheme: Scheme) -> QuerySet[Letter]:
    """The letters that the viewer reads by office: those that the unit answers or has answered, and of the unit below
    those that are late or were answered late. Never an own letter, nor one about a unit where the viewer holds office.
    """
    found = Letter.objects.filter(_answers(viewer, scheme) | _late(viewer, scheme) | _answered_first(viewer, scheme))
    return _for_others(found, viewer)


def waiting(viewer: Viewer, scheme: Scheme) -> QuerySet[Letter]:
    """The letters that wait for the viewer's answer, and those of the unit below that are late; the first due first."""
    found = Letter.objects.filter(_answers(viewer, scheme) | _late(viewer, scheme), state=State.WAITING)
    return _for_others(found, viewer).order_by("due_on", "pk")


def answerable(viewer: Viewer, scheme: Scheme) -> QuerySet[Letter]:
    """The letters that the viewer may answer, or whose answer the viewer may correct."""
    found = Letter.objects.filter(_answers(viewer, scheme) | _late(viewer, scheme))
    return _for_others(found.filter(state__in=[State.WAITING, State.ANSWERED]), viewer)


def _for_others(found: QuerySet[Letter], viewer: Viewer) -> QuerySet[Letter]:
    here = [held.unit_id for held in viewer.offices]
    kept = found.exclude(member=viewer.member_id).exclude(about_unit__in=here)
    return kept.select_related(*_RELATED)


def _by_kind(viewer: Viewer, scheme: Scheme, place: str) -> Q:
    """Letters that lie, by this column, in a unit where the viewer holds an office that answers their kind."""
    rules = scheme.letters
    wanted = Q(pk__in=())
    for word, rule in rules.kinds.items() if rules else ():
        wanted |= Q(kind=word, **{f"{place}__in": named_offices.near(viewer, rule.answered_by)})
    return wanted


def _answers(viewer: Viewer, scheme: Scheme) -> Q:
    return _by_kind(viewer, scheme, "at_unit")


def _late(viewer: Viewer, scheme: Scheme) -> Q:
    late = Q(state=State.WAITING, due_on__lt=viewer.on) | Q(answered_on__gt=F("due_on"))
    return _by_kind(viewer, scheme, "above_unit") & late


def _answered_first(viewer: Viewer, scheme: Scheme) -> Q:
    return _by_kind(viewer, scheme, "to_unit") & Q(passed_up=True)
