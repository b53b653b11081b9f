"""What is written down at the desk: talks, contact, absences, newcomers; each in a small form."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from goodstanding.access.permissions import Permission
from goodstanding.actions.care import absences, arrivals, contacts, talks
from goodstanding.models import Contact, LongAbsence, Member, RecordView, Transfer
from goodstanding.queries.care import contacts as contact_queries
from goodstanding.queries.care import talks as talk_queries
from goodstanding.queries.care.in_touch import members_for, without
from goodstanding.queries.people.organization import the_scheme
from goodstanding.web.care.desk_pages import asked_member, covered, members_of, trail, unit_of
from goodstanding.web.care.forms.care import ContactKeptForm, DeskAbsenceForm, DeskTalkForm, EmptyForm
from goodstanding.web.care.own import rules
from goodstanding.web.care.presenters import care as presenters
from goodstanding.web.people import record_views
from goodstanding.web.shell.auth import desk_page, now, viewer
from goodstanding.web.shell.form_views import action_page, form_page
from goodstanding.web.shell.presenters import terms


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def talk(request: HttpRequest, code: str) -> HttpResponse:
    """The person in office arranges a talk, or records one that took place."""
    unit, who, scheme = unit_of(request, code), viewer(request), the_scheme()
    holder = who.account.member
    found = talk_queries.rules_of(scheme).items()
    kinds = [(word, terms.text(rule.title)) for word, rule in found]
    if holder is None or holder.left_on is not None or not kinds:
        raise Http404
    members = members_of(unit, without=holder.pk)
    first = {"on": who.on, "member": asked_member(request, members), "kind": request.GET.get("kind", kinds[0][0])}
    form = DeskTalkForm(request.POST or None, kinds=kinds, members=members, initial=first)

    def act(data: dict[str, Any]) -> None:
        made = talks.set_down(holder=holder, scheme=scheme, by=who, at=now(), **data)
        messages.success(request, _("Saved: %(state)s") % {"state": made.get_state_display()})

    record_views.leave(request, members, RecordView.How.LIST, Permission.SEE_ROSTER)
    title = _("Talk with a member")
    context: dict[str, Any] = {"title": title, "lead": unit.name, "submit_label": _("Save"), "keep": "talk"}
    context |= {"breadcrumbs": trail(request, unit, title)}
    return form_page(request, form, act, done="", to=reverse("unit_care", args=[code]), context=context)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def contact(request: HttpRequest, code: str) -> HttpResponse:
    """Contact with a member was kept; the address says of which kind, or it is the first."""
    unit, who, scheme = unit_of(request, code), viewer(request), the_scheme()
    found = contact_queries.rules_of(scheme)
    kind = request.GET.get("kind", next(iter(found), ""))
    rule = found.get(kind)
    if rule is None:
        raise Http404
    members = without(members_for([unit.pk], rule.to, who.on), who.member_id)
    first = {"on": who.on, "member": asked_member(request, members), "way": "visit" if rule.duty else "telephone"}
    form = ContactKeptForm(request.POST or None, members=members, initial=first)

    def act(data: dict[str, Any]) -> None:
        contacts.record(kind=kind, scheme=scheme, by=who, at=now(), **data)

    record_views.leave(request, members, RecordView.How.LIST, Permission.SEE_ROSTER)
    title = terms.text(rule.title)
    context: dict[str, Any] = {"title": title, "lead": unit.name, "submit_label": _("Record it"), "keep": "contact"}
    context |= {"breadcrumbs": trail(request, unit, title)}
    to = reverse("unit_care", args=[code])
    return form_page(request, form, act, done=_("Recorded."), to=to, context=context)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def absence(request: HttpRequest, code: str) -> HttpResponse:
    """A member reported a long absence on paper, in person or on the telephone."""
    unit, who, scheme = unit_of(request, code), viewer(request), the_scheme()
    if rules().absence is None:
        raise Http404
    members = members_of(unit)
    first = {"reported_on": who.on, "member": asked_member(request, members)}
    form = DeskAbsenceForm(request.POST or None, members=members, initial=first)

    def act(data: dict[str, Any]) -> None:
        absences.report(scheme=scheme, by=who, at=now(), **data)

    record_views.leave(request, members, RecordView.How.LIST, Permission.SEE_ROSTER)
    title = _("Report a long absence")
    context: dict[str, Any] = {"title": title, "lead": unit.name, "submit_label": _("Report it"), "keep": "absence"}
    context |= {"breadcrumbs": trail(request, unit, title)}
    to = reverse("unit_care", args=[code])
    return form_page(request, form, act, done=_("Recorded."), to=to, context=context)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def contact_withdraw(request: HttpRequest, key: str) -> HttpResponse:
    """Takes a contact back that was recorded by mistake."""
    rules()
    found = Contact.objects.filter(unit__in=covered(request).order_by().values("pk"), withdrawn_at=None)
    one = get_object_or_404(found.select_related("member", "unit"), key=key)
    lead = f"{presenters.contact_title(one.kind)} · {one.member.name} · {terms.said_day(one.on)}"

    def act(_data: dict[str, Any]) -> None:
        contacts.withdraw(contact=one, scheme=the_scheme(), by=viewer(request), at=now())

    return _asked(request, one.member, act, title=_("Take it back"), lead=lead, code=one.unit.code)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def absence_end(request: HttpRequest, key: str) -> HttpResponse:
    """A member is back, or does not leave after all."""
    rules()
    found = LongAbsence.objects.filter(member__unit__in=covered(request).order_by().values("pk"), ended_on=None)
    one = get_object_or_404(found.select_related("member__unit", "unit"), key=key)
    assert one.member.unit is not None, "members with a unit are found"
    lead = f"{one.member.name} · {presenters.absence_text(one)}"

    def act(_data: dict[str, Any]) -> None:
        absences.end(absence=one, scheme=the_scheme(), by=viewer(request), at=now())

    return _asked(request, one.member, act, title=_("End the absence"), lead=lead, code=one.member.unit.code)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def arrival(request: HttpRequest, key: str) -> HttpResponse:
    """A member who was transferred has reported in. key: the transfer."""
    rules()
    found = Transfer.objects.filter(to_unit__in=covered(request).order_by().values("pk"), state=Transfer.State.DONE)
    one = get_object_or_404(found.select_related("member__unit", "to_unit"), key=key)
    lead = f"{one.member.name} · {one.to_unit.name}"

    def act(_data: dict[str, Any]) -> None:
        arrivals.report_in(transfer=one, scheme=the_scheme(), by=viewer(request), at=now())

    return _asked(request, one.member, act, title=_("Reported in"), lead=lead, code=one.to_unit.code)


def _asked(request: HttpRequest, member: Member, act: Any, *, title: str, lead: str, code: str) -> HttpResponse:
    """A page with one button, so that a slip of the finger takes nothing back."""
    record_views.leave(request, [member], RecordView.How.LIST, Permission.SEE_ROSTER)
    unit = unit_of(request, code)
    to, way = reverse("unit_care", args=[code]), trail(request, unit, title)
    form = EmptyForm(request.POST if request.method == "POST" else None)
    return action_page(request, form, act, title=title, lead=lead, done=_("Recorded."), to=to, trail=way)
