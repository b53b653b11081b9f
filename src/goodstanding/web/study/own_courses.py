"""The courses of the member who looks at a page."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from goodstanding.models import Member
from goodstanding.queries.people.organization import the_scheme
from goodstanding.queries.study import courses as course_queries
from goodstanding.queries.study.courses import OwnCourse
from goodstanding.web.shell.auth import viewer


def own_courses(request: HttpRequest) -> list[OwnCourse]:
    """Their courses as they have them. Raises Http404 for a visitor who is no member."""
    who = viewer(request)
    member = get_object_or_404(Member.objects.select_related("unit"), pk=who.member_id)
    return course_queries.own(member, the_scheme(), who.on)
