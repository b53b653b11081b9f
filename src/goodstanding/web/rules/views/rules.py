"""The rules: readable by everyone, in force by month, changed in the open by two people."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goodstanding.actions.rules import rules as rule_actions
from goodstanding.engine.period import month_text
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.flows.rules import proposing
from goodstanding.models import RulesVersion
from goodstanding.queries.months.runs import sees_members
from goodstanding.queries.people.organization import the_scheme
from goodstanding.queries.rules import rules as rule_queries
from goodstanding.web.months.forms import months as month_forms
from goodstanding.web.rules.forms import rules as rule_forms
from goodstanding.web.rules.presenters import rules as rule_presenters
from goodstanding.web.shell.auth import desk_page, now, own_page, viewer
from goodstanding.web.shell.form_views import attempt, form_page
from goodstanding.web.shell.presenters import terms


@require_safe
@own_page
def card(request: HttpRequest) -> HttpResponse:
    """The rules in force, every one in plain words, for everyone."""
    return _card(request, the_scheme(), _("The rules"), reverse("me"))


@require_safe
@own_page
def card_of(request: HttpRequest, key: str) -> HttpResponse:
    """The rules that were in force from some month on; key: that month, as 2016-10."""
    found = [entry for entry in rule_queries.history() if month_text(entry.from_month) == key]
    if not found:
        raise Http404
    title = _("The rules from %(month)s on") % {"month": terms.month(found[0].from_month)}
    return _card(request, found[0].scheme, title, reverse("rules"))


def _card(request: HttpRequest, scheme: Scheme, title: str, back: str) -> HttpResponse:
    context = {
        "title": title,
        "here": "me",
        "back_url": back,
        "scheme": rule_presenters.scheme(scheme),
        "categories": rule_presenters.categories(scheme),
        "history": [rule_presenters.in_force(entry) for entry in rule_queries.history()],
    }
    return render(request, "rules/card.html", context)


@require_safe
@desk_page
def overview(request: HttpRequest) -> HttpResponse:
    """What is in force, what is installed, what is proposed."""
    who = viewer(request)
    _refuse_others(request)
    history = rule_queries.history()
    known = {entry.scheme.name for entry in history}
    context = {
        "title": _("Rules"),
        "lead": _("Rules change for a month to come, after everyone concerned could see the effects."),
        "history": [rule_presenters.in_force(entry) for entry in history],
        "installed": [rule_presenters.installed(candidate, who.on, known) for candidate in rule_queries.installed()],
        "proposals": [rule_presenters.entry(proposal) for proposal in rule_queries.proposals(who)],
        "may_propose": rule_queries.may_propose(who),
    }
    return render(request, "rules/overview.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def propose(request: HttpRequest) -> HttpResponse:
    """Proposes an installed scheme."""
    who = viewer(request)
    if not rule_queries.may_propose(who):
        raise Http404
    among = [candidate for candidate in rule_queries.installed() if candidate.can_be_proposed(who.on)]
    form = rule_forms.Propose(
        request.POST or None, among=[(candidate.folder, rule_presenters.choice(candidate)) for candidate in among]
    )
    chosen = {installed.folder: installed.scheme for installed in among}
    versions: list[RulesVersion] = []

    def act(data: dict[str, Any]) -> None:
        scheme = chosen[data["folder"]]
        assert scheme is not None, "only whole schemes can be chosen"
        versions.append(proposing.propose(scheme=scheme, reason=data["reason"], by=who, at=now()))

    if request.method == "POST" and attempt(form, act):
        return redirect(address(versions[0]))
    context = {
        "title": _("Propose rules"),
        "lead": _("Before anyone agrees, they are compared with the rules in force on the latest published month."),
        "submit_label": _("Propose"),
        "breadcrumbs": [{"label": _("Rules"), "url": reverse("rules_desk")}, {"label": _("Propose rules"), "url": ""}],
    }
    return form_page(request, form, lambda _data: None, done="", to=reverse("rules_desk"), context=context)


@require_safe
@desk_page
def version(request: HttpRequest, key: str) -> HttpResponse:
    """A proposal with what it would change."""
    who, found = viewer(request), _version(request, key)
    scheme = Scheme.model_validate(found.content)
    context = {
        "title": rule_presenters.title(found, scheme),
        "lead": found.reason,
        "version": found,
        "breadcrumbs": [{"label": _("Rules"), "url": reverse("rules_desk")}, {"label": found.name, "url": ""}],
        "state": found.get_state_display(),
        "tone": rule_presenters.TONES[RulesVersion.State(found.state)],
        "impact": rule_presenters.impact(found.impact, guarded=not sees_members(who)) if found.impact else None,
        "impact_month": terms.month(found.impact_month) if found.impact_month else "",
        "differences": rule_presenters.differences(the_scheme(), scheme),
        "events": rule_presenters.events(found),
        "job_url": reverse("job", args=[found.job.key]) if found.job else "",
        "can_agree": found.state == "proposed"
        and rule_queries.may_agree(who)
        and found.proposed_by_id != who.account.pk,
        "can_withdraw": found.state == "proposed" and rule_queries.may_propose(who),
    }
    return render(request, "rules/version.html", context)


@require_POST
@desk_page
def agree(request: HttpRequest, key: str) -> HttpResponse:
    """Puts a proposal into force from its month on."""
    done = _("Agreed. The rules apply from their month on; earlier months keep their own.")
    return _step(
        request, key, lambda proposal: rule_actions.agree(version=proposal, by=viewer(request), at=now()), done
    )


@require_POST
@desk_page
def withdraw(request: HttpRequest, key: str) -> HttpResponse:
    """Gives a proposal up."""
    done = _("The proposal is withdrawn.")
    return _step(
        request, key, lambda proposal: rule_actions.withdraw(version=proposal, by=viewer(request), at=now()), done
    )


def address(found: RulesVersion) -> str:
    """A proposal's page."""
    return reverse("rules_version", args=[found.key])


def _step(request: HttpRequest, key: str, action: Any, done: str) -> HttpResponse:
    found, form = _version(request, key), month_forms.Nothing(request.POST)
    if attempt(form, lambda _data: action(found)):
        messages.success(request, done)
    for error in form.non_field_errors():
        messages.error(request, str(error))
    return redirect(address(found))


def _version(request: HttpRequest, key: str) -> RulesVersion:
    return get_object_or_404(rule_queries.proposals(viewer(request)), key=key)


def _refuse_others(request: HttpRequest) -> None:
    who = viewer(request)
    if not (rule_queries.may_propose(who) or rule_queries.may_agree(who)):
        raise Http404
