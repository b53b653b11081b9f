"""A quiz on paper: printed, and typed back in for one member after the other."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goodstanding.access.permissions import Permission as Allowed
from goodstanding.actions.refusal import ActionRefused
from goodstanding.actions.study import papers
from goodstanding.actions.study.papers import WrongAnswers
from goodstanding.models import PaperQuiz, RecordView
from goodstanding.queries.people.organization import the_scheme
from goodstanding.queries.study import courses as course_queries
from goodstanding.queries.study import quiz
from goodstanding.quizzes.shuffle import shown
from goodstanding.web.people import record_views
from goodstanding.web.shell.auth import desk_page, now, viewer
from goodstanding.web.shell.form_views import attempt
from goodstanding.web.study import quiz_pdf
from goodstanding.web.study.course_pages import found, head
from goodstanding.web.study.forms import study as study_forms
from goodstanding.web.study.presenters import courses as course_presenters


@require_POST
@desk_page
def print_out(request: HttpRequest, key: str) -> HttpResponse:
    """A fresh paper as a PDF, to be copied for everyone who wants it."""
    course = found(request, key)
    try:
        paper = papers.print_out(course=course, by=viewer(request), at=now())
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("course", key=key)
    out = quiz.withdrawals(course)
    content = quiz_pdf.document(course, shown(quiz.questions(course), paper.seed), paper.code, out, at=now())
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="quiz-{paper.code}.pdf"'
    answer["Cache-Control"] = "no-store"
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def type_in(request: HttpRequest, key: str) -> HttpResponse:
    """Types one member's paper in; then the next one's. key: the code on it, in any case."""
    mine = PaperQuiz.objects.filter(course__in=course_queries.taught(viewer(request)))
    paper = get_object_or_404(mine.select_related("course__unit"), code=key.upper())
    learners = course_queries.learners(paper.course, the_scheme(), viewer(request).on)
    members = [learner.member for learner in learners]
    form = study_forms.PaperForm(request.POST or None, members=members, initial={"on": viewer(request).on})
    order = shown(quiz.questions(paper.course), paper.seed)
    typed = {number: request.POST.get(f"line-{number}", "")[:200] for number in range(1, len(order) + 1)}
    wrong: list[int] = []

    def act(data: dict[str, Any]) -> None:
        try:
            done = papers.type_in(
                paper=paper, member=data["member"], typed=typed, on=data["on"], scheme=the_scheme(),
                by=viewer(request), at=now(),
            )  # fmt: skip
        except WrongAnswers as refusal:
            wrong.extend(refusal.numbers)
            raise
        assert done.score is not None
        told = {"member": data["member"].name, "score": course_presenters.percent(done.score)}
        messages.success(request, _("Typed in: %(member)s, %(score)s.") % told)

    if request.method == "POST" and attempt(form, act):
        return redirect("course_paper_type", key=paper.code)
    if request.method != "POST":
        record_views.leave(request, members, RecordView.How.LIST, Allowed.SEE_ROSTER)
    context = head(request, paper.course, _("Type a paper in")) | {
        "paper": paper,
        "form": form,
        "lines": [
            {"number": number, "text": one.question.text, "typed": typed[number], "wrong": number in wrong}
            for number, one in enumerate(order, start=1)
        ],
    }
    return render(request, "study/type.html", context, status=422 if request.method == "POST" else 200)


@require_safe
@desk_page
def by_code(request: HttpRequest) -> HttpResponse:
    """From the code on the paper to its lines."""
    if not viewer(request).may(Allowed.RECORD_FACT) or the_scheme().study is None:
        raise Http404
    code = request.GET.get("code", "").strip().upper()
    mine = PaperQuiz.objects.filter(course__in=course_queries.taught(viewer(request)))
    if code and mine.filter(code=code).exists():
        return redirect("course_paper_type", key=code)
    title = _("Type a paper in")
    way = [{"label": _("Study"), "url": reverse("study")}, {"label": title, "url": ""}]
    return render(request, "study/code.html", {"title": title, "breadcrumbs": way, "code": code})
