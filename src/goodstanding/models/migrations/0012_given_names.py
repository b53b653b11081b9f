"""Codes, numbers and sign-in names of one shape; keys that are made here; offices that count once accepted.

What people gave before and does not have the shape gets it here, each with a line in the audit trail. Offices count on
where today's holder can sign in and was let in by whoever may give that office; the others wait for a code from above.
"""

import re
import unicodedata
from collections.abc import Callable
from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import migrations, models
from django.db.models import Count, Q
from django.db.models.functions import Lower
from django.utils import timezone

from goodstanding.models.public_id import MOST, RESERVED, IsGiven, IsKey, is_given, new_key

_BELOW = {"group_leader", "committee"}
#: Which offices gave which before this, and whether over the very unit only; an operator gave all.
_GAVE = {"secretary": (_BELOW, True), "officer": (_BELOW | {"secretary", "officer"}, False)}


def shaped(text: str, otherwise: str, taken: Callable[[str], bool]) -> str:
    """A text in the shape of codes, as like it as can be and not taken. otherwise: where nothing of it is left."""
    plain = re.sub(r"[^A-Za-z0-9._-]+", "-", unicodedata.normalize("NFKC", text)).strip("-._")[: MOST - 6]
    plain, number, found = plain or otherwise, 1, plain or otherwise
    while found in RESERVED or taken(found):
        number += 1
        found = f"{plain}-{number}"
    return found


def mend(apps: Any, editor: Any) -> None:
    """Gives what does not have the shape one, and says since when offices count."""
    at = timezone.now()
    _mend_units(apps, at)
    _mend_members(apps, at)
    _mend_logins(apps, at)
    _mend_meetings(apps, at)
    _say_who_invited(apps)
    _accept_offices(apps)
    if editor.connection.vendor == "postgresql":
        # Tables with checks that still wait cannot be altered.
        editor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def _note(apps: Any, noun: str, key: str, column: str, unit: int | None, at: Any) -> None:
    rows = apps.get_model("goodstanding", "AuditRow").objects
    rows.create(at=at, by=None, verb="mend", noun=noun, key=key, fields=[column], unit_id=unit)


def _mend_units(apps: Any, at: Any) -> None:
    units = apps.get_model("goodstanding", "Unit").objects
    for pk, code in list(units.order_by("pk").values_list("pk", "code")):
        if is_given(code) and code not in RESERVED:
            continue
        new = shaped(code, f"U{pk}", lambda text: units.filter(code=text).exists())
        units.filter(pk=pk).update(code=new)
        _note(apps, "unit", new, "code", pk, at)


def _mend_members(apps: Any, at: Any) -> None:
    members, accounts = (apps.get_model("goodstanding", name).objects for name in ("Member", "Account"))
    twins = members.annotate(plain=Lower("number")).values("plain").annotate(many=Count("pk")).filter(many__gt=1)
    twice, seen = set(twins.order_by().values_list("plain", flat=True)), set[str]()
    for pk, key, number, unit in members.order_by("pk").values_list("pk", "key", "number", "unit").iterator():
        again = number.lower() in twice and number.lower() in seen
        seen |= {number.lower()} & twice
        if is_given(number) and not again:
            continue
        new = shaped(number, f"M{pk}", lambda text: members.filter(number__iexact=text).exists())
        members.filter(pk=pk).update(number=new)
        accounts.filter(member=pk, login=number).exclude(login__iexact=new).update(login=new)
        _note(apps, "member", key, "number", unit, at)


def _mend_logins(apps: Any, at: Any) -> None:
    members, accounts = (apps.get_model("goodstanding", name).objects for name in ("Member", "Account"))
    # In memory, because the database has no index yet by which a number is found in any case.
    owners = {number.lower(): pk for pk, number in members.values_list("pk", "number").iterator()}
    names = accounts.order_by("pk").values_list("pk", "login", "member").iterator()
    wrong = [pk for pk, login, own in names if not is_given(login, 60) or owners.get(login.lower(), own) != own]
    for one in accounts.filter(pk__in=wrong).select_related("member").order_by("pk"):

        def taken(text: str, one: Any = one) -> bool:
            others = accounts.filter(login__iexact=text).exclude(pk=one.pk)
            return bool(others.exists() or owners.get(text.lower(), one.member_id) != one.member_id)

        new = shaped(one.member.number if one.member else one.login, f"A{one.pk}", taken)
        accounts.filter(pk=one.pk).update(login=new)
        _note(apps, "account", new, "login", one.member.unit_id if one.member else None, at)


def _mend_meetings(apps: Any, at: Any) -> None:
    meetings, notices = (apps.get_model("goodstanding", name).objects for name in ("Meeting", "Notice"))
    for one in meetings.exclude(IsKey("key")):
        old, one.key = one.key, new_key()
        one.save(update_fields=["key"])
        for notice in notices.filter(link__contains=f"meetings/{old}/"):
            notice.link = notice.link.replace(f"meetings/{old}/", f"meetings/{one.key}/")
            notice.save(update_fields=["link"])
        _note(apps, "meeting", one.key, "key", one.unit_id, at)


def _say_who_invited(apps: Any) -> None:
    accounts, codes = (apps.get_model("goodstanding", name).objects for name in ("Account", "Invitation"))
    used = codes.exclude(used_at=None).order_by("used_at")
    last: dict[int, int | None] = dict(used.values_list("account", "made_by").iterator())
    by_maker: dict[int, list[int]] = {}
    for account, maker in last.items():
        if maker is not None:
            by_maker.setdefault(maker, []).append(account)
    for maker, theirs in by_maker.items():
        for start in range(0, len(theirs), 500):
            accounts.filter(pk__in=theirs[start : start + 500]).update(invited_by=maker)


def _accept_offices(apps: Any) -> None:
    """In rounds: who invited another must hold, in an office that counts, the right to give what the other has."""
    posts, today = apps.get_model("goodstanding", "Post").objects, timezone.localdate()
    running = posts.filter(Q(until_on=None) | Q(until_on__gt=today))
    # What has ended says nothing any more about who may; it stands as what it was.
    posts.exclude(pk__in=running.values("pk")).update(accepted_at=models.F("granted_at"))
    able = running.exclude(account__password__startswith=UNUSABLE_PASSWORD_PREFIX)
    waiting = list(able.select_related("account", "unit"))
    counting: list[Any] = []
    while new := [one for one in waiting if _counts(one, counting)]:
        posts.filter(pk__in=[one.pk for one in new]).update(accepted_at=models.F("granted_at"))
        counting += new
        waiting = [one for one in waiting if one not in new]


def _counts(post: Any, counting: list[Any]) -> bool:
    maker = post.account.invited_by_id
    return maker is None or any(_gives(one, post) for one in counting if one.account_id == maker)


def _gives(held: Any, post: Any) -> bool:
    if held.role == "operator":
        return True
    roles, there_only = _GAVE.get(held.role, (set[str](), True))
    beside = post.role == "officer" and held.unit_id == post.unit_id
    within = held.unit_id == post.unit_id if there_only else post.unit.path.startswith(held.unit.path)
    return post.role in roles and within and not beside


class Migration(migrations.Migration):
    dependencies = [("goodstanding", "0011_roll_offline")]

    operations = [
        migrations.AddField(
            model_name="account",
            name="invited_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(model_name="account", name="shut_at", field=models.DateTimeField(blank=True, null=True)),
        migrations.AddField(
            model_name="meeting", name="form", field=models.CharField(editable=False, max_length=64, null=True)
        ),
        migrations.AddField(model_name="post", name="accepted_at", field=models.DateTimeField(blank=True, null=True)),
        migrations.RunPython(mend, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="account",
            constraint=models.CheckConstraint(condition=IsGiven("login"), name="account_login_is_given"),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.CheckConstraint(condition=IsKey("key"), name="meeting_key_is_made_here"),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.UniqueConstraint(
                condition=Q(form__isnull=False), fields=("unit", "planned_by", "form"), name="meeting_once_a_form"
            ),
        ),
        migrations.AddConstraint(
            model_name="member",
            constraint=models.CheckConstraint(condition=IsGiven("number"), name="member_number_is_given"),
        ),
        migrations.AddConstraint(
            model_name="member", constraint=models.UniqueConstraint(Lower("number"), name="member_number_any_case")
        ),
        migrations.AddConstraint(
            model_name="unit",
            constraint=models.CheckConstraint(
                condition=Q(IsGiven("code"), ~Q(code__in=["tree"])), name="unit_code_is_given"
            ),
        ),
    ]
