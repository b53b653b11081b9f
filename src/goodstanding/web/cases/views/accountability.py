"""Accountability: the files of the competent office and the auditor, and those about the viewer."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from goodstanding.access import named_offices, scope
from goodstanding.access.permissions import Permission
from goodstanding.actions.cases import accountability as actions
from goodstanding.actions.cases.accountability import FileSubject
from goodstanding.engine.scheme.accountability import AccountabilityRule
from goodstanding.models import AccountabilityFile, AccountabilityStep, Post, RecordView
from goodstanding.models.cases.accountability import FileMove
from goodstanding.models.people.post import in_office
from goodstanding.queries.cases import accountability as queries
from goodstanding.queries.people.namesakes import apart_anywhere
from goodstanding.queries.people.organization import the_scheme
from goodstanding.web.cases.forms.accountability import FileStepForm, OpenFileForm, StepCorrectionForm
from goodstanding.web.cases.presenters import accountability as presenters
from goodstanding.web.cases.presenters import cases as case_presenters
from goodstanding.web.people import record_views
from goodstanding.web.shell.auth import desk_page, now, own_page, viewer
from goodstanding.web.shell.form_views import form_page

_MOST = 50


def _rule() -> AccountabilityRule:
    rule = queries.rule_of(the_scheme())
    if rule is None:
        raise Http404
    return rule


@require_safe
@desk_page
def overview(request: HttpRequest) -> HttpResponse:
    """The files that the viewer sees by office, the newest first."""
    who, scheme, rule = viewer(request), the_scheme(), _rule()
    if not named_offices.held(who, rule.opened_by) and not who.may(Permission.SEE_AUDIT):
        raise Http404
    found = apart_anywhere(queries.at_desk(who, scheme)[:_MOST], lambda one: one.member)
    entries = [presenters.line(one) for one in found]
    record_views.leave(request, record_views.about(entries), RecordView.How.LIST, Permission.SEE_ROSTER)
    context = {
        "title": presenters.heading(),
        "lead": _("A competent body decides, after a hearing. Nothing is proposed or computed here."),
        "entries": entries,
    }
    return render(request, "cases/accountability.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def new(request: HttpRequest, code: str) -> HttpResponse:
    """Opens a file about a unit, or about a person who holds office there."""
    who, scheme, rule = viewer(request), the_scheme(), _rule()
    unit = get_object_or_404(scope.units(who, Permission.SEE_UNIT), code=code)
    if not queries.leads(who, unit, scheme):
        raise Http404
    held = Post.objects.filter(in_office(who.on), unit=unit).exclude(account=who.account)
    posts = {post.key: post for post in held.select_related("account__member", "unit").order_by("role", "pk")}
    subjects = [("unit", unit.name), *((key, case_presenters.seat(post)) for key, post in posts.items())]
    form = OpenFileForm(request.POST or None, rule=rule, subjects=subjects, on=who.on)

    def act(data: dict[str, Any]) -> None:
        about = FileSubject(unit, posts.get(data["post"]))
        actions.open_file(
            about=about, basis=data["basis"], circumstance=data["circumstance"], reason=data["reason"], scheme=scheme,
            by=who, at=now(),
        )  # fmt: skip

    members = [post.account.member for post in posts.values()]
    record_views.leave(request, members, RecordView.How.LIST, Permission.SEE_ROSTER)
    context = {
        "title": _("Open an accountability file"),
        "lead": unit.name,
        "submit_label": _("Open the file"),
        "keep": "accountability",
        "breadcrumbs": _trail(_("Open an accountability file")),
    }
    done = _("The file is open. The person concerned is notified and will be heard.")
    return form_page(request, form, act, done=done, to=reverse("accountability"), context=context)


@require_safe
@desk_page
def page(request: HttpRequest, key: str) -> HttpResponse:
    """One file with every step, and what can be taken down next."""
    who, scheme = viewer(request), the_scheme()
    file = get_object_or_404(queries.at_desk(who, scheme), key=key)
    _seen(request, file)
    leads = queries.leads(who, file.unit, scheme)
    found = list(queries.steps(file))
    corrects = [{"url": f"{reverse('accountability_correct', args=[file.key])}?step={one.pk}", "label": _correct(one)}
                for one in found if leads and one.corrects is None]  # fmt: skip
    context = {
        "title": presenters.subject(file),
        "lead": presenters.heading(),
        "badge": presenters.line(file),
        "rows": presenters.rows(file),
        "buttons": presenters.buttons(file, own=False) if leads else [],
        "corrects": corrects,
        "steps": [presenters.step(one) for one in found],
        "breadcrumbs": _trail(presenters.subject(file)),
    }
    return render(request, "cases/accountability_file.html", context)


def _correct(step: AccountabilityStep) -> str:
    return _("Correct: %(what)s") % {"what": step.get_what_display()}


@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def step(request: HttpRequest, key: str) -> HttpResponse:
    """One step: of the competent office, or the statement and the appeal of the person concerned."""
    who, scheme, rule = viewer(request), the_scheme(), _rule()
    move = request.GET.get("move", "")
    if move not in set(map(str, FileMove)):
        raise Http404
    own = queries.own(who, scheme).filter(key=key).first()
    file = own or get_object_or_404(queries.at_desk(who, scheme), key=key)
    offered = {one["url"]: one["label"] for one in presenters.buttons(file, own=own is not None)}
    here = f"{request.path}?move={move}"
    if here not in offered or (own is None and not queries.leads(who, file.unit, scheme)):
        raise Http404
    form = FileStepForm(
        request.POST or None, file=file, move=FileMove(move), rule=rule, on=who.on, initial={"on": who.on}
    )  # fmt: skip

    def act(_data: dict[str, Any]) -> None:
        actions.take(file=file, move=FileMove(move), paper=form.paper(), scheme=scheme, by=who, at=now())

    if own is None:
        _seen(request, file)
    title = offered[here]
    to = reverse("accountability_file" if own is None else "my_accountability_file", args=[key])
    context: dict[str, Any] = {
        "title": title,
        "lead": presenters.subject(file),
        "submit_label": title,
        "keep": "accountability",
    }
    if own is None:
        context["breadcrumbs"] = [*_trail(presenters.subject(file), to), {"label": title, "url": ""}]
    else:
        context |= {"here": "me", "back_url": to, "shell": "phone.html"}
    done = _("Taken down. The person concerned is notified.")
    return form_page(request, form, act, done=done, to=to, context=context)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def correct(request: HttpRequest, key: str) -> HttpResponse:
    """Says otherwise what a step said."""
    who, scheme, number = viewer(request), the_scheme(), request.GET.get("step", "")
    file = get_object_or_404(queries.at_desk(who, scheme), key=key)
    if not queries.leads(who, file.unit, scheme) or not number.isdecimal():
        raise Http404
    found = get_object_or_404(queries.steps(file).filter(corrects=None), pk=int(number))
    form = StepCorrectionForm(request.POST or None)

    def act(data: dict[str, Any]) -> None:
        actions.correct(step=found, words=data["words"], scheme=scheme, by=who, at=now())

    _seen(request, file)
    title, to = _correct(found), reverse("accountability_file", args=[key])
    context = {
        "title": title,
        "lead": found.words,
        "submit_label": _("Correct it"),
        "keep": "accountability",
        "breadcrumbs": [*_trail(presenters.subject(file), to), {"label": title, "url": ""}],
    }
    return form_page(request, form, act, done=_("Corrected. Both can be read."), to=to, context=context)


@require_safe
@own_page
def own_overview(request: HttpRequest) -> HttpResponse:
    """The files about the viewer, and about a unit for which the viewer speaks."""
    _rule()
    found = queries.own(viewer(request), the_scheme())
    context = _head(presenters.heading(), "me") | {"entries": [presenters.line(one, own=True) for one in found[:_MOST]]}
    return render(request, "cases/own_accountability.html", context)


@require_safe
@own_page
def own_page_of(request: HttpRequest, key: str) -> HttpResponse:
    """One of them, with the own statement and the appeal."""
    file = get_object_or_404(queries.own(viewer(request), the_scheme()), key=key)
    context = _head(presenters.subject(file), "my_accountability") | {
        "badge": presenters.line(file, own=True),
        "rows": presenters.rows(file),
        "buttons": presenters.buttons(file, own=True),
        "steps": [presenters.step(one) for one in queries.steps(file)],
    }
    return render(request, "cases/accountability_file.html", context)


def _head(title: str, back: str) -> dict[str, Any]:
    return {"title": title, "here": "me", "back_url": reverse(back), "shell": "phone.html"}


def _seen(request: HttpRequest, file: AccountabilityFile) -> None:
    apart_anywhere([file], lambda one: one.member)
    record_views.leave(request, [file.member], RecordView.How.LIST, Permission.SEE_ROSTER)


def _trail(label: str, url: str = "") -> list[dict[str, str]]:
    return [{"label": presenters.heading(), "url": reverse("accountability")}, {"label": label, "url": url}]
