"""Runs as pages show them."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goodstanding.access.viewer import Viewer
from goodstanding.models import Run
from goodstanding.queries.months import runs as run_queries
from goodstanding.web.shell.presenters import terms

State = Run.State
#: A run's figures as a viewer may read them.
Figures = Mapping[str, Any]
TONES = {
    State.DRAFTING: "info",
    State.DRAFTED: "warn",
    State.REVIEWED: "warn",
    State.PUBLISHED: "good",
    State.SUPERSEDED: "neutral",
    State.WITHDRAWN: "neutral",
}


def entry(run: Run) -> dict[str, Any]:
    """A line of the list."""
    issue = _("issue %(number)s") % {"number": run.number} if run.number > 1 else ""
    when = terms.moment(run.published_at or run.drafted_at)
    return {
        "url": reverse("run", args=[run.key]),
        "icon": "record",
        "label": terms.month(run.month),
        "detail": " · ".join(part for part in (issue, when, run.reason, _since(run)) if part),
        "badge": run.get_state_display(),
        "tone": TONES[State(run.state)],
    }


def _since(run: Run) -> str:
    count = run_queries.entries_since(run)
    sentence = ngettext("%(count)s entry since", "%(count)s entries since", count)
    return sentence % {"count": count} if count else ""


def lead(run: Run) -> str:
    """What a run is, in a line."""
    issue = _("Issue %(number)s") % {"number": run.number}
    return " · ".join(part for part in (run.get_state_display(), issue, run.scheme, run.reason) if part)


def steps(run: Run) -> list[dict[str, str]]:
    """Drafted, reviewed, published, and where it stands."""
    reached = {State.DRAFTING: 0, State.DRAFTED: 1, State.REVIEWED: 2}.get(State(run.state), 3)
    labels = [_("Draft"), _("Review"), _("Publish")]
    if run.state == State.WITHDRAWN:
        return []
    return [
        {"label": label, "state": "done" if number < reached else "current" if number == reached else "next"}
        for number, label in enumerate(labels)
    ]


def stats(figures: Figures) -> list[dict[str, Any]]:
    """The numbers at the top, of a run's figures."""
    if "members" not in figures:
        return []
    members, rated = figures["members"], figures["rated"]
    rest = None if members is None or rated is None else members - rated
    found = [
        {"label": _("Members"), "value": terms.counted(members)},
        {"label": _("Rated"), "value": terms.counted(rated)},
        {"label": _("Not rated"), "value": terms.counted(rest)},
    ]
    if figures.get("mean_change") is not None:
        note = _("on average against the month before")
        found.append({"label": _("Change"), "value": signed(figures["mean_change"]), "note": note})
    return found


def checks(run: Run) -> list[dict[str, Any]]:
    """What was checked, in words, and whether it holds."""
    titles = {
        "members_in_out": _("Every member of the month has one line"),
        "rated_and_not": _("Rated and not rated make all members"),
        "facts_in_out": _("Every valid entry is in the lake exactly once"),
        "explained": _("Sampled lines are explained to the last point"),
    }
    return [
        {
            "label": titles.get(check["name"], check["name"]),
            "detail": _("%(found)s of %(expected)s") % {"found": check["found"], "expected": check["expected"]},
            "badge": _("holds") if check["holds"] else _("does not hold"),
            "tone": "good" if check["holds"] else "bad",
        }
        for check in run.checks
    ]


def totals(figures: Figures) -> list[dict[str, Any]]:
    """How many members have which total, in steps."""
    counted = {int(step): n for step, n in figures.get("totals", {}).items()}
    most = max((n or 0 for n in counted.values()), default=0) or 1
    return [
        {"label": f"{step // 100}–{step // 100 + 5}", "percent": round(100 * (n or 0) / most), "text": terms.counted(n)}
        for step, n in sorted(counted.items(), reverse=True)
    ]


def bands(figures: Figures) -> list[dict[str, Any]]:
    """How many members are in each band, in the scheme's order."""
    counted, rated = figures.get("bands", {}), figures.get("rated")
    most = max((n or 0 for n in counted.values()), default=0) or 1
    return [_band(name, counted.get(name, 0), rated, most) for name in terms.band_names()]


def _band(name: str, count: int | None, rated: int | None, most: int) -> dict[str, Any]:
    """most: in the largest band, against which a bar is drawn where the number of all is not shown."""
    if count is None or not rated:
        return {"label": terms.band(name), "percent": round(100 * (count or 0) / most), "text": terms.counted(count)}
    share = 100 * count / rated
    return {"label": terms.band(name), "percent": round(share), "text": f"{terms.counted(count)} · {share:.1f} %"}


def changes(figures: Figures) -> list[dict[str, Any]]:
    """Who moved against the month before, in numbers."""
    titles = {
        "up": _("went up"),
        "down": _("went down"),
        "same": _("stayed the same"),
        "newly_rated": _("rated for the first time"),
        "no_longer": _("no longer rated"),
        "joined": _("are new"),
        "left": _("have left"),
    }
    found = figures.get("changes", {})
    return [
        {"label": label, "value": terms.counted(found[name])}
        for name, label in titles.items()
        if found.get(name, 0) != 0
    ]


def events(run: Run) -> list[dict[str, Any]]:
    """What became of the run, and who did it."""
    stages = [
        (run.drafted_at, run.drafted_by, _("Drafted"), run.reason, "edit"),
        (run.reviewed_at, run.reviewed_by, _("Reviewed"), run.review, "eye"),
        (run.published_at, run.published_by, str(Run.State.PUBLISHED.label), "", "done"),
        (run.ended_at, None, run.get_state_display(), "", "close"),
    ]
    return [
        {
            "title": title,
            "text": text,
            "when": terms.moment(at),
            "datetime": at.isoformat(),
            "by": by.shown_name if by else "",
            "icon": icon,
        }
        for at, by, title, text, icon in stages
        if at is not None
    ]


def particulars(run: Run) -> list[dict[str, str]]:
    """With what it was made, for a reader who wants to make it again."""
    entries = [
        (_("Run"), f"{run.key} · {run.number}"),
        (_("Entries recorded up to"), terms.moment(run.frozen_at) if run.frozen_at else ""),
        (_("Rules"), f"{run.scheme} · {run.scheme_fingerprint[:12]}"),
        (_("Engine"), run.manifest.get("engine", {}).get("backend", "")),
        (_("Content of the totals"), run.manifest.get("tables", {}).get("totals", "")[:16]),
    ]
    return [{"label": label, "value": value} for label, value in entries if value]


def entries_since(run: Run) -> str:
    """How many entries a draft does not count yet, in words; nothing where it counts all."""
    count = run_queries.entries_since(run)
    if not count or run.frozen_at is None:
        return ""
    sentence = ngettext(
        "%(count)s entry came in since this draft was frozen on %(when)s. It is not counted here.",
        "%(count)s entries came in since this draft was frozen on %(when)s. They are not counted here.",
        count,
    )
    return sentence % {"count": count, "when": terms.moment(run.frozen_at)}


def can(who: Viewer, run: Run) -> dict[str, bool]:
    """What the viewer can do with the run now."""
    return {
        "review": run.state == State.DRAFTED and run_queries.may_review(who),
        "publish": run.state == State.REVIEWED
        and run_queries.may_publish(who)
        and run.reviewed_by_id != who.account.pk,
        "wait": run.state == State.REVIEWED and run.reviewed_by_id == who.account.pk,
        "withdraw": run.state in {State.DRAFTING, State.DRAFTED, State.REVIEWED} and run_queries.may_draft(who),
        "draft_again": run.state in {State.DRAFTED, State.REVIEWED} and run_queries.may_draft(who),
        "again": run.state == State.PUBLISHED and run_queries.may_draft(who),
    }


def signed(hundredths: int) -> str:
    """A change with its sign: +1.25."""
    return f"{hundredths / 100:+.2f}"
