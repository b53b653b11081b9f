"""Where one is signed in, and how to end it elsewhere."""

from typing import Any

from allauth.usersessions import views as library

from goodstanding.web.sign_in.presenters import visits


class SessionsOverview(library.ListUserSessionsView):
    """One's own visits; posting ends all others."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The page: the latest seen first."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        latest_first = sorted(context["sessions"], key=lambda visit: visit.last_seen_at, reverse=True)
        return context | {"events": [visits.line(visit) for visit in latest_first]}
