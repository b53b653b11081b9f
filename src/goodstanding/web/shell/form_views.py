"""What views share: a form that is tried, and said again with what stands in the way."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme

from goodstanding.actions.refusal import ActionRefused


def attempt(form: Form, action: Callable[[dict[str, Any]], Any]) -> bool:
    """Does the action with what the form says; whatever refuses it stands on the form. Gives whether it was done."""
    if not form.is_valid():
        return False
    try:
        action(form.cleaned_data)
    except ActionRefused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return False
    return True


def form_page(
    request: HttpRequest,
    form: Form,
    action: Callable[[dict[str, Any]], Any],
    *,
    done: str,
    to: str,
    context: dict[str, Any],
) -> HttpResponse:
    """A page with one form: shows it, does the action, and goes on with a word of confirmation.

    done: that word; empty where the action says it by itself.
    """
    if request.method == "POST" and attempt(form, action):
        if done:
            messages.success(request, done)
        return redirect(to)
    status = 422 if request.method == "POST" else 200
    return render(request, "form_page.html", {"form": form, "cancel_url": to, **context}, status=status)


def action_page(  # noqa: PLR0913
    request: HttpRequest,
    form: Form,
    action: Callable[[dict[str, Any]], Any],
    *,
    title: str,
    lead: str,
    done: str,
    to: str,
    trail: Sequence[dict[str, str]] = (),
    submit: str = "",
) -> HttpResponse:
    """A page with one form under its title, the name of what it is done to and the way there.

    submit: what its button says; empty where it says the title.
    """
    context = {"title": title, "lead": lead, "breadcrumbs": list(trail), "submit_label": submit or title}
    return form_page(request, form, action, done=done, to=to, context=context)


def say(request: HttpRequest, form: Form) -> None:
    """Says what stands in the way of a form that has no page of its own."""
    for errors in form.errors.values():
        for error in errors:
            messages.error(request, str(error))


@contextmanager
def saying_refusals(request: HttpRequest) -> Iterator[None]:
    """Says what refuses the action within, where it has no form on which that could stand."""
    try:
        yield
    except ActionRefused as refusal:
        messages.error(request, str(refusal))


def back_to(request: HttpRequest, otherwise: str) -> str:
    """Where a form says that it came from, if that is a page of this site; otherwise: an address or a route."""
    target = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    return target if safe else otherwise
