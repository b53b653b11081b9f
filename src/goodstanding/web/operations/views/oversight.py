"""For auditors and operators: the audit trail, accounts without their people's data, menus as others see them."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from goodstanding.access.permissions import Permission as Allowed
from goodstanding.access.policies import check
from goodstanding.access.roles import Role
from goodstanding.access.viewer import Held, Viewer
from goodstanding.actions.people import accounts
from goodstanding.models import Account, RecordView
from goodstanding.queries.operations import audit as audit_queries
from goodstanding.web import menus
from goodstanding.web.operations.presenters import audit as audit_presenters
from goodstanding.web.people import record_views
from goodstanding.web.people.presenters import offices
from goodstanding.web.shell.auth import desk_page, now, viewer
from goodstanding.web.shell.form_views import saying_refusals
from goodstanding.web.shell.presenters import days, terms

#: So many changes are a page.
_CHANGES = 20


@require_safe
@desk_page
def audit(request: HttpRequest) -> HttpResponse:
    """Who did what when: names of fields, never their values."""
    who = viewer(request)
    check(who, Allowed.SEE_AUDIT)
    page = Paginator(audit_queries.rows(who), _CHANGES).get_page(request.GET.get("page"))
    record_views.leave(
        request, [audit_row.by.member for audit_row in page if audit_row.by], RecordView.How.LIST, Allowed.SEE_AUDIT
    )
    context = {
        "title": _("Audit trail"),
        "days": days.by_day(audit_presenters.event(audit_row) for audit_row in page),
        "page": page,
    }
    return render(request, "operations/audit.html", context)


@require_safe
@desk_page
def overview(request: HttpRequest) -> HttpResponse:
    """Accounts by sign-in name: whether they are open, never whose they are."""
    check(viewer(request), Allowed.OPERATE)
    text = request.GET.get("q", "").strip()
    found = Account.objects.filter(login__istartswith=text).order_by("login") if text else Account.objects.none()
    without_member = Account.objects.filter(member=None).order_by("login")
    among = (found if text else without_member).select_related("member__unit")
    page = Paginator(among, 30).get_page(request.GET.get("page"))
    # Members sign in with their number.
    record_views.leave(request, [account.member for account in page], RecordView.How.LIST, Allowed.OPERATE)
    context = {"title": _("Accounts"), "accounts": page, "page": page, "search_login": text}
    return render(request, "operations/accounts.html", context)


@require_POST
@desk_page
def switch(request: HttpRequest, login: str) -> HttpResponse:
    """Closes an open account or opens a closed one."""
    who = viewer(request)
    check(who, Allowed.OPERATE)
    account = get_object_or_404(Account, login=login)
    act = accounts.close if account.is_active else accounts.reopen
    with saying_refusals(request):
        act(account=account, by=who, at=now())
        messages.success(
            request, _("The account is closed.") if account.is_active is False else _("The account is open.")
        )
    return redirect("accounts")


@require_safe
@desk_page
def see_as(request: HttpRequest) -> HttpResponse:
    """The menu that each office has, over the top of the tree. Nothing of anyone is shown."""
    who = viewer(request)
    check(who, Allowed.OPERATE)
    asked = request.GET.get("role", Role.SECRETARY.value)
    role = Role(asked) if asked in Role.values else Role.SECRETARY
    context = {
        "title": _("See menus as"),
        "tabs": [
            {
                "label": terms.role(listed_role.value),
                "url": f"?role={listed_role.value}",
                "current": listed_role is role,
            }
            for listed_role in Role
        ],
        "role": terms.role(role),
        "menu": menus.desk(_pretended(who, role), ""),
        "may": offices.allowed(role),
    }
    return render(request, "operations/see_as.html", context)


def _pretended(who: Viewer, role: Role) -> Viewer:
    """A viewer for making a menu, with no reach over anything: its unit does not exist."""
    return Viewer(who.account, who.on, verified=True, offices=(Held(role, 0, "", "-"),))
