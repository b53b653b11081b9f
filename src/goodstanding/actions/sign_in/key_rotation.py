"""Keys change: what is sealed with an older key is sealed again with the newest, a batch at a time."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from allauth.mfa.models import Authenticator
from cryptography.fernet import InvalidToken
from django.db import models, transaction
from django.db.models import F, Q, TextField, Value
from django.db.models.functions import Cast

from goodstanding.models.encrypted import reseal
from goodstanding.queries.sign_in.sealed import SECRETS, sealed_fields

_BATCH = 500


@dataclass
class RotationCount:
    """How many sealed values were looked at, sealed again, and could be opened with none of the keys."""

    examined: int = 0
    resealed: int = 0
    unreadable: int = 0

    def renewed(self, sealed: str) -> str | None:
        """The value sealed with the newest key; None where there is nothing to do."""
        self.examined += 1
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
    for model, field in sealed_fields():
        what = f"{model._meta.label}.{field.name}"
        found[what] = RotationCount()
        for batch in _batches(model, **{f"{field.name}__gt": Value("", output_field=TextField())}):
            _rotate_field(model, field.name, batch, found[what])
    found["factors"] = RotationCount()
    for batch in _batches(Authenticator, type__in=[Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES]):
        _rotate_factors(batch, found["factors"])
    return found


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
    for pk, sealed in rows:
        fresh = tally.renewed(sealed)
        if fresh is not None:
            model._default_manager.filter(pk=pk).update(**{name: Value(fresh, output_field=TextField())})


@transaction.atomic
def _rotate_factors(batch: list[int], tally: RotationCount) -> None:
    having = Q(data__has_key="secret") | Q(data__has_key="seed")
    for factor in Authenticator.objects.select_for_update().filter(having, pk__in=batch):
        for name in SECRETS:
            fresh = tally.renewed(factor.data[name]) if name in factor.data else None
            if fresh is not None:
                factor.data[name] = fresh
                factor.save(update_fields=["data"])
