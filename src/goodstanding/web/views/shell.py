"""What belongs to the shells themselves: the first page, language, look, and what makes a phone able to install it."""

from functools import lru_cache
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.contrib.auth import login
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import check_for_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe

from goodstanding.actions import accounts
from goodstanding.models import Account, Post
from goodstanding.queries.organization import the_organization, the_scheme
from goodstanding.web.door import DEMO_ENTRY
from goodstanding.web.presenters import words

#: Who can be entered as in the demo, in the order in which the first page offers them.
DEMO_ROLES = ("member", "secretary", "officer", "analyst", "auditor", "operator")


@require_safe
def welcome(request: HttpRequest) -> HttpResponse:
    """What this is; signed-in visitors go straight home."""
    if request.user.is_authenticated:
        return redirect("home")
    context: dict[str, Any] = {"founded": the_organization() is not None}
    if settings.DEMO:
        context["doors"] = _doors()
        context["scheme"] = words.text(the_scheme().title)
    return render(request, "welcome.html", context)


def _doors() -> list[dict[str, str]]:
    texts = {
        "member": (_("Member"), _("A phone: what is due, my record, who looked at it"), "phone"),
        "secretary": (_("Branch secretary"), _("A branch: roster, invitations, transfers"), "list"),
        "officer": (_("Sub-district officer"), _("A tree of branches: open, move, merge, import"), "tree"),
        "analyst": (_("City analyst"), _("Numbers about many people, nobody's record"), "chart"),
        "auditor": (_("Auditor"), _("Who did what when, and who looked"), "shield"),
        "operator": (_("Operator"), _("Jobs and accounts, no data of members"), "gear"),
    }
    return [
        {"role": role, "label": texts[role][0], "detail": texts[role][1], "icon": texts[role][2]} for role in DEMO_ROLES
    ]


@require_POST
def enter(request: HttpRequest, role: str) -> HttpResponse:
    """In the demo, and only there, a visitor goes in as one of its people."""
    if not settings.DEMO or role not in DEMO_ROLES:
        raise Http404
    account = get_object_or_404(Account, login=f"demo-{role}") if role == "operator" else _demo_account(role)
    login(request, account, backend="allauth.account.auth_backends.AuthenticationBackend")
    request.session[DEMO_ENTRY] = True
    return redirect("desk" if account.posts.exists() else "home")


def _demo_account(role: str) -> Account:
    organization = the_organization()
    if organization is None or not organization.is_demo:
        raise Http404
    accounts_there = Account.objects.filter(is_active=True).order_by("pk")
    if role == "member":
        found = accounts_there.filter(posts=None).exclude(member=None).first()
    else:
        post = Post.objects.filter(role=role, until_on=None).order_by("-unit__depth", "pk").first()
        found = post.account if post else None
    if found is None:
        raise Http404
    return found


@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """The visitor's language, kept with their account or, before they sign in, in the browser."""
    language = request.POST.get("language", "")
    answer = redirect(_back(request))
    if check_for_language(language) and language in dict(settings.LANGUAGES):
        if request.user.is_authenticated:
            accounts.choose(account=request.user, values={"language": language})
        answer.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            max_age=settings.LANGUAGE_COOKIE_AGE,
            secure=settings.LANGUAGE_COOKIE_SECURE,
            httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
            samesite="Lax",
        )
    return answer


@require_POST
def set_display(request: HttpRequest) -> HttpResponse:
    """Colours and type size, kept with the account."""
    values: dict[str, Any] = {}
    if request.POST.get("theme") in Account.Theme.values:
        values["theme"] = request.POST["theme"]
    if "large_type" in request.POST:
        values["large_type"] = request.POST["large_type"] == "on"
    if request.user.is_authenticated:
        accounts.choose(account=request.user, values=values)
    return redirect(_back(request))


def _back(request: HttpRequest) -> str:
    there = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(there, {request.get_host()}, require_https=request.is_secure())
    return there if safe else "/"


@require_safe
@cache_control(max_age=3600, public=True)
def manifest(request: HttpRequest) -> HttpResponse:
    """What a phone needs to install it."""
    return render(request, "pwa/manifest.webmanifest", content_type="application/manifest+json")


@require_safe
@cache_control(no_cache=True)
def service_worker(request: HttpRequest) -> HttpResponse:
    """Keeps the look and the offline page on the phone, and nothing of anybody."""
    context = {"precache": _look(), "version": _version()}
    return render(request, "pwa/sw.js", context, content_type="text/javascript")


@require_safe
@cache_control(max_age=3600, public=True)
def offline(request: HttpRequest) -> HttpResponse:
    """What is shown without a connection; the same for everybody."""
    return render(request, "offline.html", {"title": _("Offline")})


@lru_cache(maxsize=1)
def _look() -> list[str]:
    sheets = ("tokens", "dark", "base", "layout", "buttons", "forms", "marks", "public")
    return [staticfiles_storage.url(f"goodstanding/css/{sheet}.css") for sheet in sheets]


@lru_cache(maxsize=1)
def _version() -> str:
    return sha256(" ".join(_look()).encode()).hexdigest()[:12]
