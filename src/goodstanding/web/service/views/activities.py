"""Activities at the desk: planned, changed, cancelled, and who has signed up."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from goodstanding.access import named_offices
from goodstanding.access.permissions import Permission
from goodstanding.actions.service import activities, sign_ups
from goodstanding.models import Member, RecordView, ServiceActivity, SignUp
from goodstanding.models.public_id import new_key
from goodstanding.queries.people.namesakes import tell_apart
from goodstanding.queries.people.organization import the_scheme
from goodstanding.queries.service import activities as queries
from goodstanding.web.people import record_views
from goodstanding.web.service.desk_pages import trail, unit_of
from goodstanding.web.service.forms.service import ActivityForm, AddForm
from goodstanding.web.service.presenters import service as presenters
from goodstanding.web.shell.auth import desk_page, now, viewer
from goodstanding.web.shell.form_views import attempt, form_page, saying_refusals
from goodstanding.web.shell.presenters import terms

State = SignUp.State


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def new(request: HttpRequest, code: str) -> HttpResponse:
    """Plans an activity; members see it at once."""
    scheme, who = the_scheme(), viewer(request)
    unit = unit_of(request, code, queries.offices_of(scheme))
    kinds = [
        (word, terms.text(kind.title))
        for word, kind in queries.kinds(scheme).items()
        if named_offices.may_answer(who, unit, kind.planned_by)
    ]
    initial = {"form": new_key(), "minutes": 120, "at": "09:00"}
    form = ActivityForm(request.POST or None, kinds=kinds, initial=initial)

    def act(data: dict[str, Any]) -> None:
        activities.plan(
            unit=unit, kind=data["kind"], what=form.particulars(), scheme=scheme, by=who, at=now(), form=data["form"]
        )

    title = _("Plan an activity")
    context: dict[str, Any] = {"title": title, "lead": unit.name, "submit_label": _("Plan it"), "keep": "activity"}
    context |= {"breadcrumbs": trail(request, unit, title)}
    done = _("Planned. Members see it under My service and can sign up.")
    to = reverse("unit_service", args=[code])
    return form_page(request, form, act, done=done, to=to, context=context)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def page(request: HttpRequest, key: str) -> HttpResponse:
    """One activity: who has a place, who waits, and the form to sign a member up from paper."""
    one, scheme, who = _found(request, key), the_scheme(), viewer(request)
    kind = queries.kinds(scheme)[one.kind]
    listed = list(queries.listed(one))
    waiting = list(queries.listed(one, (State.WAITING,)))
    there = {sign_up.member_id for sign_up in listed}
    can_join = [member for member in queries.can_join(one.unit, kind, one.on) if member.pk not in there]
    members = Member.objects.filter(pk__in=[member.pk for member in can_join]).order_by("initials", "number")
    form = AddForm(request.POST or None, members=members)

    def act(data: dict[str, Any]) -> None:
        sign_ups.sign_up(activity=one, member=data["member"], scheme=scheme, by=who, at=now())

    if request.method == "POST" and attempt(form, act):
        messages.success(request, _("Signed up: %(name)s") % {"name": form.cleaned_data["member"].shown_as})
        return redirect("activity", key=key)
    tell_apart([sign_up.member for sign_up in [*listed, *waiting]])
    record_views.leave(
        request, [*(row.member for row in [*listed, *waiting]), *can_join], RecordView.How.LIST, Permission.SEE_ROSTER
    )
    is_planned, has_begun = one.state == ServiceActivity.State.PLANNED, one.starts_at <= now()
    context = {
        "title": one.title,
        "lead": f"{presenters.kind_title(one.kind)} · {one.unit.name}",
        "activity": one,
        "badge": one.get_state_display(),
        "tone": presenters.TONES[one.state],
        "rows": [
            {"label": _("When"), "value": presenters.when(one)},
            {"label": _("Place"), "value": one.place or "—"},
            {"label": _("Places available"), "value": presenters.places(one)},
        ],
        "listed": [_line(sign_up, may_leave=not has_begun and is_planned) for sign_up in listed],
        "waiting": [_line(sign_up, may_leave=not has_begun and is_planned) for sign_up in waiting],
        "form": form if one.state != ServiceActivity.State.CANCELLED else None,
        "may_change": is_planned,
        "may_confirm": has_begun and one.state != ServiceActivity.State.CANCELLED,
        "breadcrumbs": trail(request, one.unit, one.title),
    }
    return render(request, "service/activity.html", context, status=422 if request.method == "POST" else 200)


def _line(sign_up: SignUp, *, may_leave: bool) -> dict[str, Any]:
    is_said = sign_up.state not in (State.SIGNED_UP, State.WAITING)
    detail = presenters.said_hours(sign_up.minutes) if sign_up.minutes is not None else ""
    return {
        "member": sign_up.member,
        "detail": detail or (_("on paper") if sign_up.on_paper and not is_said else ""),
        "badge": sign_up.get_state_display() if is_said else "",
        "tone": presenters.TONES[sign_up.state],
        "may_leave": may_leave,
    }


@require_POST
@desk_page
def sign_off(request: HttpRequest, key: str) -> HttpResponse:
    """Signs a member off, who said so on paper or in person."""
    one = _found(request, key)
    member = get_object_or_404(Member, key=request.POST.get("member", ""))
    current = queries.current(one, member)
    if current is not None:
        with saying_refusals(request):
            sign_ups.withdraw(sign_up=current, scheme=the_scheme(), by=viewer(request), at=now())
            messages.success(request, _("Signed off: %(name)s") % {"name": member.shown_as})
    return redirect("activity", key=key)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def change(request: HttpRequest, key: str) -> HttpResponse:
    """Changes an activity that is still planned."""
    one, who = _found(request, key), viewer(request)
    form = ActivityForm(request.POST or None, initial=ActivityForm.of(one))

    def act(_data: dict[str, Any]) -> None:
        activities.change(activity=one, what=form.particulars(), scheme=the_scheme(), by=who, at=now())

    title = _("Change the activity")
    context: dict[str, Any] = {"title": title, "lead": one.title, "submit_label": _("Save"), "keep": key}
    context |= {"breadcrumbs": trail(request, one.unit, one.title, title)}
    done = _("Changed. Those who signed up are notified of another time or place.")
    return form_page(request, form, act, done=done, to=reverse("activity", args=[key]), context=context)


@require_POST
@desk_page
def cancel(request: HttpRequest, key: str) -> HttpResponse:
    """Cancels an activity, with a reason that those who signed up can read."""
    one = _found(request, key)
    with saying_refusals(request):
        reason = request.POST.get("reason", "")
        activities.cancel(activity=one, reason=reason, scheme=the_scheme(), by=viewer(request), at=now())
        messages.success(request, _("Cancelled. Those who signed up are notified."))
    return redirect("activity", key=key)


def _found(request: HttpRequest, key: str) -> ServiceActivity:
    return get_object_or_404(queries.at_desk(viewer(request), the_scheme()), key=key)
