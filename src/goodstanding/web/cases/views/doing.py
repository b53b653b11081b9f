"""What is done with a case: opened with an order, replied to, checked, given more time, called off."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from goodstanding.access import named_offices, scope
from goodstanding.access.permissions import Permission
from goodstanding.actions.cases import cases as actions
from goodstanding.actions.cases.cases import Subject
from goodstanding.engine.scheme.cases import CaseRules
from goodstanding.models import DutyCase, EarlyWarning, Member, Post, RecordView, Unit
from goodstanding.models.people.post import in_office
from goodstanding.models.public_id import new_key
from goodstanding.queries.cases import cases, warnings
from goodstanding.queries.people.namesakes import apart_anywhere
from goodstanding.queries.people.organization import the_scheme
from goodstanding.web.cases.forms.cases import CaseDayForm, CaseReasonForm, CheckedForm, OrderForm, ReplyForm
from goodstanding.web.cases.presenters import cases as presenters
from goodstanding.web.cases.presenters import warnings as warning_presenters
from goodstanding.web.people import record_views
from goodstanding.web.shell.auth import desk_page, now, viewer
from goodstanding.web.shell.form_views import form_page
from goodstanding.web.shell.presenters import terms

State = DutyCase.State


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def new(request: HttpRequest, code: str) -> HttpResponse:
    """An order about a unit; with ?warning=, ?member= or ?post=, about what that is about."""
    who, scheme = viewer(request), the_scheme()
    rules = cases.rules_of(scheme)
    unit = get_object_or_404(scope.units(who, Permission.SEE_UNIT), code=code)
    if rules is None or unit.closed_on is not None or not named_offices.may_answer(who, unit, rules.opened_by):
        raise Http404
    about = _about(request, unit, rules)
    posts = cases.owners(unit, rules, who.on, without=about.member)
    known = {"form": new_key(), "due_on": who.on + timedelta(days=rules.days)}
    if about.warning is not None:
        known |= {"title": warning_presenters.title(about.warning), "reason": warning_presenters.seen(about.warning)}
    form = OrderForm(request.POST or None, posts=posts, initial=known)
    made: list[DutyCase] = []

    def act(data: dict[str, Any]) -> None:
        made.append(
            actions.open_case(about=about, order=form.order(), scheme=scheme, by=who, at=now(), form=data["form"])
        )

    if about.member is not None:
        apart_anywhere([about.member], lambda one: one)
        record_views.leave(request, [about.member], RecordView.How.LIST, Permission.SEE_ROSTER)
    context = {
        "title": _("Open a case"),
        "lead": _named(about),
        "submit_label": _("Give the order"),
        "keep": "case",
        "breadcrumbs": _trail(_("Open a case")),
    }
    done = _("The case is open. The person who has the order is notified.")
    return form_page(request, form, act, done=done, to=reverse("cases"), context=context)


def _about(request: HttpRequest, unit: Unit, rules: CaseRules) -> Subject:
    """What the address says that the case is about. Raises Http404 for what the viewer does not see there."""
    who, scheme = viewer(request), the_scheme()
    if key := request.GET.get("warning"):
        found: EarlyWarning = get_object_or_404(warnings.at_desk(who, scheme), key=key, unit=unit)
        return Subject(unit, found.member, warning=found)
    if key := request.GET.get("member"):
        others = Member.objects.filter(unit=unit, left_on=None).exclude(pk=who.member_id or 0)
        return Subject(unit, get_object_or_404(others, key=key))
    if key := request.GET.get("post"):
        held = Post.objects.filter(in_office(who.on), unit=unit, role__in=list(rules.owned_by))
        return Subject(
            unit, post=get_object_or_404(held.exclude(account=who.account).select_related("account"), key=key)
        )
    return Subject(unit)


def _named(about: Subject) -> str:
    if about.post is not None:
        return presenters.seat(about.post)
    return f"{about.member.shown_as} · {about.unit.name}" if about.member is not None else about.unit.name


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def reply(request: HttpRequest, key: str) -> HttpResponse:
    """The owner says what was done, and ticks what shows it."""
    one, who = _case(request, key), viewer(request)
    if one.owner_id != who.account.pk or one.state not in (State.ORDERED, State.LATE):
        raise Http404
    form = ReplyForm(
        request.POST or None, entries=cases.entries_for(one, who.on), held=cases.meetings_for(one, who.on)
    )  # fmt: skip

    def act(data: dict[str, Any]) -> None:
        facts, meetings = form.refers_to()
        actions.reply(case=one, words=data["words"], facts=facts, meetings=meetings, by=who, at=now())

    done = _("Replied. Another person checks it; you are notified of the result.")
    return _done(request, one, form, act, _("Reply"), done)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def close(request: HttpRequest, key: str) -> HttpResponse:
    """Another person has checked the reply."""
    one, form = _to_check(request, key), CheckedForm(request.POST or None)

    def act(data: dict[str, Any]) -> None:
        actions.close(case=one, words=data["words"], scheme=the_scheme(), by=viewer(request), at=now())

    return _done(request, one, form, act, _("Close it"), _("Closed. All people concerned are notified."))


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def send_back(request: HttpRequest, key: str) -> HttpResponse:
    """Another person has checked the reply, and something is still open."""
    one = _to_check(request, key)
    form = CaseDayForm(request.POST or None, initial={"due_on": _usual_day(request)})

    def act(data: dict[str, Any]) -> None:
        actions.send_back(
            case=one, words=data["words"], due_on=data["due_on"], scheme=the_scheme(), by=viewer(request), at=now()
        )

    return _done(request, one, form, act, _("Return it with a reason"), _("Returned. The owner is notified."))


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def extend(request: HttpRequest, key: str) -> HttpResponse:
    """More time, with a reason."""
    one = _led(request, key)
    form = CaseDayForm(request.POST or None, initial={"due_on": max(_usual_day(request), one.due_on + timedelta(7))})

    def act(data: dict[str, Any]) -> None:
        actions.extend(
            case=one, words=data["words"], due_on=data["due_on"], scheme=the_scheme(), by=viewer(request), at=now()
        )

    return _done(request, one, form, act, _("Give more time"), _("Given more time. The owner is notified."))


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def call_off(request: HttpRequest, key: str) -> HttpResponse:
    """No longer needed, with a reason."""
    one, form = _led(request, key), CaseReasonForm(request.POST or None)

    def act(data: dict[str, Any]) -> None:
        actions.call_off(case=one, words=data["words"], scheme=the_scheme(), by=viewer(request), at=now())

    return _done(request, one, form, act, _("Call it off"), _("Called off. All people concerned are notified."))


def _case(request: HttpRequest, key: str) -> DutyCase:
    return get_object_or_404(cases.at_desk(viewer(request), the_scheme()), key=key)


def _to_check(request: HttpRequest, key: str) -> DutyCase:
    return get_object_or_404(cases.to_check(viewer(request), the_scheme()), key=key)


def _led(request: HttpRequest, key: str) -> DutyCase:
    one = _case(request, key)
    if not cases.leads(viewer(request), one, the_scheme()) or one.state not in (State.ORDERED, State.LATE):
        raise Http404
    return one


def _usual_day(request: HttpRequest) -> Any:
    rules = the_scheme().cases
    return viewer(request).on + timedelta(days=rules.days if rules else 0)


def _done(
    request: HttpRequest, case: DutyCase, form: Form, act: Callable[[dict[str, Any]], None], title: str, done: str
) -> HttpResponse:
    apart_anywhere([case], lambda row: row.member)
    record_views.leave(request, [case.member], RecordView.How.LIST, Permission.SEE_ROSTER)
    context = {
        "title": title,
        "lead": f"{case.title} · {terms.said_day(case.due_on)}",
        "submit_label": title,
        "keep": "case",
        "breadcrumbs": [*_trail(case.title, reverse("case", args=[case.key])), {"label": title, "url": ""}],
    }
    return form_page(request, form, act, done=done, to=reverse("case", args=[case.key]), context=context)


def _trail(label: str, url: str = "") -> list[dict[str, str]]:
    return [{"label": _("Cases"), "url": reverse("cases")}, {"label": label, "url": url}]
