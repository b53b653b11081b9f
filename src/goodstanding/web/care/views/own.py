"""A member's own talks and contact: what waits for their word, what is arranged, absences, and what was."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goodstanding.access.permissions import Permission
from goodstanding.actions.care import absences, arrivals, contacts, talks
from goodstanding.models import Member, RecordView, Talk
from goodstanding.models.care.moves import TALK_OPEN
from goodstanding.queries.care import absences as absence_queries
from goodstanding.queries.care import arrivals as arrival_queries
from goodstanding.queries.care import contacts as contact_queries
from goodstanding.queries.care import in_touch
from goodstanding.queries.care import talks as queries
from goodstanding.queries.people.namesakes import apart_anywhere
from goodstanding.queries.people.organization import the_scheme
from goodstanding.web.care.forms.care import AbsenceForm, HelpForm, OwnTalkForm
from goodstanding.web.care.own import oneself, own_head, rules
from goodstanding.web.care.presenters import care as presenters
from goodstanding.web.people import record_views
from goodstanding.web.shell.auth import now, own_page, viewer
from goodstanding.web.shell.form_views import back_to, form_page, saying_refusals
from goodstanding.web.shell.presenters import terms

_MOST = 40


@require_safe
@own_page
def overview(request: HttpRequest) -> HttpResponse:
    """Talks that wait or are arranged, with one tap each; a long absence; reporting in; and what was."""
    member, who, scheme, care = oneself(request), viewer(request), the_scheme(), rules()
    found = apart_anywhere(queries.of_person(member.pk)[:_MOST], lambda talk: presenters.other_of(talk, who))
    record_views.leave(
        request,
        [one.member for one in found if one.holder_id == member.pk],
        RecordView.How.LIST,
        Permission.SEE_ROSTER,
    )
    absence = absence_queries.running(member, who.on)
    context = own_head(_("Talks and contact"), "me") | {
        "open": [presenters.talk_card(one, who) for one in reversed(found) if one.state in TALK_OPEN],
        "past": [presenters.talk_event(one, who) for one in found if one.state not in TALK_OPEN],
        "may_record": bool(_kinds(member, who.on)),
        "may_help": bool(queries.helps_of(scheme)),
        "has_absence": care.absence is not None,
        "absence": absence,
        "absence_text": presenters.absence_text(absence) if absence else "",
        "arrivals": list(arrival_queries.own(member, scheme, who.on)),
        "contacts": [
            {"word": word, "title": terms.text(rule.title)}
            for word, rule in contact_queries.own_due(member, scheme, who.on)
        ],
    }
    return render(request, "care/own.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def new(request: HttpRequest) -> HttpResponse:
    """The member arranges a talk, or records one that took place."""
    member, scheme, on = oneself(request), the_scheme(), viewer(request).on
    rules()
    kinds = _kinds(member, on)
    if not kinds:
        raise Http404
    holders = _holders(member, list(kinds), on)
    choices = list(kinds.items())
    form = OwnTalkForm(request.POST or None, kinds=choices, holders=holders, initial={"on": on, **_only(holders)})

    def act(data: dict[str, Any]) -> None:
        talks.set_down(member=member, scheme=scheme, by=viewer(request), at=now(), **data)

    context = own_head(_("Talk")) | {"submit_label": _("Save"), "keep": "talk"}
    done = _("Saved. The other side is asked to confirm it once it took place.")
    return form_page(request, form, act, done=done, to=reverse("my_talks"), context=context)


@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def help_given(request: HttpRequest) -> HttpResponse:
    """The member records help given to another member of the unit, who then confirms it with one tap."""
    member, scheme, who = oneself(request), the_scheme(), viewer(request)
    kinds = [(word, terms.text(rule.title)) for word, rule in queries.helps_of(scheme).items()]
    if not kinds or member.unit is None:
        raise Http404
    people = member.unit.members.filter(left_on=None).exclude(pk=member.pk).order_by("initials", "number")
    form = HelpForm(request.POST or None, kinds=kinds, people=people, initial={"on": who.on})
    record_views.leave(request, list(people), RecordView.How.LIST, Permission.SEE_ROSTER)

    def act(data: dict[str, Any]) -> None:
        talks.set_down_help(
            kind=data["kind"], helper=member, helped=data["member"], on=data["on"], scheme=scheme, by=who, at=now()
        )  # fmt: skip

    context = own_head(_("Help I gave")) | {"submit_label": _("Save"), "keep": "help"}
    context |= {"lead": _("The member whom you helped confirms it with one tap. On paper, your branch writes it down.")}
    done = _("Saved. It counts once the member has confirmed it.")
    return form_page(request, form, act, done=done, to=reverse("my_talks"), context=context)


def _only(holders: QuerySet[Member]) -> dict[str, int]:
    """The one person in office, where there is no choice."""
    first = list(holders[:2])
    return {"holder": first[0].pk} if len(first) == 1 else {}


def _kinds(member: Member, on: Any) -> dict[str, str]:
    """The kinds of talk that are for a member, with their titles."""
    found = queries.rules_of(the_scheme()).items()
    return {word: terms.text(rule.title) for word, rule in found if in_touch.is_for(rule.to, member, on)}


def _holders(member: Member, kinds: list[str], on: Any) -> QuerySet[Member]:
    """The people in office with whom a member can have one of these talks."""
    assert member.unit is not None, "kinds are only there for members of a unit"
    ids = set[int]()
    for word in kinds:
        ids |= set(queries.holders(queries.rules_of(the_scheme())[word], member.unit, on).values_list("pk", flat=True))
    return Member.objects.filter(pk__in=ids - {member.pk}).order_by("initials", "number")


@require_POST
@own_page
def act(request: HttpRequest, key: str) -> HttpResponse:
    """One tap about an own talk: it took place, it did not, or it is taken back; or how the member confirmed."""
    who = viewer(request)
    oneself(request)
    talk = get_object_or_404(queries.of_person(who.member_id or 0), key=key)
    do = request.POST.get("do", "say")
    given: dict[str, Any] = {"talk": talk, "scheme": the_scheme(), "by": who, "at": now()}
    done = {
        "say": _("Recorded."),
        "deny": _("Recorded as not held. It leaves nothing."),
        "withdraw": _("Taken back."),
    }
    with saying_refusals(request):
        if do in Talk.Way.values:
            talks.say_for_member(way=do, **given)
            messages.success(request, _("Recorded."))
        elif do in done:
            {"say": talks.say, "deny": talks.deny, "withdraw": talks.withdraw}[do](**given)
            messages.success(request, done[do])
        else:
            raise Http404
    return redirect(back_to(request, reverse("my_talks")))


@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def absence(request: HttpRequest) -> HttpResponse:
    """The member reports a long absence."""
    member, scheme = oneself(request), the_scheme()
    if rules().absence is None:
        raise Http404
    form = AbsenceForm(request.POST or None)

    def report(data: dict[str, Any]) -> None:
        absences.report(member=member, scheme=scheme, by=viewer(request), at=now(), **data)

    context = own_head(_("Report a long absence")) | {"submit_label": _("Report it"), "keep": "absence"}
    done = _("Reported. Your branch sees from when until when you are away.")
    return form_page(request, form, report, done=done, to=reverse("my_talks"), context=context)


@require_POST
@own_page
def absence_end(request: HttpRequest, key: str) -> HttpResponse:
    """The member is back."""
    mine = get_object_or_404(absence_queries.of_member(oneself(request).pk), key=key)
    with saying_refusals(request):
        absences.end(absence=mine, scheme=the_scheme(), by=viewer(request), at=now())
        messages.success(request, _("Ended. Welcome back."))
    return redirect(back_to(request, reverse("my_talks")))


@require_POST
@own_page
def contact(request: HttpRequest, key: str) -> HttpResponse:
    """A member away says with one tap that there was contact. key: its kind."""
    member, scheme = oneself(request), the_scheme()
    if key not in contact_queries.rules_of(scheme):
        raise Http404
    with saying_refusals(request):
        contacts.record(
            kind=key, member=member, way="own", on=viewer(request).on, scheme=scheme, by=viewer(request), at=now()
        )  # fmt: skip
        messages.success(request, _("Recorded."))
    return redirect(back_to(request, reverse("my_talks")))


@require_POST
@own_page
def arrival(request: HttpRequest, key: str) -> HttpResponse:
    """The member has reported in at the new unit. key: the transfer."""
    transfer = get_object_or_404(oneself(request).transfers, key=key)
    with saying_refusals(request):
        arrivals.report_in(transfer=transfer, scheme=the_scheme(), by=viewer(request), at=now())
        messages.success(request, _("Recorded."))
    return redirect(back_to(request, reverse("my_talks")))
