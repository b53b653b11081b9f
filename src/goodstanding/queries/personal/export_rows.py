"""Rows of tables as plain values, and the sections of an export that hold all rows of one table."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import Model, QuerySet

from goodstanding.engine.catalogue import Lang
from goodstanding.engine.period import month_text
from goodstanding.models import Account, Member, Run, Unit

Row = dict[str, Any]
#: The names of the tables that stand in a section, and its rows.
Section = tuple[tuple[str, ...], Callable[..., Iterable[Row]]]

#: Never given out, not even to oneself: what signs in, or what another person was promised to be told in confidence.
SECRET = frozenset({"password", "digest", "stored_as", "idempotency_key", "session_key", "data"})


def row(instance: Model, *without: str) -> Row:
    """Every field of a row as a plain value; with people and things by name."""
    found = Row()
    for field in instance._meta.concrete_fields:
        if field.name not in SECRET and field.name not in without:
            found[field.name] = plain(
                getattr(instance, field.name) if _is_named(field) else getattr(instance, field.attname)
            )
    return found


def _is_named(field: Any) -> bool:
    return not field.is_relation or field.related_model in (Account, Unit, Run)


def plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Account):
        return value.shown_name
    if isinstance(value, Unit):
        return f"{value.name} ({value.code})"
    if isinstance(value, Run):
        return f"{month_text(value.month)}/{value.number} {value.key}"
    return value


def every(found: Callable[[Member, Account], QuerySet[Any]], *without: str) -> Callable[..., Iterable[Row]]:
    """A section of every row that a query finds."""

    def rows(member: Member, account: Account, _lang: Lang) -> Iterable[Row]:
        return (row(instance, *without) for instance in found(member, account).order_by("pk"))

    return rows


def related(found: QuerySet[Any]) -> QuerySet[Any]:
    """The same with everybody they name, read at once."""
    names = [field.name for field in found.model._meta.concrete_fields if field.is_relation and _is_named(field)]
    accounts = [f"{name}__member" for name in names if found.model._meta.get_field(name).related_model is Account]
    return found.select_related(*names, *accounts) if names else found


def of(model: type[Model], path: str = "member", *, without: tuple[str, ...] = (), **only: object) -> Section:
    """The section of a table's rows about a member. path: from a row to the member; only: what else must be so."""

    def found(member: Member, _account: Account) -> QuerySet[Any]:
        return related(model._default_manager.filter(**{path: member}, **only))

    return (model._meta.label,), every(found, path, *without)


def of_account(model: type[Model], path: str, *, without: tuple[str, ...] = ()) -> Section:
    """The section of a table's rows of an account. path: from a row to the account."""

    def found(_member: Member, account: Account) -> QuerySet[Any]:
        return related(model._default_manager.filter(**{path: account}))

    return (model._meta.label,), every(found, path, *without)
