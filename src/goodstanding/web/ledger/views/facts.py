"""What was recorded in a unit, each fact's story, and putting it right."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goodstanding.access.fact_recorders import all_kinds_for
from goodstanding.access.permissions import Permission as Allowed
from goodstanding.access.viewer import Viewer
from goodstanding.actions.ledger import correction_requests
from goodstanding.actions.ledger.change import Change
from goodstanding.engine.period import month_of, month_text
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import Correction, Fact, Member, RecordView, Remedy, Unit
from goodstanding.queries.ledger import attendance_entries, counting, who_corrects
from goodstanding.queries.ledger import facts as ledger
from goodstanding.queries.ledger import recorded as recorded_queries
from goodstanding.queries.ledger.in_force import statements
from goodstanding.queries.people.namesakes import apart_at_home, tell_apart
from goodstanding.queries.people.organization import the_scheme
from goodstanding.web.ledger.forms import facts as fact_forms
from goodstanding.web.ledger.presenters import facts as fact_presenters
from goodstanding.web.people import record_views
from goodstanding.web.people.presenters import units as unit_presenters
from goodstanding.web.shell.auth import desk_page, now, viewer
from goodstanding.web.shell.form_views import attempt, saying_refusals
from goodstanding.web.shell.presenters import numbers, terms

_A_PAGE, _MONTHS = 100, 36


@require_safe
@desk_page
def overview(request: HttpRequest, code: str) -> HttpResponse:
    """What was recorded in a unit, day by day."""
    who = viewer(request)
    unit = get_object_or_404(recorded_queries.units(who), code=code)
    form = _filter(request, who, unit)
    page = Paginator(_narrowed(unit, form, who), _A_PAGE).get_page(request.GET.get("page"))
    lines = recorded_queries.lines(list(page))
    # Those whom the filter offers are shown as well as those about whom something was recorded.
    shown_there = [*recorded_queries.members(who, unit), *(one.member for one in page)]
    record_views.leave(request, shown_there, RecordView.How.LIST, Allowed.RECORD_FACT)
    open_now = unit.closed_on is None
    context = {
        "title": _("Recorded entries"),
        "lead": unit.name,
        "unit": unit,
        "form": form,
        "days": fact_presenters.days(lines, the_scheme()),
        "page": page,
        "record_url": reverse("fact_record", args=[code]) if open_now else "",
        "import_url": reverse("fact_import", args=[code]) if open_now else "",
        "breadcrumbs": unit_presenters.trail_to(viewer(request), unit, _("Recorded entries")),
    }
    return render(request, "ledger/overview.html", context)


def _filter(request: HttpRequest, who: Viewer, unit: Unit) -> fact_forms.FilterFacts:
    scheme = the_scheme()
    held = [one for one in who.held(Allowed.RECORD_FACT) if one.covers(unit)]
    names = all_kinds_for(scheme, held)
    last = month_of(who.on)
    return fact_forms.FilterFacts(
        request.GET or None,
        kinds=[(name, fact_presenters.title(name, scheme)) for name in names],
        members=[(member.key, member.shown_as) for member in _told_apart(recorded_queries.members(who, unit))],
        months=[(month_text(month), terms.month(month)) for month in range(last, last - _MONTHS, -1)],
    )


def _told_apart(members: Iterable[Member]) -> list[Member]:
    listed = list(members)
    tell_apart(listed)
    return listed


def _narrowed(unit: Unit, form: fact_forms.FilterFacts, who: Viewer) -> Any:
    chosen = form.cleaned_data if form.is_valid() else {}
    month = chosen.get("month", "")
    rows = recorded_queries.of_unit(unit, who.on)
    if month:
        year, of_year = month.split("-")
        rows = recorded_queries.in_month(unit, int(year) * 12 + int(of_year) - 1)
    if chosen.get("member"):
        rows = rows.filter(member__key=chosen["member"])
    wanted = {name: chosen[name] for name in ("kind", "source") if chosen.get(name)}
    return rows.filter(**wanted)


@require_safe
@desk_page
def page(request: HttpRequest, key: str) -> HttpResponse:
    """One fact with its whole story."""
    who, fact = viewer(request), _fact(request, key)
    if fact.member is not None:
        record_views.leave(request, [fact.member], RecordView.How.PAGE, Allowed.RECORD_FACT)
    scheme, story = the_scheme(), recorded_queries.story(fact)
    waits = any(correction.state == Correction.State.ASKED for correction in story.corrections)
    may = not waits and who_corrects.may_correct(fact, who, scheme)
    mark = _mark(who, fact, scheme)
    together = mark is not None and attendance_entries.says_attendance(fact, scheme)
    context = _context(request, fact) | {
        "rows": fact_presenters.rows(story, scheme, meeting_url=mark["url"] if mark else ""),
        "mark": mark,
        "together": together and may,
        "events": fact_presenters.events(story, scheme),
        "holds": story.holds,
        "two": who_corrects.needs_two(fact),
        "may_correct": may and story.holds and not together,
        "may_restore": may and not together and not story.holds and not story.replaced_by,
        "own": fact.member_id is not None and fact.member_id == who.member_id,
        "waits": waits,
        "counting": _counting(fact) if story.holds else "",
    }
    return render(request, "ledger/page.html", context)


def _counting(fact: Fact) -> str:
    return fact_presenters.counting(counting.counts_later(fact.month, fact.recorded_at))


def _mark(who: Viewer, fact: Fact, scheme: Scheme) -> dict[str, Any] | None:
    """The meeting that wrote a fact, and what it wrote with it; none where no meeting did, or it is not theirs."""
    meeting, unit = attendance_entries.meeting_of(fact), _unit_of(fact)
    if not meeting or not who.may(Allowed.HOLD_MEETING, unit):
        return None
    others = attendance_entries.companions(fact, meeting)
    page, about = reverse("meeting", args=[meeting]), fact.member
    return {
        "url": page + (f"#person-{about.key}" if about else ""),
        # With the form of that person open, so that the button leads to what it names.
        "correct_url": page + (f"?correct={about.key}#person-{about.key}" if about else ""),
        "others": [fact_presenters.short(other, scheme) for other in others],
    }


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def correct(request: HttpRequest, key: str) -> HttpResponse:
    """Another value, excused, or another day."""
    who, fact, scheme = viewer(request), _fact(request, key), the_scheme()
    if not who_corrects.may_correct(fact, who, scheme):
        raise Http404
    if attendance_entries.says_attendance(fact, scheme) and (mark := _mark(who, fact, scheme)) is not None:
        return redirect(mark["correct_url"])
    if fact.member is not None:
        record_views.leave(request, [fact.member], RecordView.How.PAGE, Allowed.RECORD_FACT)
    told = scheme.fact_kinds.get(fact.kind)
    form = fact_forms.CorrectEntry(
        request.POST or None,
        fact=fact,
        most=told.at_most if told else None,
        excused=numbers.excused([fact.kind]),
    )
    asked: list[Correction] = []

    def act(data: dict[str, Any]) -> None:
        moved = data["on"] if data["on"] != fact.occurred_on else None
        remedy = Remedy.MOVE if moved else Remedy.EXCUSE if data["value"] is None else Remedy.REPLACE
        what = Change(remedy, data["value"], data["reason"], moved)
        waits = correction_requests.ask(fact=fact, what=what, scheme=scheme, by=who, at=now())
        asked.extend([waits] if waits else [])

    if request.method == "POST" and attempt(form, act):
        _say(request, bool(asked), _("The entry is corrected. The earlier version can still be read."))
        return redirect(fact_presenters.address(fact))
    context = _context(request, fact) | {
        "rows": fact_presenters.rows(recorded_queries.story(fact), scheme),
        "two": who_corrects.needs_two(fact),
        "form": form,
    }
    return render(request, "ledger/correct.html", context, status=422 if request.method == "POST" else 200)


@require_POST
@desk_page
def take_back(request: HttpRequest, key: str) -> HttpResponse:
    """The fact no longer counts."""
    return _put_right(request, key, Remedy.REVERSE, _("The entry is taken back. It can be restored."))


@require_POST
@desk_page
def restore(request: HttpRequest, key: str) -> HttpResponse:
    """The fact counts again."""
    return _put_right(request, key, Remedy.RESTORE, _("The entry counts again."))


def _put_right(request: HttpRequest, key: str, remedy: Remedy, done: str) -> HttpResponse:
    fact, what = _fact(request, key), Change(remedy, None, request.POST.get("reason", ""))
    with saying_refusals(request):
        waits = correction_requests.ask(fact=fact, what=what, scheme=the_scheme(), by=viewer(request), at=now())
        _say(request, waits is not None, done)
    back = request.POST.get("next", "")
    safe = back.startswith("/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return redirect(back if safe else fact_presenters.address(fact))


def _say(request: HttpRequest, waits: bool, done: str) -> None:
    messages.success(
        request, _("A published month counts this entry, so a second person is asked to agree.") if waits else done
    )


def _context(request: HttpRequest, fact: Fact) -> dict[str, Any]:
    unit = _unit_of(fact)
    way = unit_presenters.trail_to(viewer(request), unit, _("Recorded entries"))
    way[-1]["url"] = reverse("facts", args=[unit.code])
    day = terms.said_day(fact.occurred_on)
    return {
        "title": fact_presenters.about(fact),
        "lead": f"{fact_presenters.title(fact.kind, the_scheme())} · {day}",
        "fact": fact,
        "unit": unit,
        "breadcrumbs": [*way, {"label": fact_presenters.about(fact), "url": ""}],
    }


def _unit_of(fact: Fact) -> Unit:
    unit = fact.unit or (fact.member.unit if fact.member else None)
    assert unit is not None, "a fact within reach is about a member in a unit"
    return unit


def _fact(request: HttpRequest, key: str) -> Fact:
    if not key.isascii() or not key.isdecimal() or len(key) > 18:
        raise Http404
    mine = statements(ledger.visible(viewer(request)))
    people = ("recorded_by__member", "agreed_by__member")
    fact = get_object_or_404(mine.select_related("member__unit", "unit", *people), pk=int(key))
    apart_at_home([fact.member] if fact.member else [])
    return fact
