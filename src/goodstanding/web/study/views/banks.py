"""A file of questions: brought, looked through on a check sheet, and taken."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from goodstanding.actions.refusal import ActionRefused
from goodstanding.actions.study import banks
from goodstanding.flows.imports import files
from goodstanding.models import BroughtBank
from goodstanding.queries.study import courses as course_queries
from goodstanding.quizzes.banks.bank import Bank, read_bank
from goodstanding.quizzes.limits import MOST_BYTES
from goodstanding.quizzes.question import Question
from goodstanding.sheets.unreadable import UnreadableSheet
from goodstanding.web.shell.auth import desk_page, now, viewer
from goodstanding.web.shell.form_views import attempt, saying_refusals
from goodstanding.web.study.course_pages import found, head
from goodstanding.web.study.forms import study as study_forms
from goodstanding.web.study.presenters import quiz as quiz_presenters


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def bring(request: HttpRequest, key: str) -> HttpResponse:
    """Takes a file, and goes on to its check sheet."""
    course = found(request, key)
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = study_forms.BankForm(*sent)
    brought: list[BroughtBank] = []

    def act(data: dict[str, Any]) -> None:
        file = data["file"]
        bank = _read(file.chunks())
        brought.append(banks.bring(course=course, bank=bank, file_name=file.name, by=viewer(request), at=now()))

    if request.method == "POST" and attempt(form, act):
        return redirect("course_bank", key=brought[0].key)
    context = head(request, course, _("Bring questions in")) | {
        "form": form,
        "cancel_url": reverse("course", args=[key]),
    }
    return render(request, "study/bring.html", context, status=422 if request.method == "POST" else 200)


def _read(pieces: Iterable[bytes]) -> Bank:
    """The bank in a file that lies here only while it is read. Raises ActionRefused, on the file, where it is none."""
    path, left = files.fresh("bank"), MOST_BYTES + 1
    try:
        with path.open("wb") as stored:
            for piece in pieces:
                stored.write(piece[:left])
                left -= len(piece)
                if left <= 0:
                    break
        return read_bank(path)
    except UnreadableSheet as wrong:
        raise ActionRefused(_(wrong.text) % wrong.facts if wrong.facts else _(wrong.text), "file") from wrong
    finally:
        path.unlink(missing_ok=True)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def look(request: HttpRequest, key: str) -> HttpResponse:
    """The check sheet: every faulty question with its line and what to do, and the good ones as they will be."""
    mine = BroughtBank.objects.filter(course__in=course_queries.taught(viewer(request)))
    brought = get_object_or_404(mine.select_related("course__unit"), key=key)
    if request.method == "POST":
        with saying_refusals(request):
            only_good = request.POST.get("do") == "good"
            count = banks.take(brought=brought, only_good=only_good, by=viewer(request), at=now())
            text = ngettext("%(count)s question added.", "%(count)s questions added.", count)
            messages.success(request, text % {"count": count})
            return redirect("course", key=brought.course.key)
    questions = [Question.from_json(content) for content in brought.questions]
    context = head(request, brought.course, _("Check the questions")) | {
        "brought": brought,
        "is_taken": brought.taken_at is not None,
        "faults": [
            {"line": line, "name": name, "text": _(text) % facts if facts else _(text)}
            for line, name, text, facts in brought.faults
        ],
        "questions": [quiz_presenters.previewed(question, number) for number, question in enumerate(questions, 1)],
    }
    return render(request, "study/bank.html", context)
