"""Members: records, and what can become of them."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from goodstanding.access import office_grants, scope
from goodstanding.access.permissions import Permission as Allowed
from goodstanding.access.policies import check
from goodstanding.actions.people import accounts, members, posts
from goodstanding.models import Member, Post, RecordView, Unit
from goodstanding.queries.people.namesakes import apart_at_home
from goodstanding.queries.people.organization import the_scheme
from goodstanding.web.people import record_views
from goodstanding.web.people.forms import members as member_forms
from goodstanding.web.people.presenters import members as member_presenters
from goodstanding.web.people.presenters import units as unit_presenters
from goodstanding.web.shell import rate_limits
from goodstanding.web.shell.auth import desk_page, now, viewer
from goodstanding.web.shell.form_views import action_page, attempt
from goodstanding.web.shell.presenters import terms


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def enrol(request: HttpRequest, code: str) -> HttpResponse:
    """A new member of a unit."""
    who = viewer(request)
    unit = get_object_or_404(scope.units(who, Allowed.CHANGE_MEMBER), code=code, closed_on=None)
    form = member_forms.EnrolMember(request.POST or None, initial={"from_on": who.on})

    def enrol_one(data: dict[str, Any]) -> None:
        # A refusal says that this number is taken, so it counts.
        permit = rate_limits.taken_number_try(who.account)
        members.enrol(unit=unit, scheme=the_scheme(), by=who, at=now(), **data)
        rate_limits.give_back(permit)

    title = _("Enrol a member")
    trail, to = unit_presenters.trail_to(who, unit, title), reverse("roster", args=[unit.code])
    done, submit = _("The member is enrolled."), _("Enrol")
    return action_page(
        request, form, enrol_one, title=title, lead=unit.name, done=done, to=to, trail=trail, submit=submit
    )


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def correct(request: HttpRequest, key: str) -> HttpResponse:
    """Puts particulars right."""
    who, member = viewer(request), _changeable(request, key)
    form = member_forms.CorrectMember(
        request.POST or None,
        initial={name: getattr(member, name) for name in ("name", "joined_on", "full_on", "phone")},
    )
    return _form(
        request,
        member,
        form,
        _("Correct particulars"),
        _("The particulars are corrected."),
        lambda data: members.correct(member=member, values=data, by=who, at=now()),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def begin_class(request: HttpRequest, key: str) -> HttpResponse:
    """A class from a day on."""
    who, member, scheme = viewer(request), _changeable(request, key), the_scheme()
    form = member_forms.BeginClass(request.POST or None, classes=terms.choices(scheme.classes), initial={"on": who.on})
    return _form(
        request,
        member,
        form,
        _("Add a class"),
        _("The class applies from that day on."),
        lambda data: members.begin_class(member=member, scheme=scheme, by=who, at=now(), **data),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def end_class(request: HttpRequest, key: str, word: str) -> HttpResponse:
    """No longer a class from a day on."""
    who, member = viewer(request), _changeable(request, key)
    form = member_forms.EndClass(request.POST or None, initial={"on": who.on, "word": word})
    title = _("End “%(word)s”") % {"word": terms.member_class(word)}
    return _form(
        request,
        member,
        form,
        title,
        _("The class no longer applies from that day on."),
        lambda data: members.end_class(member=member, word=word, on=data["on"], by=who, at=now()),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def host(request: HttpRequest, key: str) -> HttpResponse:
    """Another unit looks after a floating member."""
    who, member = viewer(request), _changeable(request, key)
    form = member_forms.HostMember(request.POST or None, initial={"on": who.on})
    return _form(
        request,
        member,
        form,
        _("Set the host unit"),
        _("The host unit is set."),
        lambda data: members.host(member=member, unit=data["code"], on=data["on"], by=who, at=now()),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def leave(request: HttpRequest, key: str) -> HttpResponse:
    """The end of a membership."""
    who, member = viewer(request), _changeable(request, key)
    assert member.unit is not None, "who can be changed is in a unit"
    if (question := record_views.question(request, member)) is not None:
        return question
    record_views.leave(request, [member], RecordView.How.PAGE, Allowed.CHANGE_MEMBER)
    form = member_forms.LeaveForm(request.POST or None, initial={"on": who.on})
    return action_page(
        request,
        form,
        lambda data: members.leave(member=member, why=Member.Leaving(data["why"]), on=data["on"], by=who, at=now()),
        title=_("End the membership"),
        lead=member.shown_as,
        done=_("The person is no longer a member. What was recorded stays."),
        to=reverse("roster", args=[member.unit.code]),
        trail=unit_presenters.trail([], member.unit, member.shown_as, _("End the membership")),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def grant(request: HttpRequest, code: str) -> HttpResponse:
    """An office of a unit for one of its members."""
    who = viewer(request)
    unit = get_object_or_404(scope.units(who, Allowed.SEE_UNIT), code=code, closed_on=None)
    roles = office_grants.grantable(who, unit)
    check(who, Allowed.GRANT_POST, unit)
    among = scope.members(who, Allowed.SEE_ROSTER).filter(unit__path__startswith=unit.path)
    # More than a list can show are named by their number; of a list, everybody in it is shown.
    offered = list(among.order_by("initials", "number")[: member_forms.MOST_OFFERED + 1])
    if len(offered) <= member_forms.MOST_OFFERED:
        record_views.leave(request, offered, RecordView.How.LIST, Allowed.GRANT_POST)
    form = member_forms.GrantPost(
        request.POST or None,
        members=among.order_by("initials", "number"),
        by_number=len(offered) > member_forms.MOST_OFFERED,
        roles=[(role.value, terms.role(role)) for role in roles],
        initial={"on": who.on},
    )

    def give(data: dict[str, Any]) -> None:
        account, role = accounts.of_member(data["member"], at=now()), Post.Role(data["role"])
        if posts.grant(account=account, role=role, unit=unit, on=data["on"], by=who, at=now()).accepted_at:
            messages.success(request, _("The office has been given."))
        else:
            sentence = _(
                "The office takes effect once the person has used a code from you. Print it under Invitations."
            )
            messages.info(request, sentence)

    title, submit = _("Give an office"), _("Give the office")
    trail, to = unit_presenters.trail_to(who, unit, title), unit_presenters.address(unit)
    return action_page(request, form, give, title=title, lead=unit.name, done="", to=to, trail=trail, submit=submit)


@require_POST
@desk_page
def end_post(request: HttpRequest, key: str) -> HttpResponse:
    """The end of an office, today."""
    who = viewer(request)
    visible = scope.units(who, Allowed.SEE_UNIT).order_by().values("pk")
    post = get_object_or_404(Post.objects.select_related("unit"), key=key, unit__in=visible)
    form = member_forms.ConfirmPurpose(request.POST)
    if attempt(form, lambda _data: posts.end(post=post, on=who.on, by=who, at=now())):
        messages.success(request, _("The office has ended."))
    for error in form.non_field_errors():
        messages.error(request, str(error))
    return redirect(unit_presenters.address(post.unit))


def _changeable(request: HttpRequest, key: str) -> Member:
    changeable = scope.members(viewer(request), Allowed.CHANGE_MEMBER).select_related("unit")
    member = get_object_or_404(changeable, key=key)
    apart_at_home([member])
    return member


def _form(request: HttpRequest, member: Member, form: Any, title: str, done: str, action: Any) -> HttpResponse:
    if (question := record_views.question(request, member)) is not None:
        return question
    record_views.leave(request, [member], RecordView.How.PAGE, Allowed.CHANGE_MEMBER)
    unit: Unit | None = member.unit
    trail = unit_presenters.trail([], unit, member.shown_as, title) if unit else []
    to = member_presenters.address(member)
    return action_page(request, form, action, title=title, lead=member.shown_as, done=done, to=to, trail=trail)
