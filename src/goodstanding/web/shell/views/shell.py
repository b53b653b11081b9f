"""What belongs to the shells themselves: the first page, language, look, and what makes a phone able to install it."""

from functools import lru_cache
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.contrib.auth import login
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import check_for_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goodstanding.actions.people import accounts
from goodstanding.models import Account
from goodstanding.queries.people.organization import the_organization, the_scheme
from goodstanding.queries.sign_in import demo
from goodstanding.web.shell import static_files
from goodstanding.web.shell.auth import DEMO_ENTRY, kept_page
from goodstanding.web.shell.form_views import back_to
from goodstanding.web.shell.presenters import terms


@require_safe
def welcome(request: HttpRequest) -> HttpResponse:
    """What this is; signed-in visitors go straight home."""
    if request.user.is_authenticated:
        return redirect("home")
    context: dict[str, Any] = {"founded": the_organization() is not None}
    if settings.DEMO:
        context["doors"] = _doors()
        context["scheme"] = terms.text(the_scheme().title)
    return render(request, "welcome.html", context)


def _doors() -> list[dict[str, str]]:
    texts = {
        "member": (_("On a phone: what is due, my record, who viewed it"), "phone"),
        "secretary": (_("A branch: roster, invitations, transfers"), "list"),
        "officer": (_("Some branches: who is behind, transfers, offices"), "tree"),
        "top_officer": (_("A tree of branches: open, move, merge, import"), "tree"),
        "analyst": (_("Numbers about many people, no personal records"), "chart"),
        "auditor": (_("Who did what when, and who viewed what"), "shield"),
        "operator": (_("Jobs and accounts, no member data"), "gear"),
    }
    return [{"role": who, "label": _door(who), "detail": detail, "icon": icon} for who, (detail, icon) in texts.items()]


def _door(who: str) -> str:
    """The office, and for officers at which level, because there is one at each."""
    post = demo.post_of(who) if who.endswith("officer") else None
    if post is not None:
        return f"{terms.role(post.role)} · {terms.level(post.unit.level)}"
    return str(_("Member")) if who == "member" else str(terms.role(who))


@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest, role: str) -> HttpResponse:
    """In the demo, and only there, a visitor goes in as one of its people: by its button, or by the link it printed."""
    account = demo.account_of(role) if settings.DEMO else None
    if account is None:
        raise Http404
    if request.method != "POST" and request.headers.get("Sec-Fetch-Site", "none") not in {"none", "same-origin"}:
        return redirect("welcome")  # A link on a foreign page changes nobody's visit.
    login(request, account)
    request.session[DEMO_ENTRY] = True
    return redirect("desk" if account.posts.exists() else "home")


@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """The visitor's language, kept with their account or, before they sign in, in the browser."""
    language = request.POST.get("language", "")
    answer = redirect(back_to(request, "/"))
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
    return redirect(back_to(request, "/"))


@require_safe
@kept_page
def manifest(request: HttpRequest) -> HttpResponse:
    """What a phone needs to install it."""
    return render(request, "pwa/manifest.webmanifest", content_type="application/manifest+json")


@require_safe
@cache_control(no_cache=True)
def service_worker(request: HttpRequest) -> HttpResponse:
    """Keeps the look and the offline page on the phone, and nothing of anybody."""
    context = {"look": _look(), "modules": _modules(), "version": _version()}
    return render(request, "pwa/sw.js", context, content_type="text/javascript")


@require_safe
@kept_page
def offline(request: HttpRequest) -> HttpResponse:
    """What is shown without a connection; the same for everybody."""
    return render(request, "offline.html", {"title": _("No connection")})


#: What every page includes, and what the pages without signal include themselves.
_SCRIPTS = ["app", "menu", "search", "table", "tree", "offline_banner", "service_worker_registration", "device_data"]
_SCRIPTS += ["typed_forms", "check_in", "inner_browser", "offline_roll", "roll_search", "roll_scan"]


@lru_cache(maxsize=1)
def _look() -> list[str]:
    sheets = [
        "tokens",
        "dark",
        "base",
        "layout",
        "buttons",
        "forms",
        "badges",
        "public",
        "phone",
        "wide_phone",
        "desk_side",
    ]
    sheets += ["check_in", "toggles", "meetings", "roll"]
    files = [f"css/{sheet}.css" for sheet in sheets] + ["icons.svg"]
    return [staticfiles_storage.url(f"goodstanding/{file}") for file in files]


@lru_cache(maxsize=1)
def _modules() -> list[str]:
    """The hashed addresses of every module that the pages without signal need."""
    names = static_files.with_imports(f"{name}.js" for name in _SCRIPTS)
    return [staticfiles_storage.url(static_files.SCRIPTS + name) for name in names]


@lru_cache(maxsize=1)
def _version() -> str:
    """Another one with each change of the look, or of what the pages that are kept say."""
    sources = [
        *sorted((settings.PACKAGE / "web" / "templates").rglob("*.html")),
        *sorted((settings.PACKAGE / "locale").rglob("*.mo")),
    ]
    found = sha256(" ".join(_look() + _modules()).encode())
    for file in sources:
        found.update(file.read_bytes())
    return found.hexdigest()[:12]
