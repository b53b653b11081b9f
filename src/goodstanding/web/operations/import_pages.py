"""Bringing sheets in, whatever they hold: choose a file, match its columns, look at the check, import."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic

from django.contrib import messages
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from goodstanding.access.viewer import Viewer
from goodstanding.actions.operations.imports import Brought
from goodstanding.actions.refusal import ActionRefused
from goodstanding.flows.imports import files, jobs
from goodstanding.flows.imports import rejected_rows as refused_rows
from goodstanding.flows.imports import run as import_run
from goodstanding.flows.imports.run import ImportKind, State
from goodstanding.models import Unit
from goodstanding.sheets.encodings import GB18030
from goodstanding.sheets.row import SheetRow
from goodstanding.sheets.write import CSV, XLSX, write_sheet
from goodstanding.web.operations.downloads import kind_of, sent_once
from goodstanding.web.operations.forms import imports as import_forms
from goodstanding.web.operations.presenters import imports as import_presenters
from goodstanding.web.people.presenters import units as unit_presenters
from goodstanding.web.shell.auth import now, viewer
from goodstanding.web.shell.form_views import attempt, saying_refusals

_FIRST_ROWS, _FIRST_REFUSED, _EARLIER = 5, 10, 10
#: A workbook with more rows takes too long to write while a person waits.
_MOST_IN_WORKBOOK = 50_000
FORMATS = [(XLSX, "XLSX"), (CSV, "CSV")]


@dataclass(frozen=True)
class Pages(Generic[Brought]):
    """The pages of one sort of import. prefix: of the names of its addresses; says: its own sentences by their use.

    units: where a person may import; explains: what its first page tells of a unit, in its own template;
    done_url: where what was imported can be seen, by the unit's code.
    """

    sort: ImportKind[Brought]
    prefix: str
    mine: Callable[[Viewer], QuerySet[Brought]]
    units: Callable[[Viewer], QuerySet[Unit]]
    says: Mapping[str, Promise]
    done_url: str
    template: str
    explains: Callable[[Viewer, Unit], dict[str, Any]]

    def address(self, brought: Brought) -> str:
        """An import's page."""
        return reverse(f"{self.prefix}_import_page", args=[brought.key])

    def bring(self, request: HttpRequest, code: str) -> HttpResponse:
        """Takes a file, and goes on to matching its columns."""
        who, unit = viewer(request), self._unit(request, code)
        sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
        form = import_forms.BringFile(*sent, too_large=getattr(request, "too_large", False))
        file_imports: list[Brought] = []

        def keep(data: dict[str, Any]) -> None:
            file = data["file"]
            file_imports.append(
                import_run.bring(self.sort, unit=unit, name=file.name, pieces=file.chunks(), by=who, at=now())
            )

        if request.method == "POST" and attempt(form, keep):
            return redirect(self.address(file_imports[0]))
        earlier = self.mine(who).filter(unit=unit)[:_EARLIER]
        context = {
            "title": self.says["title"],
            "lead": unit.name,
            "unit": unit,
            "form": form,
            "steps": import_presenters.steps(None),
            "entries": [import_presenters.entry(file_import, self.address(file_import)) for file_import in earlier],
            "breadcrumbs": unit_presenters.trail_to(viewer(request), unit, _("Import")),
            "formats": FORMATS,
            "says": self.says,
            "back": reverse(self.done_url, args=[code]),
            "empty": reverse(f"{self.prefix}_template", args=[code]),
        }
        context |= self.explains(who, unit)
        return render(request, self.template, context, status=422 if request.method == "POST" else 200)

    def empty(self, request: HttpRequest, code: str) -> FileResponse:
        """A sheet to fill in: only the names of its columns, so that no one imports an example."""
        self._unit(request, code)
        kind = kind_of(request)
        path = files.fresh(kind)
        titles = [str(column.title) for column in self.sort.columns]
        try:
            write_sheet(path, kind, str(self.says["sheet"]), [titles])
        except BaseException:
            path.unlink(missing_ok=True)
            raise
        return sent_once(path, kind, str(self.says["empty_file"]))

    def page(self, request: HttpRequest, key: str) -> HttpResponse:
        """Where an import stands, and what can be done next."""
        brought = self._own(request, key)
        if jobs.is_busy(brought):
            return self._waiting(request, brought)
        if request.htmx:  # type: ignore[attr-defined]
            # What was waited for is over: the whole page has something new to say.
            return HttpResponse(headers={"HX-Refresh": "true"})
        matching = brought.state == State.BROUGHT or (brought.state == State.CHECKED and "match" in request.GET)
        if matching or (request.method == "POST" and brought.state == State.CHECKED):
            return self._match(request, brought)
        return self._outcome(request, brought)

    def write(self, request: HttpRequest, key: str) -> HttpResponse:
        """Imports all rows or the good ones."""
        brought = self._own(request, key)
        good_only = request.POST.get("rows") == "good"
        with saying_refusals(request):
            jobs.ask_to_write(self.sort, brought=brought, good_only=good_only, by=viewer(request), at=now())
        return redirect(self.address(brought))

    def give_up(self, request: HttpRequest, key: str) -> HttpResponse:
        """Deletes the file; nothing is imported."""
        brought = self._own(request, key)
        with saying_refusals(request):
            if jobs.is_busy(brought):
                raise ActionRefused(_("The file is being read. Please wait."))
            import_run.give_up(brought=brought, by=viewer(request), at=now())
            messages.success(request, _("The import is cancelled, and its file is deleted."))
        return redirect(f"{self.prefix}_import", code=brought.unit.code)

    def refusals(self, request: HttpRequest, key: str) -> FileResponse:
        """Every refused row, as a sheet."""
        brought = self._own(request, key)
        kind = kind_of(request) if brought.refused <= _MOST_IN_WORKBOOK else CSV
        path = files.fresh(kind)

        def rows() -> Any:
            yield refused_rows.headings()
            yield from self.sort.lines(brought)

        write_sheet(path, kind, _("Refused rows"), rows())
        return sent_once(path, kind, _("refused-rows"))

    def _waiting(self, request: HttpRequest, brought: Brought) -> HttpResponse:
        job = brought.job
        assert job is not None, "what is busy has a job"
        stages = {"check": _("Checking rows"), "write": _("Importing rows")}
        context = self._context(request, brought) | {
            "job": job,
            "stage": stages.get(job.stage, ""),
            "figure": f"{job.done:,} / {job.total:,}" if job.total else "",
        }
        name = "operations/imports/waiting_part.html" if request.htmx else "operations/imports/waiting.html"  # type: ignore[attr-defined]
        return render(request, name, context)

    def _match(self, request: HttpRequest, brought: Brought) -> HttpResponse:
        found = import_run.survey_of(brought)
        matched = brought.columns.get("matched", {})
        # UTF-8 is certain; other letters are, where the columns' names make sense.
        asks = brought.encoding == GB18030 and not set(self.sort.needed) <= set(found.guessed)
        form = import_forms.MatchColumns(
            request.POST if request.POST and "again" not in request.POST else None,
            columns=self.sort.columns,
            headers=found.headers,
            asks=asks,
            hidden=found.hidden,
            initial={name: str(index) for name, index in matched.items()}
            | ({"hidden_rows": found.hidden_rows} if found.hidden else {}),
        )
        again = import_forms.ReadAgain(
            request.POST if "again" in request.POST else None, rows=_top(brought), sheets=found.sheets,
            initial={"header": str(found.header), "sheet": str(found.place)},
        )  # fmt: skip

        def check(data: dict[str, Any]) -> None:
            hidden = data.get("hidden_rows", "")
            jobs.ask_to_check(
                self.sort, brought=brought, places=form.places, by=viewer(request), at=now(), hidden_rows=hidden
            )

        def look(_data: dict[str, Any]) -> None:
            import_run.look_again(self.sort, brought=brought, wanted=again.wanted(found.place))

        if request.method == "POST" and (attempt(again, look) if "again" in request.POST else attempt(form, check)):
            return redirect(self.address(brought) + ("?match" if "again" in request.POST else ""))
        context = self._context(request, brought, matching=True) | {
            "form": form,
            "asks": asks,
            "table": import_presenters.table(_("The first rows of the file"), found.headers, _first_rows(brought)),
            "again": again,
            "header": import_presenters.header(found),
            "left_out": import_presenters.left_out(found),
            "doubtful": bool(again.errors) or not set(self.sort.needed) <= set(found.guessed),
            "other_sheet": import_presenters.other_sheet(found),
        }
        return render(
            request, "operations/imports/match.html", context, status=422 if request.method == "POST" else 200
        )

    def _outcome(self, request: HttpRequest, brought: Brought) -> HttpResponse:
        context = self._context(request, brought) | {
            "counts": import_presenters.counts(brought),
            "good": sum(getattr(brought, name) for name in brought.BECAME if name != "unchanged"),
            "done": brought.state == State.DONE,
            "given_up": brought.state == State.GIVEN_UP,
            "table": import_presenters.refused(self.sort.lines(brought, _FIRST_REFUSED)),
            "formats": FORMATS if brought.refused <= _MOST_IN_WORKBOOK else [(CSV, "CSV")],
        }
        return render(request, "operations/imports/outcome.html", context)

    def _context(self, request: HttpRequest, brought: Brought, *, matching: bool = False) -> dict[str, Any]:
        return {
            "title": self.says["title"],
            "lead": import_presenters.lead(brought),
            "brought": brought,
            "unit": brought.unit,
            "steps": import_presenters.steps(brought, matching=matching),
            "trouble": import_presenters.trouble(brought.job),
            "breadcrumbs": unit_presenters.trail_to(viewer(request), brought.unit, _("Import")),
            "says": self.says,
            "urls": {
                "page": self.address(brought),
                "write": reverse(f"{self.prefix}_import_write", args=[brought.key]),
                "give_up": reverse(f"{self.prefix}_import_give_up", args=[brought.key]),
                "refused": reverse(f"{self.prefix}_refusals", args=[brought.key]),
                "bring": reverse(f"{self.prefix}_import", args=[brought.unit.code]),
                "done": reverse(self.done_url, args=[brought.unit.code]),
            },
        }

    def _unit(self, request: HttpRequest, code: str) -> Unit:
        return get_object_or_404(self.units(viewer(request)), code=code, closed_on=None)

    def _own(self, request: HttpRequest, key: str) -> Brought:
        found: Brought = get_object_or_404(self.mine(viewer(request)), key=key)
        return found


def _first_rows(brought: Any) -> list[list[str]]:
    try:
        return import_run.first_rows(brought, _FIRST_ROWS)
    except ActionRefused:
        return []


def _top(brought: Any) -> list[SheetRow]:
    try:
        return import_run.top_of(brought)
    except ActionRefused:
        return []
