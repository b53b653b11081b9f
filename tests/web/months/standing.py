"""Reading the pages of a published month."""

from django.test import Client
from django.urls import reverse

from tests.pages import words

MONTH = "2016-09"


def get(client: Client, route: str, *args: str) -> str:
    answer = client.get(reverse(route, args=args))
    assert answer.status_code == 200, (route, args)
    return words(answer)
