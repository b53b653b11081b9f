"""The rules through time: which scheme holds in which month, what is installed, and what is proposed."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.conf import settings
from django.db.models import QuerySet

from goodstanding.access.permissions import Permission
from goodstanding.access.viewer import Viewer
from goodstanding.engine.period import month_of
from goodstanding.engine.problems import Problem
from goodstanding.engine.scheme.check import check_scheme
from goodstanding.engine.scheme.load import load_scheme
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.models import RulesVersion
from goodstanding.queries.months.runs import may_publish
from goodstanding.queries.people.organization import first_scheme


@dataclass(frozen=True)
class InForce:
    """A scheme and from which month on it is in force here; version: how it came to be, none for the first one."""

    scheme: Scheme
    from_month: int
    version: RulesVersion | None


@dataclass(frozen=True)
class Installed:
    """A scheme in the folder of schemes: its folder's name, and either the scheme or what is wrong with it."""

    folder: str
    scheme: Scheme | None
    faults: tuple[Problem, ...]

    def can_be_proposed(self, today: date) -> bool:
        """Whether it is whole and begins in a month to come."""
        return self.scheme is not None and self.scheme.effective.from_ > month_of(today)


def history() -> list[InForce]:
    """What is and was in force, and what is agreed for later; the latest first."""
    first = first_scheme()
    agreed = RulesVersion.objects.filter(state=RulesVersion.State.AGREED).order_by("-from_month")
    later = [InForce(Scheme.model_validate(version.content), version.from_month, version) for version in agreed]
    return [*later, InForce(first, first.effective.from_, None)]


def installed() -> list[Installed]:
    """Every scheme that lies beside the installation's first one, checked."""
    folder = Path(settings.SCHEME).resolve().parent
    found = sorted(path.parent for path in folder.glob("*/scheme.yaml"))
    return [scheme for path in found if (scheme := installed_in(path)) is not None]


def installed_in(folder: Path) -> Installed:
    """One scheme, checked."""
    loaded = load_scheme(folder)
    faults = tuple(check_scheme(loaded).faults)
    return Installed(folder.name, None if faults else loaded.scheme, faults)


def proposals(viewer: Viewer) -> QuerySet[RulesVersion]:
    """What was proposed, for those who propose or agree; for others none."""
    every = RulesVersion.objects.select_related("proposed_by__member", "agreed_by__member", "job")
    return every if may_propose(viewer) or may_agree(viewer) else every.none()


def may_propose(viewer: Viewer) -> bool:
    """Whether the viewer keeps the rules."""
    return viewer.may(Permission.EDIT_SCHEME)


def may_agree(viewer: Viewer) -> bool:
    """Whether the viewer may put rules into force: the person who publishes months over the whole tree."""
    return may_publish(viewer)
