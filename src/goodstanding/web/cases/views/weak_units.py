"""Units that need help: the list, why one is on it, its help plan, and the check by another person."""

from datetime import timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from goodstanding.access import named_offices, scope
from goodstanding.access.permissions import Permission
from goodstanding.actions.cases import weak_units as actions
from goodstanding.models import HelpStep, WeakCheck, WeakUnit
from goodstanding.models.cases.moves import WeakMove
from goodstanding.queries.cases import weak_units
from goodstanding.queries.people.organization import the_scheme
from goodstanding.web.cases.forms.weak_units import HelpResultForm, HelpStepForm, ListingForm, WeakCheckForm
from goodstanding.web.cases.presenters import weak_units as presenters
from goodstanding.web.shell.auth import desk_page, now, viewer
from goodstanding.web.shell.form_views import form_page

_MOST = 50
State = WeakUnit.State


@require_safe
@desk_page
def overview(request: HttpRequest) -> HttpResponse:
    """The units on the list, those about which signs were found, and those that left the list."""
    who, scheme = viewer(request), the_scheme()
    if (
        weak_units.rules_of(scheme) is None
        or scheme.cases is None
        or not named_offices.held(who, scheme.cases.offices())
    ):
        raise Http404
    found = weak_units.at_desk(who, scheme)
    context = {
        "title": presenters.heading(),
        "lead": _("A person puts a unit on the list, with a reason and a document; another person takes it off."),
        "listed": [presenters.line(one) for one in found.filter(state=State.LISTED)[:_MOST]],
        "candidates": [presenters.candidate(*one) for one in weak_units.candidates(who, scheme, who.on)[:_MOST]],
        "earlier": [presenters.line(one) for one in found.filter(state=State.ACCEPTED)[:_MOST]],
        "breadcrumbs": _trail(presenters.heading()),
    }
    return render(request, "cases/weak_units.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def new(request: HttpRequest, code: str) -> HttpResponse:
    """Puts a unit on the list. The signs that are found are shown, and none is ticked beforehand."""
    who, scheme = viewer(request), the_scheme()
    unit = get_object_or_404(scope.units(who, Permission.SEE_UNIT), code=code)
    if not weak_units.lists(who, unit, scheme):
        raise Http404
    form = ListingForm(request.POST or None, signs=presenters.sign_choices())

    def act(data: dict[str, Any]) -> None:
        actions.enlist(unit=unit, signs=data["signs"], paper=form.paper(), scheme=scheme, by=who, at=now())

    found = presenters.signs(weak_units.signs_of(unit, scheme, who.on))
    lead = _("%(unit)s. Found by itself: %(signs)s") if found else _("%(unit)s. Found by itself: no sign")
    context = {
        "title": _("Put the unit on the list"),
        "lead": lead % {"unit": unit.name, "signs": found},
        "submit_label": _("Put it on the list"),
        "keep": "weak-unit",
        "breadcrumbs": _trail(presenters.heading(), reverse("weak_units"), unit.name),
    }
    done = _("It is on the list. Now plan the help: who does what, until when.")
    return form_page(request, form, act, done=done, to=reverse("weak_units"), context=context)


@require_safe
@desk_page
def page(request: HttpRequest, key: str) -> HttpResponse:
    """One unit on the list: why, the help plan, and the checks."""
    who, scheme, weak = viewer(request), the_scheme(), _weak(request, key)
    is_on = weak.state == State.LISTED
    steps = weak.help_steps.select_related("owner__member")
    context = {
        "title": weak.unit.name,
        "lead": presenters.heading(),
        "weak": weak,
        "badge": presenters.line(weak),
        "rows": presenters.rows(weak),
        "steps": [
            presenters.help_step(step, who.on)
            | {"url": reverse("help_step", args=[step.key]) if _takes(request, step) and is_on else ""}
            for step in steps
        ],
        "checks": [presenters.check(one) for one in weak.checks.select_related("by__member")],
        "may_plan": is_on and weak_units.lists(who, weak.unit, scheme),
        "may_check": is_on and weak_units.accepts(who, weak, scheme),
        "breadcrumbs": _trail(presenters.heading(), reverse("weak_units"), weak.unit.name),
    }
    return render(request, "cases/weak_unit.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def plan_step(request: HttpRequest, key: str) -> HttpResponse:
    """A step of the help plan."""
    who, scheme, weak = viewer(request), the_scheme(), _weak(request, key)
    rules = weak_units.rules_of(scheme)
    if rules is None or weak.state != State.LISTED or not weak_units.lists(who, weak.unit, scheme):
        raise Http404
    posts = weak_units.helpers(weak.unit, scheme, who.on)
    form = HelpStepForm(request.POST or None, posts=posts, initial={"due_on": who.on + timedelta(days=rules.days)})

    def act(data: dict[str, Any]) -> None:
        actions.plan_step(
            weak=weak, text=data["text"], owner=form.post(), due_on=data["due_on"], scheme=scheme, by=who, at=now()
        )  # fmt: skip

    done = _("Planned. The person who takes the step is notified.")
    return _form(request, weak, form, act, _("Plan a step of help"), done)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def finish_step(request: HttpRequest, key: str) -> HttpResponse:
    """The person who takes a step says what was done."""
    mine = HelpStep.objects.filter(owner=viewer(request).account, done_on=None, weak_unit__state=State.LISTED)
    step = get_object_or_404(mine.select_related("weak_unit__unit"), key=key)
    form = HelpResultForm(request.POST or None)

    def act(data: dict[str, Any]) -> None:
        actions.finish_step(step=step, result=data["result"], by=viewer(request), at=now())

    return _form(request, step.weak_unit, form, act, _("Say what was done"), _("Recorded."), lead=step.text)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def check(request: HttpRequest, key: str) -> HttpResponse:
    """Another person looks whether the unit can leave the list. No answer is chosen beforehand."""
    who, scheme, weak = viewer(request), the_scheme(), _weak(request, key)
    if weak.state != State.LISTED or not weak_units.accepts(who, weak, scheme):
        raise Http404
    form = WeakCheckForm(request.POST or None)

    def act(data: dict[str, Any]) -> None:
        found = WeakMove(WeakCheck.Found(data["found"]).value)
        actions.check(weak=weak, found=found, paper=form.paper(), scheme=scheme, by=who, at=now())

    return _form(request, weak, form, act, _("Check the unit"), _("Recorded. The unit is notified."))


def _form(
    request: HttpRequest, weak: WeakUnit, form: Any, act: Any, title: str, done: str, *, lead: str = ""
) -> HttpResponse:  # fmt: skip
    to = reverse("weak_unit", args=[weak.key])
    context = {
        "title": title,
        "lead": lead or weak.unit.name,
        "submit_label": title,
        "keep": "weak-unit",
        "breadcrumbs": [*_trail(presenters.heading(), reverse("weak_units"), weak.unit.name, to),
                        {"label": title, "url": ""}],
    }  # fmt: skip
    return form_page(request, form, act, done=done, to=to, context=context)


def _takes(request: HttpRequest, step: HelpStep) -> bool:
    return step.done_on is None and step.owner_id == viewer(request).account.pk


def _weak(request: HttpRequest, key: str) -> WeakUnit:
    return get_object_or_404(weak_units.at_desk(viewer(request), the_scheme()), key=key)


def _trail(label: str, url: str = "", here: str = "", here_url: str = "") -> list[dict[str, str]]:
    way = [{"label": _("Cases"), "url": reverse("cases")}, {"label": label, "url": url}]
    return [*way, {"label": here, "url": here_url}] if here else way
