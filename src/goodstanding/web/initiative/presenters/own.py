"""A member's own initiative as lines: where each of the four stands, and the ways to what is still possible."""

from datetime import date
from functools import cached_property
from typing import Any, Protocol

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import AgendaTopic, Member
from goodstanding.queries.initiative import duties, pledges, suggestions, topics
from goodstanding.web.initiative.presenters import initiative as presenters
from goodstanding.web.shell.presenters import terms

Entry = dict[str, Any]


class _PossibleDuty(Protocol):
    """What could still be done, as far as it matters here."""

    @property
    def kind(self) -> str: ...
    @property
    def planned(self) -> str: ...


class Deeds:
    """The pages on which a member can do what is still possible. What this needs is read once."""

    def __init__(self, member: Member, scheme: Scheme, on: date) -> None:
        self._member, self._rules, self._on = member, scheme.initiative, on

    def of(self, duty: _PossibleDuty) -> Entry:
        """Returns the address and the button for a duty, empty for duties of other areas."""
        rules = self._rules
        if rules is None or self._member.unit is None:
            return {}
        if rules.pledge is not None and duty.kind == rules.pledge.registered:
            return {"url": reverse("my_pledge"), "deed": _("Make a pledge")}
        if rules.pledge is not None and duty.planned and duty.kind == rules.pledge.fulfilled:
            found = self._items.get(duty.planned)
            return {"url": reverse("my_pledge"), "label": found, "detail": "", "deed": _("Report")} if found else {}
        if rules.suggestions is not None and duty.kind == rules.suggestions.made:
            return {"url": reverse("my_suggestion_new"), "deed": _("Make a suggestion")}
        of_posts = {rule.kept: word for word, rule in rules.posts.items()}
        if duty.kind in of_posts and of_posts[duty.kind] in self._free:
            return {"url": reverse("my_posts"), "deed": _("Take on a post")}
        return {}

    @cached_property
    def _items(self) -> dict[str, str]:
        rule = self._rules.pledge if self._rules else None
        return {item.key: item.text for item in pledges.open_items(self._member, rule, self._on)} if rule else {}

    @cached_property
    def _free(self) -> set[str]:
        return duties.free_kinds(self._member, self._on)


def summaries(member: Member, scheme: Scheme, on: date) -> list[Entry]:
    """The member's own four, each as a line with where it stands."""
    found = list[Entry]()
    if (rule := pledges.rule_of(scheme)) is not None:
        pledge = pledges.current(member, rule, on)
        detail = presenters.pledge_counts(pledge) if pledge else _("Not made yet")
        found.append({"url": reverse("my_pledge"), "icon": "edit", "label": terms.text(rule.title), "detail": detail})
    if (answered := suggestions.rule_of(scheme)) is not None:
        detail = presenters.rate_text(suggestions.rate(suggestions.own(member), on.year))
        label = terms.text(answered.title)
        found.append({"url": reverse("my_suggestions"), "icon": "question", "label": label, "detail": detail})
    if topics.kinds_for(member, scheme):
        open_ones = topics.own(member).filter(state=AgendaTopic.State.PROPOSED).count()
        detail = ngettext("%(count)s proposed", "%(count)s proposed", open_ones) % {"count": open_ones}
        line = {"url": reverse("my_topics"), "icon": "meeting", "label": _("Topics for the agenda")}
        found.append(line | {"detail": detail if open_ones else ""})
    if titles := [terms.text(rule.title) for rule in duties.rules_of(scheme).values()]:
        detail = terms.listed(one.post.title for one in duties.held_now(member, on))
        found.append({"url": reverse("my_posts"), "icon": "seal", "label": terms.listed(titles), "detail": detail})
    return found
