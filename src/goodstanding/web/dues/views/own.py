"""A member's own dues: what is due and paid, receipts, the amount confirmed, and consent to pay ahead."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goodstanding.actions.dues import bases
from goodstanding.engine.period import month_of
from goodstanding.models import Member
from goodstanding.queries.dues import dues, reliefs
from goodstanding.queries.people.organization import the_scheme
from goodstanding.web.dues import pages
from goodstanding.web.dues.forms.dues import AmountForm
from goodstanding.web.dues.presenters import dues as presenters
from goodstanding.web.shell.auth import now, own_page, viewer
from goodstanding.web.shell.form_views import back_to, form_page, saying_refusals
from goodstanding.web.shell.presenters import terms


def _oneself(request: HttpRequest) -> Member:
    pages.rules_or_404()
    return get_object_or_404(Member.objects.select_related("unit"), pk=viewer(request).member_id, left_on=None)


@require_safe
@own_page
def page(request: HttpRequest) -> HttpResponse:
    """What is due, what was paid, and what can be confirmed or agreed to."""
    member, who, rules = _oneself(request), viewer(request), pages.rules_or_404()
    rows, base = list(dues.rows_of(member)[:24]), dues.newest_base(member)
    running = month_of(who.on)
    open_sum = sum(row.open for row in rows if row.month <= running)
    context: dict[str, Any] = pages.own_head(presenters.title()) | {
        "base": presenters.yuan(base.fen) if base else "",
        "is_confirmed": base is not None and dues.is_confirmed(member, who.on.year),
        "confirmed": terms.said_day(base.on) if base else "",
        "open_sum": presenters.yuan(open_sum) if open_sum else "",
        "where": member.unit.name if member.unit else "",
        "open_rows": [presenters.own_line(row, who.on) for row in rows if row.open and row.month <= running],
        "rows": [presenters.own_line(row, who.on) for row in rows if not row.open],
        "receipts": [presenters.receipt(one) for one in dues.payments(member)[:24]],
        "advance": rules.advance is not None,
        "consents": dues.consents(member),
        "reliefs": [
            {"detail": presenters.relief_detail(one), "badge": one.get_state_display(),
             "tone": presenters.RELIEF_TONES[one.state], "words": one.words}
            for one in reliefs.of_member(member)[:6]
        ],
        "posted": _posted(member),
    }  # fmt: skip
    return render(request, "dues/own.html", context)


def _posted(member: Member) -> str:
    """The totals that were posted last to the member's branch."""
    found = dues.newest_published(member.unit) if member.unit else None
    if found is None:
        return ""
    told = {
        "what": presenters.of_month(found.month), "due": presenters.yuan(found.owed - found.waived),
        "paid": presenters.yuan(found.paid), "day": terms.said_day(found.on),
    }  # fmt: skip
    return _("%(what)s: %(due)s due, %(paid)s collected. Posted on %(day)s.") % told


@require_POST
@own_page
def confirm(request: HttpRequest) -> HttpResponse:
    """The amount is the same: one tap."""
    member = _oneself(request)
    with saying_refusals(request):
        bases.confirm(member=member, scheme=the_scheme(), by=viewer(request), at=now())
        messages.success(request, _("Confirmed for this year."))
    return redirect(back_to(request, reverse("my_dues")))


@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def amount(request: HttpRequest) -> HttpResponse:
    """The band has changed, or none was ever chosen."""
    member = _oneself(request)
    form = AmountForm(request.POST or None, bands=pages.band_choices(member, viewer(request).on))

    def act(data: dict[str, Any]) -> None:
        bases.set_amount(member=member, scheme=the_scheme(), by=viewer(request), at=now(), **data)

    context = pages.own_head(_("My amount a month"), "my_dues")
    context |= {"submit_label": _("Confirm"), "keep": "my-dues"}
    done = _("Confirmed. Thank you.")
    return form_page(request, form, act, done=done, to=reverse("my_dues"), context=context)


@require_POST
@own_page
def consent(request: HttpRequest) -> HttpResponse:
    """The member agrees to pay ahead, or no longer does."""
    _oneself(request)
    given = request.POST.get("given") == "yes"
    with saying_refusals(request):
        bases.consent(given=given, scheme=the_scheme(), by=viewer(request), at=now())
        done = _("You can pay a quarter ahead now.") if given else _("You pay month by month again.")
        messages.success(request, done)
    return redirect("my_dues")
