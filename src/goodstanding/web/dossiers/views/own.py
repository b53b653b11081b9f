"""A member's own copies, and the check of a document, for everybody who is signed in."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from goodstanding.access.viewer import Viewer
from goodstanding.documents.verdict import Outcome
from goodstanding.flows.dossiers import store
from goodstanding.flows.dossiers.own import own_copy
from goodstanding.models import Dossier, Member
from goodstanding.queries.dossiers import dossiers
from goodstanding.queries.people.organization import the_scheme
from goodstanding.web.dossiers.forms.check import CheckForm
from goodstanding.web.dossiers.presenters import dossiers as presenters
from goodstanding.web.shell.auth import now, own_page, viewer

_TYPES = {"pdf": "application/pdf", "json": "application/json"}


@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def page(request: HttpRequest) -> HttpResponse:
    """The settled years of the member, each with its copy to take along."""
    rules = the_scheme().dossiers
    if rules is None:
        raise Http404
    member = get_object_or_404(Member, pk=viewer(request).member_id)
    years = dossiers.own_years(member, viewer(request).on)
    if request.method == "POST":
        return _copy(request, member, {str(year): year for year, _unit in years})
    context = {
        "title": presenters.title(rules),
        "here": "me",
        "back_url": reverse("me"),
        "years": [{"year": year, "unit": unit.name} for year, unit in years],
    }
    return render(request, "dossiers/own.html", context)


def _copy(request: HttpRequest, member: Member, years: dict[str, int]) -> HttpResponse:
    """The member's copy of a year, as PDF or as data."""
    year, form = years.get(request.POST.get("year", "")), request.POST.get("form", "")
    if year is None or form not in _TYPES:
        raise Http404
    made = own_copy(
        member=member, year=year, form=form, language=get_language() or "en", scheme=the_scheme(), by=viewer(request),
        at=now(),
    )  # fmt: skip
    return HttpResponse(made.content, content_type=_TYPES[form], headers=_attached(made.name))


def _attached(name: str) -> dict[str, str]:
    """The header of a file to store."""
    return {"Content-Disposition": content_disposition_header(True, name) or "attachment"}


@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def check(request: HttpRequest) -> HttpResponse:
    """Says of a document whether it is as it was sealed, and who made it; never what stands in it."""
    # Of the processes that answer pages few ever check a document, and what does that takes a while to load.
    from goodstanding.documents.verify import verify  # noqa: PLC0415

    if the_scheme().dossiers is None:
        raise Http404
    too_large = getattr(request, "too_large", False)
    sent = request.method == "POST"
    form = CheckForm(request.POST if sent else None, request.FILES if sent else None, too_large=too_large)
    context = {"title": _("Check a document"), "here": "me", "back_url": reverse("me"), "form": form}
    if sent and form.is_valid():
        content = form.cleaned_data["file"].read()
        found = verify(content, store.certificates())
        kept = dossiers.by_digest(store.digest_of(content)) if found.outcome is Outcome.GOOD else None
        known = kept.dossier if kept is not None else None
        rows = presenters.what_it_is(found, known, may_read=_may_read(viewer(request), known))
        context |= {"verdict": presenters.verdict(found), "rows": rows, "form": CheckForm()}
    status = 422 if sent and form.errors else 200
    return render(request, "dossiers/check.html", context, status=status)


def _may_read(who: Viewer, known: Dossier | None) -> bool:
    """Whether the viewer may know whose document it is: the member, and the offices that read it."""
    if known is None:
        return False
    own = known.member_id is not None and known.member_id == who.member_id
    return own or dossiers.may_read(who, known.unit, the_scheme())


@require_safe
@own_page
def certificate(_request: HttpRequest) -> HttpResponse:
    """The organization's certificate, with which documents can be checked without this server."""
    found = store.public_certificate()
    if found is None or the_scheme().dossiers is None:
        raise Http404
    return HttpResponse(found, content_type="application/x-pem-file", headers=_attached("certificate.pem"))
