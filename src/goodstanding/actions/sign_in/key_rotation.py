"""Keys change: what is sealed with an older key is sealed again with the newest, a batch at a time."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from allauth.mfa.models import Authenticator
from cryptography.fernet import InvalidToken
from django.apps import apps
from django.db import models, transaction
from django.db.models import F, Q, TextField, Value
from django.db.models.functions import Cast

from goodstanding.models.encrypted import SealedCharField, reseal

_BATCH = 500
#: What the sign-in library keeps sealed, by kind of factor. A list of codes from elsewhere is one of sealed texts.
_SECRETS = ("secret", "seed")


@dataclass
class RotationCount:
    """How many sealed values were looked at, sealed again, and could be opened with none of the keys."""

    seen: int = 0
    resealed: int = 0
    unreadable: int = 0

    def renewed(self, sealed: str) -> str | None:
        """The value sealed with the newest key; None where there is nothing to do."""
        self.seen += 1
        try:
            fresh = reseal(sealed)
        except InvalidToken:
            self.unreadable += 1
            return None
        self.resealed += fresh is not None
        return fresh


def rotate() -> dict[str, RotationCount]:
    """Seals everything with the newest key. May be stopped and begun again; what is done is not done again."""
    found: dict[str, RotationCount] = {}
    for model, field in _sealed_fields():
        what = f"{model._meta.label}.{field.name}"
        found[what] = RotationCount()
        for batch in _batches(model, **{f"{field.name}__gt": Value("", output_field=TextField())}):
            _rotate_field(model, field.name, batch, found[what])
    found["factors"] = RotationCount()
    for batch in _batches(Authenticator, type__in=[Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES]):
        _rotate_factors(batch, found["factors"])
    return found


def sealed_values(only: type[models.Model] | None, field: str, most: int) -> Iterator[str]:
    """Some sealed values as they lie in the tables: of one field, or some of every field and every factor."""
    fields = [(only, field)] if only else [(model, one.name) for model, one in _sealed_fields()]
    for model, name in fields:
        as_kept = model._default_manager.annotate(kept=Cast(F(name), output_field=TextField())).exclude(kept="")
        yield from as_kept.order_by("pk").values_list("kept", flat=True)[:most]
    if only is None:
        for data in Authenticator.objects.order_by("pk").values_list("data", flat=True)[:most]:
            yield from (data[name] for name in _SECRETS if isinstance(data.get(name), str))


def _sealed_fields() -> Iterator[tuple[type[models.Model], SealedCharField]]:
    for model in apps.get_app_config("goodstanding").get_models():
        for field in model._meta.get_fields():
            if isinstance(field, SealedCharField):
                yield model, field


def _batches(model: type[models.Model], **having: Any) -> Iterator[list[int]]:
    last = 0
    while True:
        keys = model._default_manager.filter(pk__gt=last, **having).order_by("pk").values_list("pk", flat=True)
        batch = list(keys[:_BATCH])
        if not batch:
            return
        yield batch
        last = batch[-1]


@transaction.atomic
def _rotate_field(model: type[models.Model], name: str, batch: list[int], tally: RotationCount) -> None:
    """One batch of one field, as it lies in the table: reading and writing it as usual would open and seal it."""
    as_kept = model._default_manager.annotate(kept=Cast(F(name), output_field=TextField()))
    rows = as_kept.select_for_update(of=("self",)).filter(pk__in=batch).values_list("pk", "kept")
    for pk, kept in rows:
        fresh = tally.renewed(kept)
        if fresh is not None:
            model._default_manager.filter(pk=pk).update(**{name: Value(fresh, output_field=TextField())})


@transaction.atomic
def _rotate_factors(batch: list[int], tally: RotationCount) -> None:
    having = Q(data__has_key="secret") | Q(data__has_key="seed")
    for factor in Authenticator.objects.select_for_update().filter(having, pk__in=batch):
        for name in _SECRETS:
            fresh = tally.renewed(factor.data[name]) if name in factor.data else None
            if fresh is not None:
                factor.data[name] = fresh
                factor.save(update_fields=["data"])
