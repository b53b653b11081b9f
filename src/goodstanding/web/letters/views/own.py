"""A member's own questions and complaints: who has each, until when, and what was answered."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goodstanding.actions.letters import letters as actions
from goodstanding.engine.scheme.letters import Letters
from goodstanding.models import Letter, Member
from goodstanding.models.public_id import new_key
from goodstanding.queries.letters import letters
from goodstanding.queries.people.organization import the_scheme
from goodstanding.web.letters.forms.letters import LetterForm, PassUpForm
from goodstanding.web.letters.presenters import letters as presenters
from goodstanding.web.shell.auth import now, own_page, viewer
from goodstanding.web.shell.form_views import form_page, saying_refusals
from goodstanding.web.shell.presenters import terms

_MOST = 50


@require_safe
@own_page
def overview(request: HttpRequest) -> HttpResponse:
    """What can be asked, and every letter of the member with where it stands."""
    member, on, rules = _oneself(request), viewer(request).on, _rules()
    kinds = [
        {
            "url": f"{reverse('my_letter_new')}?kind={word}",
            "icon": "plus",
            "label": terms.text(rule.title),
            "detail": terms.text(rule.hint) if rule.hint else "",
        }
        for word, rule in rules.kinds.items()
    ]
    context = _head(_("Questions and complaints"), "me") | {
        "kinds": kinds,
        "lines": [presenters.line(one, on, own=True) for one in letters.own(member)[:_MOST]],
    }
    return render(request, "letters/own.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def new(request: HttpRequest) -> HttpResponse:
    """One form for the kind that was chosen; without a kind, back to the choice."""
    member, who, rules = _oneself(request), viewer(request), _rules()
    word = request.GET.get("kind", "")
    if word not in rules.kinds:
        return redirect("my_letters")
    rule = rules.kinds[word]
    units = {unit.code: unit for unit in letters.can_be_about(rule, member, who.on)}
    choices = [(code, unit.name) for code, unit in units.items()]
    form = LetterForm(request.POST or None, units=choices, initial={"form": new_key()})

    def act(data: dict[str, Any]) -> None:
        actions.make(
            member=member, kind=word, what=form.letter(), about=units.get(data.get("about", "")), scheme=the_scheme(),
            by=who, at=now(), form=data["form"],
        )  # fmt: skip

    context = _head(terms.text(rule.title), "my_letters") | {
        "lead": _("Answered by a named person within %(days)s working days.") % {"days": rule.within_days},
        "submit_label": _("Send it"),
        "keep": "letter",
    }
    done = _("Sent. Here you see who has it, and until when.")
    return form_page(request, form, act, done=done, to=reverse("my_letters"), context=context)


@require_safe
@own_page
def page(request: HttpRequest, key: str) -> HttpResponse:
    """One letter, with what can be done about its answer."""
    one, on = _letter(request, key), viewer(request).on
    answered = one.state == Letter.State.ANSWERED
    context = _head(one.title, "my_letters") | {
        "letter": one,
        "badge": presenters.line(one, on, own=True),
        "rows": presenters.rows(one, on),
        "may_settle": answered,
        "may_pass_up": answered and not one.passed_up and one.above_unit is not None,
        "above": one.above_unit.name if one.above_unit else "",
        "may_withdraw": one.state == Letter.State.WAITING and not one.passed_up,
        "steps": [presenters.step(step) for step in letters.steps(one)],
    }
    return render(request, "letters/own_letter.html", context)


@require_POST
@own_page
def settle(request: HttpRequest, key: str) -> HttpResponse:
    """One tap: this answers it."""
    with saying_refusals(request):
        actions.settle(letter=_letter(request, key), by=viewer(request), at=now())
        messages.success(request, _("Settled. Thank you."))
    return redirect("my_letter", key=key)


@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def pass_up(request: HttpRequest, key: str) -> HttpResponse:
    """The member asks the unit above, and says what is still open."""
    one = _letter(request, key)
    if one.state != Letter.State.ANSWERED or one.passed_up or one.above_unit is None:
        raise Http404
    form = PassUpForm(request.POST or None)

    def act(data: dict[str, Any]) -> None:
        actions.pass_up(letter=one, words=data["words"], scheme=the_scheme(), by=viewer(request), at=now())

    title = _("Pass it up to %(unit)s") % {"unit": one.above_unit.name}
    context = _head(title, "my_letters") | {"lead": one.title, "submit_label": _("Pass it up"), "keep": "letter"}
    to = reverse("my_letter", args=[key])
    return form_page(request, form, act, done=_("Passed up. You see here until when."), to=to, context=context)


@require_POST
@own_page
def withdraw(request: HttpRequest, key: str) -> HttpResponse:
    """Takes a letter back before it is answered."""
    with saying_refusals(request):
        actions.withdraw(letter=_letter(request, key), scheme=the_scheme(), by=viewer(request), at=now())
        messages.success(request, _("Taken back."))
    return redirect("my_letter", key=key)


def _rules() -> Letters:
    rules = letters.rules_of(the_scheme())
    if rules is None:
        raise Http404
    return rules


def _head(title: str, back: str) -> dict[str, Any]:
    return {"title": title, "here": "me", "back_url": reverse(back), "shell": "phone.html"}


def _oneself(request: HttpRequest) -> Member:
    mine = Member.objects.select_related("unit")
    return get_object_or_404(mine, pk=viewer(request).member_id, left_on=None)


def _letter(request: HttpRequest, key: str) -> Letter:
    return get_object_or_404(letters.own(_oneself(request)), key=key)
