"""How members who cannot sign in reach their branch: what the branch says of it, and a code to hang up."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from goodstanding.access import scope
from goodstanding.access.permissions import Permission as Allowed
from goodstanding.actions.sign_in import unit_contacts as actions
from goodstanding.queries.people.calendars import today
from goodstanding.queries.sign_in import unit_contacts
from goodstanding.web.shell import qr
from goodstanding.web.shell.auth import desk_page, now, viewer
from goodstanding.web.shell.form_views import attempt
from goodstanding.web.sign_in.forms.requests import ContactForm
from goodstanding.web.sign_in.presenters import helpers


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def page(request: HttpRequest, code: str) -> HttpResponse:
    """Says how a unit is reached; from then on its page has an address and a code to hang up."""
    who, at = viewer(request), now()
    unit = get_object_or_404(scope.units(who, Allowed.INVITE), code=code, closed_on=None)
    contact = unit_contacts.contact_of(unit)
    initial = {"phone": contact.phone, "text": contact.text} if contact else {}
    form = ContactForm(request.POST or None, initial=initial)
    if request.method == "POST" and attempt(form, lambda data: actions.say(unit=unit, by=who, at=at, **data)):
        messages.success(request, _("Saved. Hang the code up where your members see it."))
        return redirect("unit_contact", code=code)
    context = {
        "title": _("If members cannot sign in"),
        "lead": unit.name,
        "form": form,
        "back": reverse("invitations_of", args=[code]),
        "breadcrumbs": [
            {"label": _("Invitations"), "url": reverse("invitations_of", args=[code])},
            {"label": unit.name, "url": ""},
        ],
        "card": helpers.card(unit_contacts.helpers(unit, today(at))),
    }
    if contact is not None:
        address = settings.ORIGIN + reverse("branch_help", args=[contact.key])
        context |= {"address": address, "picture": qr.drawn(address, "invitation-code", "invitation-ink")}
    return render(request, "sign_in/help/contact.html", context, status=422 if form.errors else 200)
