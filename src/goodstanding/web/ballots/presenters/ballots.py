"""Ballots as they stand in lists, on the ballot itself, and in the result."""

from collections.abc import Mapping
from datetime import timedelta
from fractions import Fraction
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goodstanding.models import Ballot, BallotClass, BallotTeller, BallotVoter
from goodstanding.queries.ballots.results import BallotResult, GroupResult, SubjectResult
from goodstanding.queries.ballots.turnout import Turnout
from goodstanding.web.shell.presenters import terms

Entry = dict[str, Any]
State = Ballot.State
TONES = {
    State.PREPARING: "warn", State.OPEN: "info", State.CLOSED: "warn", State.SHUFFLED: "warn", State.COUNTED: "good",
    State.CANCELLED: "muted",
}  # fmt: skip


def in_words(titles: Mapping[str, Any]) -> str:
    """A title in the language of the page."""
    return str(titles["zh" if terms.is_chinese() else "en"])


def class_title(one: BallotClass) -> str:
    """A class of voters."""
    return one.title_zh if terms.is_chinese() else one.title_en


def until(ballot: Ballot) -> str:
    """Until when it is open; a midnight is the end of the day before."""
    moment = timezone.localtime(ballot.closes_at)
    if (moment.hour, moment.minute) == (0, 0):
        return _("until the end of %(day)s") % {"day": terms.said_day((moment - timedelta(days=1)).date())}
    return _("until %(moment)s") % {"moment": terms.said_moment(moment)}


def entry(ballot: Ballot, url: str) -> Entry:
    """A ballot in a list."""
    detail = f"{ballot.unit.name} · {until(ballot)}"
    badge, tone = ballot.get_state_display(), TONES[State(ballot.state)]
    return {"url": url, "icon": "seal", "label": ballot.title, "detail": detail, "badge": badge, "tone": tone}


def vote_waiting(voter: BallotVoter) -> Entry:
    """A vote to cast, in the list of what waits."""
    line = entry(voter.ballot, reverse("my_ballot", args=[voter.ballot.key]))
    due = timezone.localtime(voter.ballot.closes_at).date()
    more = {"badge": "", "deed": _("Vote"), "due": due, "is_own": True, "goes_first": True}
    return line | more | {"label": _("Secret ballot: %(title)s") % {"title": voter.ballot.title}}


def teller_waiting(teller: BallotTeller) -> Entry:
    """A teller's next step, in the list of what waits."""
    ballot = teller.ballot
    deeds = {
        State.PREPARING: _("Make your key"), State.OPEN: _("Close the ballot"), State.CLOSED: _("Open the votes"),
        State.SHUFFLED: _("Count"),
    }  # fmt: skip
    label = _("You are a teller: %(title)s") % {"title": ballot.title}
    line = entry(ballot, reverse("my_ballot_teller", args=[ballot.key]))
    return line | {"label": label, "badge": "", "deed": deeds[State(ballot.state)], "is_own": True, "goes_first": True}


def stats(turnout: Turnout) -> list[Entry]:
    """How many have voted."""
    return [
        {"label": _("On the phone"), "value": str(turnout.phone)},
        {"label": _("Papers given"), "value": str(turnout.papers)},
        {"label": _("Of voters"), "value": str(turnout.voters)},
    ]


def choices(ballot: Ballot) -> list[Entry]:
    """What a voter can choose, by its place."""
    return [
        {
            "place": place,
            "title": in_words(choice),
            "at_most": choice["at_most"],
            "is_usual": choice["word"] == ballot.usual,
        }
        for place, choice in enumerate(ballot.choices)
    ]


def joined(classes: list[BallotClass], together: Mapping[int, int]) -> list[str]:
    """Which classes will be counted together as things stand, because one of them is small."""
    titles = {one.number: class_title(one) for one in classes}
    return [
        _("%(small)s: counted together with %(large)s, as fewer than five would not be secret.")
        % {"small": titles[number], "large": titles[into]}
        for number, into in together.items()
        if number != into
    ]


def share(of: Fraction) -> str:
    """A share in per cent, to a tenth, half up."""
    tenths = (of * 1000 + Fraction(1, 2)).__floor__()
    return f"{tenths // 10}.{tenths % 10}%" if tenths % 10 else f"{tenths // 10}%"


def result_rows(found: BallotResult, ballot: Ballot, only: int | None = None) -> list[Entry]:
    """Each subject with each choice. only: a member whose line alone is shown."""
    subjects = [one for one in found.subjects if only is None or one.subject.member_id == only]
    return [{"title": one.subject.title, "lines": _lines(one, ballot, found)} for one in subjects]


def _lines(one: SubjectResult, ballot: Ballot, found: BallotResult) -> list[Entry]:
    has_weights = len({group.weight for group in found.groups}) > 1
    lines = list[Entry]()
    for choice in ballot.choices:
        word = choice["word"]
        votes = one.total(word)
        note = ngettext("%(count)s vote", "%(count)s votes", votes) % {"count": votes}
        if has_weights:
            note = _("%(votes)s, weighted %(share)s") % {"votes": note, "share": share(one.shares[word])}
        lines.append({"label": in_words(choice), "value": note, "share": share(one.shares[word])})
    return lines


def groups(found: BallotResult) -> list[Entry]:
    """Who was counted together, with which weight, and how many votes were valid."""
    has_weights = len(found.groups) > 1
    return [{"label": _group(group, has_weights=has_weights), "value": _numbers(group)} for group in found.groups]


def _group(group: GroupResult, *, has_weights: bool) -> str:
    titles = terms.listed(in_words(one) for one in group.titles)
    if not has_weights or group.weight == 1:
        return titles
    return _("%(titles)s, weight %(weight)s") % {"titles": titles, "weight": group.weight}


def _numbers(group: GroupResult) -> str:
    said = _("%(valid)s valid, %(invalid)s invalid") % {"valid": group.valid, "invalid": group.invalid}
    if group.unreturned:
        said = _("%(said)s, %(count)s papers not returned") % {"said": said, "count": group.unreturned}
    return said
