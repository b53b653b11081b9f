"""Decisions at the desk: who has which, and what a document says, written down by a named office-holder."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from goodstanding.access import named_offices
from goodstanding.access.permissions import Permission
from goodstanding.actions.decisions import decisions as actions
from goodstanding.engine.scheme.decisions import DecisionRule
from goodstanding.models import Member, MemberDecision, RecordView
from goodstanding.models.public_id import new_key
from goodstanding.queries.decisions import decisions
from goodstanding.queries.people.namesakes import apart_anywhere
from goodstanding.queries.people.organization import the_scheme
from goodstanding.web.decisions.forms.decisions import ChangeForm, CorrectionForm, DecisionPaperForm
from goodstanding.web.decisions.presenters import decisions as presenters
from goodstanding.web.people import record_views
from goodstanding.web.shell.auth import desk_page, now, viewer
from goodstanding.web.shell.form_views import attempt, form_page
from goodstanding.web.shell.presenters import terms

Side = MemberDecision.Side
_MOST = 100


@require_safe
@desk_page
def overview(request: HttpRequest) -> HttpResponse:
    """Discipline in effect in the viewer's units, and the newest awards."""
    who, scheme = viewer(request), the_scheme()
    rules = decisions.rules_of(scheme)
    if rules is None or not named_offices.held(who, rules.seen_by):
        raise Http404
    mine = decisions.at_desk(who, scheme).prefetch_related("changes")
    effective = decisions.having_effect(who.on).order_by().values("pk")
    lists = {}
    for side in Side.values:
        found = apart_anywhere(mine.filter(pk__in=effective, side=side)[:_MOST], lambda one: one.member)
        lists[side] = [presenters.line(one, who.on) for one in found]
    shown = record_views.about([*lists[Side.DISCIPLINE], *lists[Side.AWARD]])
    record_views.leave(request, shown, RecordView.How.LIST, Permission.SEE_ROSTER)
    return render(request, "decisions/overview.html", {"title": _("Awards and discipline"), **lists})


@require_safe
@desk_page
def of_member(request: HttpRequest, key: str) -> HttpResponse:
    """Every decision about a member, with what can be written down."""
    member, who = _member(request, key), viewer(request)
    _seen(request, member)
    kinds = decisions.recordable(who, member, the_scheme())
    cards = [
        presenters.card(one, who.on) | {"may_change": one.kind in kinds and not decisions.is_void(one)}
        for one in decisions.own(member)
    ]
    context = {
        "title": _("Awards and discipline"),
        "lead": f"{member.shown_as} · {member.unit.name if member.unit else ''}",
        "member": member,
        "cards": cards,
        "may_record": bool(kinds),
        "breadcrumbs": _trail(member, ""),
    }
    return render(request, "decisions/member.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def new(request: HttpRequest, key: str) -> HttpResponse:
    """First the kind, which is one tap; then what the document says."""
    member, who, scheme = _member(request, key), viewer(request), the_scheme()
    kinds = decisions.recordable(who, member, scheme)
    if not kinds:
        raise Http404
    word = request.GET.get("kind", "")
    if word not in kinds:
        return _kinds(request, member, kinds)
    rule = kinds[word]
    form = DecisionPaperForm(
        request.POST or None, rule=rule, member=member, initial={"sent": new_key(), "dated_on": who.on}
    )  # fmt: skip

    def act(data: dict[str, Any]) -> None:
        actions.record(
            member=member, kind=word, paper=form.paper(), scheme=scheme, by=who, at=now(), sent=data["sent"]
        )  # fmt: skip

    return _form(request, member, form, act, terms.text(rule.title), _next(rule))


def _next(rule: DecisionRule) -> str:
    done = _("The decision is recorded, and the member is notified.")
    return f"{done} {terms.text(rule.next_step)}" if rule.next_step else done


def _kinds(request: HttpRequest, member: Member, kinds: dict[str, DecisionRule]) -> HttpResponse:
    _seen(request, member)
    context = {
        "title": _("Record a decision"),
        "lead": member.shown_as,
        "award": presenters.choices(kinds, member, Side.AWARD),
        "discipline": presenters.choices(kinds, member, Side.DISCIPLINE),
        "breadcrumbs": _trail(member, _("Record a decision")),
    }
    return render(request, "decisions/kinds.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def correct(request: HttpRequest, key: str) -> HttpResponse:
    """A decision was written down otherwise than it stands in the document."""
    one, rule = _decision(request, key)
    known = {name: getattr(one, name) for name in ("form", "body", "document", "dated_on", "informed_on")}
    known |= {name: getattr(one, name) for name in ("effective_from", "ends_on", "appeal_until")}
    known["body_unit"] = one.body_unit.code if one.body_unit else ""
    if one.body_unit is not None and one.body == one.body_unit.name:
        # The name goes with the unit, should another one be chosen.
        known["body"] = ""
    form = CorrectionForm(request.POST or None, rule=rule, member=one.member, initial=known)

    def act(data: dict[str, Any]) -> None:
        actions.correct(
            decision=one, paper=form.paper(), reason=data["reason"], scheme=the_scheme(), by=viewer(request), at=now()
        )

    return _form(request, one.member, form, act, _("Correct the decision"), _("Corrected. The member is notified."))


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def revoke(request: HttpRequest, key: str) -> HttpResponse:
    """A body revoked a decision."""
    one, _rule = _decision(request, key)
    form = ChangeForm(request.POST or None, initial={"on": viewer(request).on})

    def act(_data: dict[str, Any]) -> None:
        actions.revoke(decision=one, paper=form.paper(), scheme=the_scheme(), by=viewer(request), at=now())

    done = _("Revoked: it never had effect, and its entry is taken back. The member is notified.")
    return _form(request, one.member, form, act, _("Record that it was revoked"), done)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def lift(request: HttpRequest, key: str) -> HttpResponse:
    """A body lifted the effect of a decision."""
    one, rule = _decision(request, key)
    if rule.ends == "never":
        raise Http404
    form = ChangeForm(request.POST or None, initial={"on": viewer(request).on})

    def act(_data: dict[str, Any]) -> None:
        actions.lift(decision=one, paper=form.paper(), scheme=the_scheme(), by=viewer(request), at=now())

    done = _("Its effect is lifted. The member is notified.")
    return _form(request, one.member, form, act, _("Record that its effect was lifted"), done)


def _form(request: HttpRequest, member: Member, form: Form, act: Any, title: str, done: str) -> HttpResponse:
    if request.method == "POST" and attempt(form, act):
        messages.success(request, done)
        return redirect("member_decisions", key=member.key)
    _seen(request, member)
    context = {
        "title": title,
        "lead": member.shown_as,
        "submit_label": _("Record the decision"),
        "keep": "decision",
        "breadcrumbs": _trail(member, title),
    }
    to = reverse("member_decisions", args=[member.key])
    if request.method == "POST":
        return render(request, "form_page.html", {**context, "form": form, "cancel_url": to}, status=422)
    return form_page(request, form, act, done=done, to=to, context=context)


def _member(request: HttpRequest, key: str) -> Member:
    found = decisions.members_for(viewer(request), the_scheme()).select_related("unit")
    return get_object_or_404(found, key=key)


def _decision(request: HttpRequest, key: str) -> tuple[MemberDecision, DecisionRule]:
    """Returns a decision that the viewer can change, and its rule. Raises Http404 for any other."""
    who, scheme = viewer(request), the_scheme()
    one = get_object_or_404(decisions.at_desk(who, scheme).prefetch_related("changes"), key=key)
    rule = decisions.recordable(who, one.member, scheme).get(one.kind)
    if rule is None or decisions.is_void(one):
        raise Http404
    return one, rule


def _seen(request: HttpRequest, member: Member) -> None:
    """Leaves the look with the member, whose name is told apart from others."""
    apart_anywhere([member], lambda one: one)
    record_views.leave(request, [member], RecordView.How.PAGE, Permission.SEE_MEMBER)


def _trail(member: Member, here: str) -> list[dict[str, str]]:
    way = [
        {"label": _("Awards and discipline"), "url": reverse("decisions")},
        {"label": member.shown_as, "url": reverse("member_decisions", args=[member.key]) if here else ""},
    ]
    return [*way, {"label": here, "url": ""}] if here else way
