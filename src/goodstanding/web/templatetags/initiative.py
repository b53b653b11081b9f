"""Topics that members propose, on the pages of the meetings below, which know nothing of them."""

from typing import Any

from django import template
from django.template import RequestContext
from django.urls import reverse

from goodstanding.access import named_offices
from goodstanding.access.permissions import Permission
from goodstanding.models import Meeting, RecordView, Unit
from goodstanding.queries.initiative import topics
from goodstanding.queries.people.namesakes import apart_anywhere
from goodstanding.queries.people.organization import the_scheme
from goodstanding.web.people import record_views
from goodstanding.web.shell.auth import viewer

register = template.Library()


@register.inclusion_tag("initiative/proposed.html", takes_context=True)
def proposed_topics(context: RequestContext, unit: Unit, word: str, meeting: Meeting | None = None) -> dict[str, Any]:
    """What is proposed for a kind of meeting of a unit; with one tap each where the meeting can still be changed."""
    request, rule = context["request"], topics.rule_of(the_scheme())
    who = viewer(request)
    closed = meeting is not None and meeting.state not in topics.CHANGEABLE
    if rule is None or closed or not named_offices.may_answer(who, unit, rule.answered_by):
        return {"lines": []}
    found = apart_anywhere(topics.proposed(unit, word), lambda topic: topic.member)
    if found:
        record_views.leave(request, [one.member for one in found], RecordView.How.LIST, Permission.SEE_ROSTER)
    lines = [
        {
            "url": reverse("topic", args=[one.key]),
            "label": one.title,
            "detail": one.member.shown_as,
            "post_url": reverse("topic_take_up", args=[one.key]) if meeting and one.member_id != who.member_id else "",
        }
        for one in found
    ]
    return {"lines": lines, "meeting": meeting, "csrf_token": context.get("csrf_token")}
