"""Writing facts down by hand: one kind about many in one screen, with a receipt afterwards."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from goodstanding.access.fact_recorders import kinds_for
from goodstanding.access.permissions import Permission as Allowed
from goodstanding.access.viewer import Viewer
from goodstanding.actions.ledger import by_hand
from goodstanding.actions.ledger.ledger import Faulty
from goodstanding.actions.refusal import ActionRefused
from goodstanding.engine.explain.wording import is_attended
from goodstanding.engine.scheme.scheme import decimal_text
from goodstanding.models import Member, RecordView, Unit
from goodstanding.queries.ledger import counting, kinds
from goodstanding.queries.ledger import recorded as recorded_queries
from goodstanding.queries.people.namesakes import tell_apart
from goodstanding.queries.people.organization import the_scheme
from goodstanding.web.ledger.forms import facts as fact_forms
from goodstanding.web.ledger.presenters import facts as fact_presenters
from goodstanding.web.people import record_views
from goodstanding.web.people.presenters import units as unit_presenters
from goodstanding.web.shell.auth import desk_page, now, viewer
from goodstanding.web.shell.presenters import numbers, terms

_ABOUT = ("member", "unit")
_MOST_PLACES = 60


@require_safe
@desk_page
def places(request: HttpRequest) -> HttpResponse:
    """Where the viewer records; straight there, if that is one place."""
    who = viewer(request)
    if not who.may(Allowed.RECORD_FACT):
        raise Http404
    found = list(recorded_queries.units(who).filter(closed_on=None, members_here__gt=0)[: _MOST_PLACES + 1])
    if len(found) == 1:
        return redirect("facts", code=found[0].code)
    entries = [
        {"url": reverse("facts", args=[unit.code]), "icon": "branch", "label": unit.name, "detail": unit.code}
        for unit in found[:_MOST_PLACES]
    ]
    context = {"title": _("Entries"), "entries": entries, "more": len(found) > _MOST_PLACES}
    return render(request, "ledger/places.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def record(request: HttpRequest, code: str) -> HttpResponse:
    """Chooses a kind; with one, marks whom it is about."""
    who = viewer(request)
    unit = get_object_or_404(recorded_queries.units(who), code=code, closed_on=None)
    about = request.GET.get("about", "member")
    if about not in _ABOUT:
        raise Http404
    names = _kinds(who, unit, about)
    kind = request.GET.get("kind", "")
    if not kind:
        return _choose(request, unit, about, names)
    if kind not in names:
        raise Http404
    if about == "member":
        people = _people(request, unit, kind)
        return _choose_people(request, unit, kind) if people is None else _mark(request, unit, about, kind, people)
    return _mark(request, unit, about, kind, [unit])


def _people(request: HttpRequest, unit: Unit, kind: str) -> list[Member] | None:
    """Whom an entry is about: those who were chosen, or everyone; none where they are still to be chosen."""
    members = list(recorded_queries.members(viewer(request), unit))
    chosen = set(request.GET.getlist("who"))
    if "people" in request.GET:
        return None
    if "everyone" in request.GET or (not chosen and kinds.is_about_everyone(kind, the_scheme())):
        return members
    found = [member for member in members if member.key in chosen]
    if len(found) != len(chosen):
        raise Http404
    return found or None


@require_safe
@desk_page
def receipt(request: HttpRequest, key: str) -> HttpResponse:
    """What one form recorded, and undoing each of it."""
    who, pk = viewer(request), fact_forms.unit_of_key(key)
    unit = get_object_or_404(recorded_queries.units(who), pk=pk or 0)
    subjects: list[Member | Unit] = [*recorded_queries.members(who, unit), unit]
    made = list(recorded_queries.from_form([recorded_queries.form_key(who, key, subject) for subject in subjects]))
    if not made:
        raise Http404
    record_views.leave(request, [fact.member for fact in made if fact.member], RecordView.How.LIST, Allowed.RECORD_FACT)
    scheme, first = the_scheme(), made[0]
    url = f"{reverse('fact_record', args=[unit.code])}?about={'member' if first.member_id else 'unit'}"
    context = {
        "title": _("What was recorded"),
        "lead": f"{fact_presenters.title(first.kind, scheme)} · {terms.said_day(first.occurred_on)}",
        "unit": unit,
        "reference": first.reference,
        "count": fact_presenters.counted(len(made)),
        # An entry about oneself is for another person to put right.
        "rows": [
            fact_presenters.row(line, scheme) | {"own": line.entry.fact.member_id == who.member_id}
            for line in recorded_queries.lines(made)
        ],
        "again_url": f"{url}&kind={first.kind}",
        "counting": fact_presenters.counting(counting.counts_later(first.month, first.recorded_at)),
        "here": request.path,
        "breadcrumbs": unit_presenters.trail_to(viewer(request), unit, _("What was recorded")),
    }
    return render(request, "ledger/receipt.html", context)


def _kinds(who: Viewer, unit: Unit, about: str) -> list[str]:
    held = [one for one in who.held(Allowed.RECORD_FACT) if one.covers(unit)]
    return kinds_for(the_scheme(), about, held)


def _choose_people(request: HttpRequest, unit: Unit, kind: str) -> HttpResponse:
    """Whom it is about: a person or a few, of a kind that is not said of everyone at once."""
    who, chosen = viewer(request), set(request.GET.getlist("who"))
    members = list(recorded_queries.members(who, unit))
    record_views.leave(request, members, RecordView.How.LIST, Allowed.RECORD_FACT)
    tell_apart(members)
    context = _context(request, unit, "member", kind) | {
        "kind": kind,
        "people": [
            {"key": member.key, "name": member.name, "number": member.number, "chosen": member.key in chosen}
            for member in members
        ],
        "action": reverse("fact_record", args=[unit.code]),
        "missing": "next" in request.GET and not chosen,
    }
    return render(request, "ledger/people.html", context)


def _choose(request: HttpRequest, unit: Unit, about: str, names: list[str]) -> HttpResponse:
    url, text = reverse("fact_record", args=[unit.code]), request.GET.get("q", "")[:60]
    chosen = urlencode({"who": request.GET.getlist("who")}, doseq=True)
    way = f"{url}?about={about}&{chosen}&" if chosen else f"{url}?about={about}&"
    often = recorded_queries.often(unit, viewer(request).on)
    tabs = [("member", _("For members")), ("unit", _("For the unit itself"))]
    context = {
        "title": _("Record entries"),
        "lead": unit.name,
        "unit": unit,
        "about": about,
        "text": text,
        "tabs": [{"url": f"{url}?about={word}", "label": label, "current": word == about} for word, label in tabs]
        if _kinds(viewer(request), unit, "unit")
        else [],
        "who": request.GET.getlist("who"),
        "groups": fact_presenters.kinds(names, often, the_scheme(), way, text),
        "breadcrumbs": unit_presenters.trail_to(viewer(request), unit, _("Record entries")),
    }
    return render(request, "ledger/choose.html", context)


def _mark(request: HttpRequest, unit: Unit, about: str, kind: str, subjects: Sequence[Member | Unit]) -> HttpResponse:
    who, scheme, sent = viewer(request), the_scheme(), request.method == "POST"
    form = fact_forms.RecordFacts(request.POST or None, initial={"occurred_on": who.on})
    form.fields["occurred_on"].help_text = fact_presenters.published_help(counting.last_published())
    chosen = request.GET.getlist("who")
    marks = fact_forms.Marks(
        subjects, scheme.fact_kinds[kind].at_most, request.POST if sent else None,
        excused=numbers.excused([kind]), is_leave=is_attended([kind], scheme),
        only_happens=kinds.only_happens(kind, scheme), chosen=bool(chosen),
    )  # fmt: skip
    fills = sent and "fill" in request.POST and marks.toggles
    key = request.POST.get("form", "")
    key = key if fact_forms.unit_of_key(key) == unit.pk else fact_forms.new_key(unit)
    if fills:
        marks.fill()
    elif sent and (new := _record(request, kind, form, marks, key)) is not None:
        return _told(request, new, key)
    record_views.leave(
        request, [one for one in subjects if isinstance(one, Member)], RecordView.How.LIST, Allowed.RECORD_FACT
    )
    context = _context(request, unit, about, kind) | {"form": form, "marks": marks, "key": key}
    if about == "member" and not kinds.is_about_everyone(kind, scheme):
        context["people_url"] = f"{context['action']}&people=again"
    context |= {
        "counted": fact_presenters.marked(marks.count, len(marks.rows)),
        "says": fact_presenters.marked("%(count)s", "%(total)s"),
    }
    return render(request, "ledger/record.html", context, status=422 if sent and not fills else 200)


def _record(
    request: HttpRequest, kind: str, form: fact_forms.RecordFacts, marks: fact_forms.Marks, key: str
) -> int | None:
    """How many were new; none where something stands in the way, which the form says then."""
    told = marks.read()
    if not form.is_valid() or any(row.error for row in marks.rows):
        return None
    data = form.cleaned_data
    try:
        made = by_hand.record_together(
            kind=kind, occurred_on=data["occurred_on"], reference=data["reference"], marks=told, form=key,
            scheme=the_scheme(), by=viewer(request), at=now(), besides=data.get("besides", False),
        )  # fmt: skip
    except by_hand.Doubled as doubled:
        form.ask_besides()
        form.add_error(None, _("A closed meeting has already recorded some of this. Recorded again, it counts twice."))
        marks.put(doubled.faults, told)
        return None
    except Faulty as faulty:
        if len({str(fault.message) for fault in faulty.faults}) == 1 and len(faulty.faults) == len(told):
            form.add_error("occurred_on" if faulty.field == "occurred_on" else None, str(faulty))
        else:
            marks.put(faulty.faults, told)
        return None
    except ActionRefused as refusal:
        form.add_error(None, str(refusal))
        return None
    return made.new


def _told(request: HttpRequest, new: int, key: str) -> HttpResponse:
    if new:
        messages.success(
            request, ngettext("%(count)s entry is recorded.", "%(count)s entries are recorded.", new) % {"count": new}
        )
    else:
        messages.info(request, _("This form was already sent. Nothing was recorded twice."))
    return redirect("fact_receipt", key=key)


def _context(request: HttpRequest, unit: Unit, about: str, kind: str) -> dict[str, Any]:
    scheme, most = the_scheme(), the_scheme().fact_kinds[kind].at_most
    choose = f"{reverse('fact_record', args=[unit.code])}?about={about}"
    people = [("who", key) for key in request.GET.getlist("who")]
    people += [("everyone", "1")] if "everyone" in request.GET else []
    chosen = f"&{urlencode(people)}" if people else ""
    return {
        "title": fact_presenters.title(kind, scheme),
        "lead": unit.name,
        "unit": unit,
        "most": _("At most %(most)s.") % {"most": decimal_text(most)} if most is not None else "",
        "action": f"{choose}&kind={kind}{chosen}",
        "choose_url": f"{choose}{chosen}",
        "breadcrumbs": unit_presenters.trail_to(viewer(request), unit, _("Record entries")),
    }
