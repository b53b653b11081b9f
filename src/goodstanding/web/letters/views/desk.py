"""Letters at the desk: those that wait, and one with the form to answer it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from goodstanding.access import named_offices, scope
from goodstanding.access.permissions import Permission
from goodstanding.actions.letters import letters as actions
from goodstanding.models import Letter, Member, RecordView
from goodstanding.models.public_id import new_key
from goodstanding.queries.letters import letters
from goodstanding.queries.people.namesakes import apart_anywhere
from goodstanding.queries.people.organization import the_scheme
from goodstanding.web.letters.forms.letters import LetterAnswerForm, PaperLetterForm
from goodstanding.web.letters.presenters import letters as presenters
from goodstanding.web.people import record_views
from goodstanding.web.shell.auth import desk_page, now, viewer
from goodstanding.web.shell.form_views import attempt, form_page
from goodstanding.web.shell.presenters import terms

_MOST = 50


@require_safe
@desk_page
def overview(request: HttpRequest) -> HttpResponse:
    """What waits for an answer, and what was answered, the newest first."""
    who, scheme = viewer(request), the_scheme()
    rules = letters.rules_of(scheme)
    if rules is None or not named_offices.held(who, rules.offices()):
        raise Http404
    waiting = apart_anywhere(letters.waiting(who, scheme)[:_MOST], lambda one: one.member)
    rest = letters.at_desk(who, scheme).exclude(state=Letter.State.WAITING)
    ended = apart_anywhere(rest[:_MOST], lambda one: one.member)
    lists = [[presenters.line(one, who.on, own=False) for one in found] for found in (waiting, ended)]
    record_views.leave(
        request, record_views.about([*lists[0], *lists[1]]), RecordView.How.LIST, Permission.SEE_ROSTER
    )  # fmt: skip
    context = {"title": _("Questions and complaints"), "waiting": lists[0], "ended": lists[1]}
    return render(request, "letters/overview.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def page(request: HttpRequest, key: str) -> HttpResponse:
    """One letter with every step, and the form to answer it."""
    who, scheme = viewer(request), the_scheme()
    one = get_object_or_404(letters.at_desk(who, scheme), key=key)
    form = LetterAnswerForm(request.POST or None)

    def act(data: dict[str, Any]) -> None:
        actions.answer(letter=one, words=data["words"], scheme=scheme, by=who, at=now())

    if request.method == "POST" and attempt(form, act):
        messages.success(request, _("Answered. The member is notified."))
        return redirect("letters")
    apart_anywhere([one], lambda row: row.member)
    record_views.leave(request, [one.member], RecordView.How.LIST, Permission.SEE_ROSTER)
    context = {
        "title": one.title,
        "lead": f"{one.member.shown_as} · {one.unit.name}",
        "letter": one,
        "badge": presenters.line(one, who.on, own=False),
        "rows": presenters.rows(one, who.on),
        "form": form if letters.answerable(who, scheme).filter(pk=one.pk).exists() else None,
        "may_print": one.on_paper and one.state != Letter.State.WAITING,
        "corrects": one.state == Letter.State.ANSWERED,
        "steps": [presenters.step(step) for step in letters.steps(one)],
        "breadcrumbs": [
            {"label": _("Questions and complaints"), "url": reverse("letters")},
            {"label": one.title, "url": ""},
        ],
    }
    return render(request, "letters/page.html", context, status=422 if request.method == "POST" else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def paper(request: HttpRequest, key: str) -> HttpResponse:
    """A letter of a member on paper: first its kind, then its words."""
    who, scheme = viewer(request), the_scheme()
    found = Member.objects.filter(left_on=None, unit__in=scope.units(who, Permission.SEE_MEMBER))
    member = get_object_or_404(found.select_related("unit"), key=key)
    kinds = letters.kinds_to_type_in(who, member, scheme)
    if not kinds:
        raise Http404
    apart_anywhere([member], lambda row: row)
    record_views.leave(request, [member], RecordView.How.PAGE, Permission.SEE_MEMBER)
    word, title = request.GET.get("kind", ""), _("Type in a letter on paper")
    trail = [{"label": _("Questions and complaints"), "url": reverse("letters")}, {"label": title, "url": ""}]
    head = {"title": title, "lead": member.shown_as, "breadcrumbs": trail}
    if word not in kinds:
        address = reverse("letter_paper", args=[key])
        lines = [
            {"url": f"{address}?kind={word}", "icon": "edit", "label": terms.text(rule.title)}
            for word, rule in kinds.items()
        ]
        return render(request, "letters/paper_kinds.html", head | {"kinds": lines})
    rule = kinds[word]
    units = {unit.code: unit for unit in letters.typed_about(who, rule, member)}
    choices = [(code, unit.name) for code, unit in units.items()]
    first = {"form": new_key(), "handed_in_on": who.on}
    form = PaperLetterForm(request.POST or None, units=choices, initial=first)

    def act(data: dict[str, Any]) -> None:
        actions.type_in(
            member=member, kind=word, what=form.paper(), scheme=scheme, by=who,
            at=now(), about=units.get(data.get("about", "")), form=data["form"],
        )  # fmt: skip

    context = head | {"title": terms.text(rule.title), "submit_label": _("Type it in"), "keep": "letter-paper"}
    done = _("Typed in. Once it is answered, print the answer for the member.")
    return form_page(request, form, act, done=done, to=reverse("letters"), context=context)
