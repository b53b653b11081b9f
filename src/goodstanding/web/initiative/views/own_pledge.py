"""A member's own initiative, and their pledge: made, reported item by item, worded anew, taken back."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goodstanding.actions.initiative import pledge_items, pledges
from goodstanding.engine.scheme.initiative import PledgeRule
from goodstanding.models import Pledge, PledgeItem
from goodstanding.models.initiative.moves import ITEM_OPEN
from goodstanding.queries.initiative import pledges as queries
from goodstanding.queries.initiative.periods import period_on
from goodstanding.queries.meetings import for_whom
from goodstanding.queries.people.namesakes import tell_apart
from goodstanding.queries.people.organization import the_scheme
from goodstanding.web.initiative.forms.initiative import PledgeForm, ReportForm
from goodstanding.web.initiative.own import oneself, own_head
from goodstanding.web.initiative.presenters import initiative as presenters
from goodstanding.web.initiative.presenters import own
from goodstanding.web.shell.auth import now, own_page, viewer
from goodstanding.web.shell.form_views import attempt, form_page, saying_refusals
from goodstanding.web.shell.presenters import terms


@require_safe
@own_page
def overview(request: HttpRequest) -> HttpResponse:
    """The member's pledge, suggestions, topics and posts, and what the branch pledged."""
    member, scheme, on = oneself(request), the_scheme(), viewer(request).on
    lines = own.summaries(member, scheme, on)
    if queries.rule_of(scheme) is not None and member.unit is not None:
        label = _("Pledges of %(unit)s") % {"unit": member.unit.name}
        lines.append({"url": reverse("branch_pledges"), "icon": "people", "label": label, "detail": ""})
    context = own_head(_("Pledges and suggestions"), "me") | {"lines": lines}
    return render(request, "initiative/own_overview.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def page(request: HttpRequest) -> HttpResponse:
    """The pledge of the period; where there is none yet, the form to make it."""
    member, scheme, on, rule = oneself(request), the_scheme(), viewer(request).on, _rule()
    pledge = queries.current(member, rule, on)
    context = own_head(presenters.pledge_title(scheme))
    period = terms.period(period_on(on, rule.period).name, with_year=True)
    context |= {"period": period, "choice_note": _choice_note(rule, member, on)}
    if pledge is not None and request.method != "POST":
        return _shown(request, pledge, context)
    form = PledgeForm(request.POST or None, rule=rule)

    def act(_data: dict[str, Any]) -> None:
        pledges.make(member=member, texts=form.texts(), scheme=scheme, by=viewer(request), at=now())

    if request.method == "POST" and attempt(form, act):
        messages.success(request, _("Your pledge is registered. Your branch can read it now."))
        return redirect("my_pledge")
    context |= {"form": form, "past": _past(queries.own(member))}
    return render(request, "initiative/own_pledge_new.html", context, status=422 if request.method == "POST" else 200)


def _choice_note(rule: PledgeRule, member: Any, on: Any) -> str:
    if not for_whom.is_spared(rule.to, member, on):
        return ""
    return _("A pledge is your own choice. It counts if you make one, and nothing is missing if you do not.")


def _shown(request: HttpRequest, pledge: Pledge, context: dict[str, Any], *, status: int = 200, **forms: Any) -> Any:
    found = queries.items(pledge)
    lines = [
        presenters.item_entry(item)
        | {
            "report_url": reverse("my_pledge_report", args=[item.key]) if item.state in ITEM_OPEN else "",
            "form": forms.get(item.key) or ReportForm(prefix=f"i{item.number}r{item.revision}"),
            "is_bound": item.key in forms,
        }
        for item in found
    ]
    context |= {
        "pledge": pledge,
        "made": terms.said_day(pledge.made_on),
        "lines": lines,
        "may_reword": not queries.is_decided(pledge),
        "past": _past(queries.own(pledge.member).exclude(pk=pledge.pk)),
        "steps": presenters.steps(queries.steps(pledge), with_items=True),
    }
    return render(request, "initiative/own_pledge.html", context, status=status)


def _past(found: Any) -> list[dict[str, Any]]:
    return [
        {
            "title": terms.period(pledge.period, with_year=True),
            "text": terms.listed(item.text for item in queries.items(pledge)),
            "when": presenters.pledge_counts(pledge),
            "by": pledge.get_state_display(),
            "icon": "edit",
        }
        for pledge in found[:10]
    ]


@require_POST
@own_page
def report(request: HttpRequest, key: str) -> HttpResponse:
    """The member says that an item is fulfilled. key: the item."""
    member, scheme = oneself(request), the_scheme()
    mine = PledgeItem.objects.filter(pledge__member=member, pledge__state=Pledge.State.REGISTERED)
    item = get_object_or_404(mine.select_related("pledge"), key=key)
    form = ReportForm(request.POST, prefix=f"i{item.number}r{item.revision}")

    def act(data: dict[str, Any]) -> None:
        pledge_items.report(item=item, words=data["words"], scheme=scheme, by=viewer(request), at=now())

    if attempt(form, act):
        messages.success(request, _("Reported. Your branch confirms it; you are notified here."))
        return redirect("my_pledge")
    context = own_head(presenters.pledge_title(scheme)) | {"period": terms.period(item.pledge.period, with_year=True)}
    pledge = queries.own(member).get(pk=item.pledge_id)
    answer: HttpResponse = _shown(request, pledge, context, status=422, **{item.key: form})
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def reword(request: HttpRequest) -> HttpResponse:
    """Words items anew, until the first is decided."""
    member, scheme, rule = oneself(request), the_scheme(), _rule()
    pledge = queries.current(member, rule, viewer(request).on)
    if pledge is None:
        return redirect("my_pledge")
    form = PledgeForm(request.POST or None, rule=rule, now=[item.text for item in queries.items(pledge)])

    def act(_data: dict[str, Any]) -> None:
        pledges.reword(pledge=pledge, texts=form.texts(), scheme=scheme, by=viewer(request), at=now())

    context = own_head(_("Change the items"), "my_pledge") | {"submit_label": _("Save")}
    return form_page(
        request,
        form,
        act,
        done=_("Changed. The earlier wording can still be read."),
        to=reverse("my_pledge"),
        context=context,
    )


@require_POST
@own_page
def withdraw(request: HttpRequest, key: str) -> HttpResponse:
    """Takes the pledge back, until the first item is decided."""
    member, scheme = oneself(request), the_scheme()
    pledge = get_object_or_404(queries.own(member), key=key)
    with saying_refusals(request):
        pledges.withdraw(pledge=pledge, reason="", scheme=scheme, by=viewer(request), at=now())
        messages.success(request, _("Taken back. You can make a new pledge."))
    return redirect("my_pledge")


@require_safe
@own_page
def of_branch(request: HttpRequest) -> HttpResponse:
    """The pledges of the member's own branch, which these members alone read."""
    member, on, rule = oneself(request), viewer(request).on, _rule()
    if member.unit is None:
        raise Http404
    found = list(queries.of_branch(member.unit, rule, on))
    tell_apart([pledge.member for pledge in found])
    context = own_head(_("Pledges of %(unit)s") % {"unit": member.unit.name}) | {
        "period": terms.period(period_on(on, rule.period).name, with_year=True),
        "pledges": [
            {"name": one.member.shown_as, "lines": [presenters.item_entry(item) for item in queries.items(one)]}
            for one in found
        ],
    }
    return render(request, "initiative/branch_pledges.html", context)


def _rule() -> PledgeRule:
    rule = queries.rule_of(the_scheme())
    if rule is None:
        raise Http404
    return rule
