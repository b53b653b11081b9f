"""Giving an assignment: to chosen members, to a class, or to everyone of a unit and below."""

import secrets
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from goodstanding.access import assigners
from goodstanding.access.permissions import Permission
from goodstanding.actions.assignments import giving
from goodstanding.flows.assignments import jobs
from goodstanding.models import Assignment, FollowUp, Job, RecordView, Unit
from goodstanding.queries.assignments import assignments, recipients
from goodstanding.queries.meetings import meetings
from goodstanding.queries.people.organization import the_scheme
from goodstanding.web.assignments.forms.assignments import GiveForm
from goodstanding.web.assignments.presenters import assignments as presenters
from goodstanding.web.people import record_views
from goodstanding.web.people.presenters import units as unit_presenters
from goodstanding.web.shell.auth import desk_page, now, viewer
from goodstanding.web.shell.form_views import attempt, saying_refusals
from goodstanding.web.shell.presenters import terms

Whom = Assignment.Whom
_MOST_TYPED, _MOST_CHOSEN = 60, 500


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def give(request: HttpRequest, code: str) -> HttpResponse:
    """One form: what, by when, to whom."""
    who, scheme = viewer(request), the_scheme()
    unit = get_object_or_404(assigners.units(who), code=code)
    kinds = assigners.kinds_for(who, unit, scheme)
    if not kinds and scheme.assignments:
        raise Http404
    form = _form(request, unit, [(word, terms.text(rule.title)) for word, rule in kinds.items()])
    if request.method == "POST" and not form.is_bound:
        return _page(request, unit, form, 200)
    made, asked = list[Assignment](), list[Job]()

    def act(data: dict[str, Any]) -> None:
        to = form.recipients()
        if recipients.members_for(kinds[data["kind"]], unit, to, who.on).count() > jobs.MOST_AT_ONCE:
            asked.append(
                jobs.ask_to_give(
                    unit=unit, word=data["kind"], task=form.task(), to=to, form=data["form"], by=who, at=now()
                )
            )
            return
        made.append(
            giving.give(
                unit=unit, word=data["kind"], task=form.task(), to=to, form=data["form"], scheme=scheme,
                by=who, at=now(),
            )
        )  # fmt: skip

    if request.method == "POST" and attempt(form, act):
        if asked:
            return redirect("job", key=asked[0].key)
        count = made[0].assignees.count()
        told = ngettext("Given to %(count)s member.", "Given to %(count)s members.", count) % {"count": count}
        messages.success(request, told)
        return redirect("assignment", key=made[0].key)
    return _page(request, unit, form if kinds else None, 422 if request.method == "POST" else 200)


def _page(request: HttpRequest, unit: Unit, form: GiveForm | None, status: int) -> HttpResponse:
    context = {
        "title": _("Give an assignment"),
        "lead": unit.name,
        "form": form,
        "can_find": form is not None and "find" in form.fields,
        "breadcrumbs": unit_presenters.trail_to(viewer(request), unit, _("Give an assignment")),
        "cancel_url": reverse("assignments"),
    }
    return render(request, "assignments/give.html", context, status=status)


def _form(request: HttpRequest, unit: Unit, kinds: list[tuple[str, str]]) -> GiveForm:
    """The form, bound where it is sent to give; where it is sent to find people, with what was typed and who fits."""
    who, sent = viewer(request), request.POST
    text, can_find = sent.get("find", "").strip()[:_MOST_TYPED], not unit.is_leaf()
    finds = can_find and (sent.get("do") == "find" or (bool(text) and "do" not in sent))
    chosen = (sent if request.method == "POST" else request.GET).getlist("people" if sent else "who")[:_MOST_CHOSEN]
    members = assignments.can_be_chosen(who, unit, numbers=chosen, text=text if finds else "")
    record_views.leave(request, members, RecordView.How.LIST, Permission.SEE_ROSTER)
    people = [(member.number, presenters.choice(member, unit)) for member in members]
    whom = [
        (Whom.UNIT.value, _("Everyone of %(unit)s") % {"unit": unit.name}),
        (Whom.CLASS.value, _("Everyone of a class")),
        *([(Whom.PEOPLE.value, _("Chosen members"))] if people or can_find else []),
    ]
    chosen = [number for number in chosen if number in dict(people)]
    choices: dict[str, Any] = {
        "kinds": kinds, "whom": whom, "classes": terms.choices(the_scheme().classes), "people": people,
        "can_find": can_find,
    }  # fmt: skip
    if finds:
        typed = {name: sent.get(name, "") for name in ("form", "kind", "title", "text", "due_on", "word")}
        form = GiveForm(initial=typed | {"people": chosen, "whom": Whom.PEOPLE.value}, **choices)
        form.say_found(text, len(members) - len(chosen), assignments.MOST_FOUND, unit.name)
        return form
    initial: dict[str, Any] = {"form": secrets.token_hex(16), "whom": Whom.PEOPLE.value if chosen else Whom.UNIT.value}
    bound = (sent,) if request.method == "POST" else ()
    return GiveForm(*bound, initial=initial | {"people": chosen}, **choices)


@require_POST
@desk_page
def from_follow_up(request: HttpRequest, key: str) -> HttpResponse:
    """Makes an assignment of what a meeting asked of a member."""
    who = viewer(request)
    mine = FollowUp.objects.filter(meeting__in=meetings.visible(who).values("pk"))
    follow_up = get_object_or_404(mine.select_related("meeting"), key=key)
    with saying_refusals(request):
        made = giving.give_follow_up(follow_up=follow_up, scheme=the_scheme(), by=who, at=now())
        messages.success(request, _("It is an assignment now: %(title)s") % {"title": made.title})
        return redirect(presenters.desk_entry(made)["url"])
    return redirect("meeting_minutes", key=follow_up.meeting.key)
