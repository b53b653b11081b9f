"""Debriefings at the desk: the own report, those of the units below with comments, and the grade a body decided."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from goodstanding.access import named_offices
from goodstanding.access.permissions import Permission
from goodstanding.actions.appraisal import debriefings as actions
from goodstanding.actions.appraisal.debriefings import Report
from goodstanding.engine.scheme.debriefing import DebriefingRule
from goodstanding.models import Debriefing, Member, RecordView, Unit
from goodstanding.models.appraisal.moves import DebriefingState
from goodstanding.models.appraisal.words import HandedIn
from goodstanding.queries.appraisal import debriefings
from goodstanding.queries.appraisal.sheet import facts_of, rule_title
from goodstanding.queries.people.namesakes import apart_anywhere
from goodstanding.queries.people.organization import the_scheme
from goodstanding.web.appraisal.forms.debriefings import (
    CommentAboveForm,
    DebriefingGradeForm,
    DebriefingReportForm,
    PaperReportForm,
    ReturnReportForm,
)
from goodstanding.web.appraisal.presenters import debriefings as presenters
from goodstanding.web.appraisal.presenters import people as people_presenters
from goodstanding.web.people import record_views
from goodstanding.web.shell.auth import desk_page, now, viewer
from goodstanding.web.shell.form_views import attempt, form_page
from goodstanding.web.shell.presenters import terms

State = DebriefingState
_MOST = 100


@require_safe
@desk_page
def overview(request: HttpRequest) -> HttpResponse:
    """The own debriefings, and those of the units below with the ones that are not in."""
    who, rule = viewer(request), the_rule()
    if not named_offices.held(who, (*rule.given_by, *rule.decided_by)):
        raise Http404
    year = debriefings.year_of(rule, who.on)
    mine = list(debriefings.own(who)[:_MOST])
    below = apart_anywhere(debriefings.at_desk(who, rule)[:_MOST], lambda one: one.member)
    record_views.leave(request, [one.member for one in below], RecordView.How.LIST, Permission.SEE_ROSTER)
    given = {one.unit_id for one in mine if one.year == year and one.state in debriefings.HANDED_IN}
    to_write = [unit for unit in debriefings.own_units(who, rule) if unit.pk not in given]
    context = {
        "title": presenters.title(),
        "lead": _("Reports of %(year)s") % {"year": year},
        "to_write": [presenters.unit_line(unit, own=True) for unit in to_write],
        "mine": [presenters.line(one) for one in mine if one.state != State.WRITING],
        "below": [presenters.line(one) for one in below],
        "without": [presenters.unit_line(unit, own=False) for unit in debriefings.without_report(who, rule)[:_MOST]],
        "decides": bool(named_offices.held(who, rule.decided_by)),
    }
    return render(request, "appraisal/debriefings.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def write(request: HttpRequest, code: str) -> HttpResponse:
    """The own report: begun with what the records hold, saved as often as wanted, and handed in."""
    who, rule, scheme = viewer(request), the_rule(), the_scheme()
    unit, member = _own_unit(request, code)
    year = debriefings.year_of(rule, who.on)
    there = debriefings.own(who).filter(unit=unit, year=year).first()
    if there is not None and there.state in debriefings.HANDED_IN:
        return redirect("debriefing", key=there.key)
    found = debriefings.evidence(unit, member, year, scheme, rule)
    form = DebriefingReportForm(request.POST or None, initial={"text": _first(there) or presenters.begun(found)})
    hands_in = request.POST.get("do") == "hand_in"

    def act(data: dict[str, Any]) -> None:
        given: dict[str, Any] = {"unit": unit, "year": year, "scheme": scheme, "by": who, "at": now()}
        if hands_in:
            actions.hand_in(member=member, report=Report(data["text"]), **given)
        else:
            actions.save_draft(text=data["text"], **given)

    if request.method == "POST" and attempt(form, act):
        done = _("Handed in. The members of the unit can comment now.")
        messages.success(request, done if hands_in else _("Saved. Only you can read the draft."))
        return redirect("debriefings")
    title = _("%(title)s %(year)s") % {"title": presenters.title(), "year": year}
    context = {
        "title": title,
        "lead": unit.name,
        "form": form,
        "returned": there.returned_for if there is not None else "",
        "sources": presenters.sources(found, unit),
        "breadcrumbs": _trail((title, "")),
    }
    return render(
        request, "appraisal/debriefing_write.html", context, status=422 if request.method == "POST" else 200
    )  # fmt: skip


def _first(found: Debriefing | None) -> str:
    """The draft, or the report that was returned."""
    if found is None:
        return ""
    report = debriefings.report_of(found)
    return found.draft or (report.text if report is not None else "")


@require_safe
@desk_page
def entries(request: HttpRequest, code: str) -> HttpResponse:
    """The rows behind one line with which the own report begins."""
    (unit, member), scheme, rule = _own_unit(request, code), the_scheme(), the_rule()
    kind, year = request.GET.get("kind", ""), debriefings.year_of(rule, viewer(request).on)
    title = terms.text(rule_title(kind, scheme)) if kind in scheme.fact_kinds else _("Entries")
    context = {
        "title": title,
        "lead": str(year),
        "rows": [people_presenters.entry_line(fact) for fact in facts_of(member, year, kind)],
        "breadcrumbs": _trail((unit.name, reverse("debriefing_write", args=[code])), (title, "")),
    }
    return render(request, "appraisal/entries.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def paper(request: HttpRequest, code: str) -> HttpResponse:
    """A report on paper is typed in by the unit above."""
    who, rule, scheme = viewer(request), the_rule(), the_scheme()
    unit = get_object_or_404(debriefings.units_below(who, rule), code=code)
    people = debriefings.in_charge(unit, rule, who.on).exclude(pk=who.member_id or 0)
    form = PaperReportForm(request.POST or None, people=people, initial={"on": who.on, "member": people.first()})
    record_views.leave(request, list(people), RecordView.How.LIST, Permission.SEE_ROSTER)

    def act(data: dict[str, Any]) -> None:
        report = Report(data["text"], HandedIn.PAPER, data["on"])
        year = debriefings.year_of(rule, who.on)
        actions.hand_in(
            unit=unit, member=data["member"], year=year, report=report, scheme=scheme, by=who, at=now()
        )  # fmt: skip

    title = _("Type in a report")
    context: dict[str, Any] = {"title": title, "lead": unit.name, "submit_label": _("Hand it in")}
    context |= {"keep": "debriefing-paper", "breadcrumbs": _trail((title, ""))}
    done = _("Handed in. The members of the unit can comment now.")
    return form_page(request, form, act, done=done, to=reverse("debriefings"), context=context)


@require_safe
@desk_page
def page(request: HttpRequest, key: str) -> HttpResponse:
    """One debriefing: the report, the comments, and the grade with its reason."""
    found, who = _found(request, key), viewer(request)
    above = found.member_id != who.member_id
    comments = debriefings.comments_on(found)
    if above:
        named = apart_anywhere([found.member, *(one.author for one in comments if one.author)], lambda one: one)
        record_views.leave(request, named, RecordView.How.LIST, Permission.SEE_ROSTER)
    is_open = above and found.state == State.OPEN
    waits = found.comments_until is not None and who.on <= found.comments_until
    context = {
        "title": presenters.name(found),
        "lead": found.member.shown_as,
        "found": found,
        "line": presenters.badge(found),
        "until": presenters.until(found),
        "report": presenters.report(debriefings.report_of(found)),
        "comments": [presenters.comment(one, named=above) for one in comments],
        "decision": presenters.decision(debriefings.grade_of(found)),
        "may_comment": is_open,
        "has_deeds": above or found.state == State.RETURNED,
        "may_grade": above and (found.state == State.GRADED or (is_open and not waits)),
        "waits": is_open and waits,
        "may_write": not above and found.state == State.RETURNED,
        "assigns_url": _assigns(found) if above and found.state == State.GRADED else "",
        "breadcrumbs": _trail((presenters.name(found), "")),
    }
    return render(request, "appraisal/debriefing.html", context)


def _assigns(found: Debriefing) -> str:
    """Where an item that is to be put right is given to the people in office, with its day."""
    return reverse("assignment_give", args=[found.unit.code])


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def comment(request: HttpRequest, key: str) -> HttpResponse:
    """A comment of the unit above, or of a member on paper."""
    found, who = _from_above(request, key), viewer(request)
    people = found.unit.members.filter(left_on=None).exclude(pk__in=[found.member_id, who.member_id or 0])
    form = CommentAboveForm(request.POST or None, people=people.order_by("initials", "number"))
    record_views.leave(request, list(people), RecordView.How.LIST, Permission.SEE_ROSTER)

    def act(data: dict[str, Any]) -> None:
        author: Member | None = data["author"]
        how = HandedIn.PAPER if author is not None else HandedIn.OWN
        actions.comment(
            found=found, text=data["text"], scheme=the_scheme(), by=who, at=now(), author=author, how=how
        )  # fmt: skip

    return _form(request, found, form, act, _("Write a comment"), _("Written."))


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def send_back(request: HttpRequest, key: str) -> HttpResponse:
    """A report is returned, with a reason."""
    found, who = _from_above(request, key), viewer(request)
    form = ReturnReportForm(request.POST or None)

    def act(data: dict[str, Any]) -> None:
        actions.send_back(found=found, reason=data["reason"], scheme=the_scheme(), by=who, at=now())

    return _form(request, found, form, act, _("Return the report"), _("Returned. The person is notified."))


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def grade(request: HttpRequest, key: str) -> HttpResponse:
    """The grade that a body decided; decided anew, the newest counts."""
    found, who, rule = _from_above(request, key), viewer(request), the_rule()
    form = DebriefingGradeForm(request.POST or None, rule=rule, initial={"on": who.on})

    def act(data: dict[str, Any]) -> None:
        actions.decide(
            found=found, grade=data["grade"], reason=data["reason"], sitting=form.sitting(), scheme=the_scheme(),
            by=who, at=now(),
        )  # fmt: skip

    return _form(request, found, form, act, _("Record the grade"), _("Recorded. The person is notified."))


def the_rule() -> DebriefingRule:
    """What the rules say. Raises Http404 where they say nothing."""
    rule = debriefings.rule_of(the_scheme())
    if rule is None:
        raise Http404
    return rule


def _own_unit(request: HttpRequest, code: str) -> tuple[Unit, Member]:
    """The unit over which the viewer is in office, and the viewer as a member. Raises Http404 otherwise."""
    who = viewer(request)
    unit = get_object_or_404(debriefings.own_units(who, the_rule()), code=code)
    return unit, get_object_or_404(Member.objects.select_related("unit"), pk=who.member_id)


def _found(request: HttpRequest, key: str) -> Debriefing:
    """A debriefing that the viewer gave, or reads from above. Raises Http404 for another."""
    who = viewer(request)
    mine = debriefings.own(who).filter(key=key).exclude(state=State.WRITING).first()
    return mine or get_object_or_404(debriefings.at_desk(who, the_rule()), key=key)


def _from_above(request: HttpRequest, key: str) -> Debriefing:
    """A debriefing of another person that was handed in. Raises Http404 otherwise."""
    found = debriefings.at_desk(viewer(request), the_rule()).filter(state__in=debriefings.HANDED_IN)
    return get_object_or_404(found, key=key)


def _form(
    request: HttpRequest, found: Debriefing, form: Any, act: Any, title: str, done: str
) -> HttpResponse:  # fmt: skip
    to = reverse("debriefing", args=[found.key])
    record_views.leave(request, [found.member], RecordView.How.LIST, Permission.SEE_ROSTER)
    context = {
        "title": title,
        "lead": terms.aside(found.member.shown_as, str(found.year)),
        "submit_label": title,
        "keep": "debriefing",
        "breadcrumbs": _trail((presenters.name(found), to), (title, "")),
    }
    return form_page(request, form, act, done=done, to=to, context=context)


def _trail(*ahead: tuple[str, str]) -> list[dict[str, str]]:
    first = {"label": presenters.title(), "url": reverse("debriefings")}
    return [first, *({"label": label, "url": url} for label, url in ahead)]
