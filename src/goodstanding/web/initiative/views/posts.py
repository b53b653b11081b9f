"""Duty posts at the desk: set up, offered, ended, and confirmed for everyone in one list."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from goodstanding.access import named_offices
from goodstanding.access.permissions import Permission
from goodstanding.actions.initiative import duties, holdings
from goodstanding.actions.initiative.duties import Word
from goodstanding.engine.period import Period
from goodstanding.models import DutyCheck, DutyHolding, DutyPost, RecordView, Unit
from goodstanding.queries.initiative import duties as queries
from goodstanding.queries.meetings import for_whom
from goodstanding.queries.people.namesakes import tell_apart
from goodstanding.queries.people.organization import the_scheme
from goodstanding.web.initiative.desk_pages import members_of, trail, unit_of
from goodstanding.web.initiative.forms.initiative import OfferForm, PostForm
from goodstanding.web.initiative.presenters import initiative as presenters
from goodstanding.web.people import record_views
from goodstanding.web.shell.auth import desk_page, now, viewer
from goodstanding.web.shell.form_views import attempt, form_page, saying_refusals
from goodstanding.web.shell.presenters import terms

Verdict = DutyCheck.Verdict


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def new(request: HttpRequest, code: str) -> HttpResponse:
    """Sets up a post."""
    scheme = the_scheme()
    unit = unit_of(request, code, queries.offices_of(scheme))
    kinds = [(word, terms.text(rule.title)) for word, rule in queries.rules_of(scheme).items()]
    form = PostForm(request.POST or None, kinds=kinds)

    def act(data: dict[str, Any]) -> None:
        duties.set_up(unit=unit, scheme=scheme, by=viewer(request), at=now(), **data)

    title = _("Set up a post")
    context: dict[str, Any] = {"title": title, "lead": unit.name, "submit_label": _("Set it up")}
    context |= {"breadcrumbs": trail(request, unit, _("Initiative"), title)}
    done = _("Set up. Members can take it on now, or you can offer it to a member.")
    to = reverse("unit_initiative", args=[code])
    return form_page(request, form, act, done=done, to=to, context=context)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def page(request: HttpRequest, key: str) -> HttpResponse:
    """One post: who holds it, and the form to offer it."""
    post, scheme, who = _found(request, key), the_scheme(), viewer(request)
    members = members_of(post.unit)
    form = OfferForm(request.POST or None, members=members)

    def act(data: dict[str, Any]) -> None:
        holdings.offer(post=post, member=data["member"], until=data["until"], scheme=scheme, by=who, at=now())

    if request.method == "POST" and attempt(form, act):
        messages.success(request, _("Offered. The member holds the post once they agree."))
        return redirect("duty_post", key=key)
    found = list(post.holdings.filter(member__unit=post.unit).select_related("member__unit", "post"))
    tell_apart([one.member for one in found])
    shown = [one.member for one in found] if post.closed_on else list(members)
    record_views.leave(request, shown, RecordView.How.LIST, Permission.SEE_ROSTER)
    context = {
        "title": post.title,
        "lead": f"{presenters.post_title(post.kind)} · {post.unit.name}",
        "post": post,
        "holdings": [_holding(one) for one in found if one.state in {"offered", "held"}],
        "form": None if post.closed_on else form,
        "past": [_past(one) for one in found if one.state in {"declined", "ended"}],
        "breadcrumbs": trail(request, post.unit, _("Initiative"), post.title),
    }
    return render(request, "initiative/post.html", context, status=422 if request.method == "POST" else 200)


def _holding(holding: DutyHolding) -> dict[str, Any]:
    deeds = [("end", _("End the term"))]
    if holding.state == "offered":
        deeds = [("accept", _("Agreed in person")), ("decline", _("Declined in person"))]
    return {
        "holding": holding,
        "since": presenters.held_detail(holding),
        "tone": presenters.TONES[holding.state],
        "url": reverse("duty_act", args=[holding.key]),
        "deeds": [{"do": do, "label": label} for do, label in deeds],
    }


def _past(holding: DutyHolding) -> dict[str, Any]:
    return {
        "title": holding.member.shown_as,
        "text": holding.get_state_display(),
        "when": presenters.held_detail(holding),
        "icon": "person",
    }


@require_POST
@desk_page
def act(request: HttpRequest, key: str) -> HttpResponse:
    """What a member said in person, or the end of a term. key: the holding."""
    do = request.POST.get("do", "")
    deeds = {"accept": holdings.accept, "decline": holdings.decline, "end": holdings.end}
    if do not in deeds:
        raise Http404
    units = named_offices.covered(viewer(request), queries.offices_of(the_scheme()))
    mine = DutyHolding.objects.filter(post__unit__in=units.order_by().values("pk"))
    holding = get_object_or_404(mine.select_related("post", "member"), key=key)
    with saying_refusals(request):
        deeds[do](holding=holding, scheme=the_scheme(), by=viewer(request), at=now())
        messages.success(request, _("Recorded for %(member)s.") % {"member": holding.member.name})
    return redirect("duty_post", key=holding.post.key)


@require_POST
@desk_page
def close(request: HttpRequest, key: str) -> HttpResponse:
    """Closes a post."""
    post = _found(request, key)
    with saying_refusals(request):
        duties.close(post=post, scheme=the_scheme(), by=viewer(request), at=now())
        messages.success(request, _("Closed."))
    return redirect("unit_initiative", code=post.unit.code)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def confirm(request: HttpRequest, code: str) -> HttpResponse:
    """Everyone who held a post in a period, in one list: kept, unless the viewer says otherwise. One tap for all."""
    scheme = the_scheme()
    unit = unit_of(request, code, queries.offices_of(scheme))
    parts, problem = [_part(request, unit, word, period) for word, period in _periods(request, unit)], ""
    if request.method == "POST":
        with saying_refusals(request):
            count = _confirm(request, unit, parts)
            told = ngettext("Confirmed for %(count)s post.", "Confirmed for %(count)s posts.", count)
            messages.success(request, told % {"count": count})
            return redirect("unit_initiative", code=code)
        problem = _("Nothing was saved yet.")
    members = [line["holding"].member for part in parts for line in part["lines"]]
    record_views.leave(request, members, RecordView.How.LIST, Permission.SEE_ROSTER)
    title = _("Confirm duty posts")
    context = {
        "title": title,
        "lead": unit.name,
        "parts": parts,
        "unit_url": reverse("unit_initiative", args=[code]),
        "breadcrumbs": trail(request, unit, _("Initiative"), title),
    }
    return render(request, "initiative/confirm.html", context, status=422 if problem else 200)


def _periods(request: HttpRequest, unit: Unit) -> list[tuple[str, Period]]:
    """What is to be confirmed; where nothing is, what can be put right."""
    on, rules = viewer(request).on, queries.rules_of(the_scheme())
    every = [(word, period) for word, rule in rules.items() for period in queries.confirmable(rule, on)]
    waiting = [(word, period) for word, period in every if not queries.is_confirmed(unit, word, period, on)]
    return waiting or every


def _part(request: HttpRequest, unit: Unit, word: str, period: Period) -> dict[str, Any]:
    who, rule = viewer(request), queries.rules_of(the_scheme())[word]
    found = list(queries.held_in(unit, word, period, who.on).exclude(member=who.member_id))
    tell_apart([one.member for one in found])
    said = queries.newest_checks(found, period)
    lines = []
    for holding in found:
        last, name = said.get(holding.pk), f"{period.name}-{holding.key}"
        spared = for_whom.is_spared(rule.to, holding.member, who.on)
        chosen = request.POST.get(name) or (last.verdict if last else Verdict.KEPT)
        words = request.POST.get(f"{name}-why", last.words if last else "")
        choices = [(value, label) for value, label in Verdict.choices if not (spared and value == Verdict.NOT_KEPT)]
        lines.append(
            {
                "holding": holding, "name": name, "chosen": chosen, "words": words, "choices": choices,
                "note": presenters.check_text(last),
            }
        )  # fmt: skip
    heading = f"{terms.text(rule.title)} · {terms.period(period.name, with_year=True)}"
    return {"word": word, "period": period, "heading": heading, "lines": lines}


@transaction.atomic
def _confirm(request: HttpRequest, unit: Unit, parts: list[dict[str, Any]]) -> int:
    count = 0
    for part in parts:
        said = {
            line["holding"].key: Word(Verdict(line["chosen"]), line["words"])
            for line in part["lines"]
            if line["chosen"] in Verdict.values
        }
        count += duties.confirm(
            unit=unit, kind=part["word"], period=part["period"], said=said, scheme=the_scheme(),
            by=viewer(request), at=now(),
        )  # fmt: skip
    return count


def _found(request: HttpRequest, key: str) -> DutyPost:
    units = named_offices.covered(viewer(request), queries.offices_of(the_scheme()))
    mine = DutyPost.objects.filter(unit__in=units.order_by().values("pk")).select_related("unit")
    return get_object_or_404(mine, key=key)
