"""Values that are kept sealed: in which fields, and how they lie in the tables."""

from collections.abc import Iterator

from allauth.mfa.models import Authenticator
from django.apps import apps
from django.db import models
from django.db.models import F, TextField
from django.db.models.functions import Cast

from goodstanding.models.encrypted import SealedCharField

#: What the sign-in library keeps sealed, by kind of factor. A list of codes from elsewhere is one of sealed texts.
SECRETS = ("secret", "seed")


def sealed_values(only: type[models.Model] | None, field: str, most: int) -> Iterator[str]:
    """Some sealed values as they lie in the tables: of one field, or some of every field and every factor."""
    fields = [(only, field)] if only else [(model, sealed_field.name) for model, sealed_field in sealed_fields()]
    for model, name in fields:
        as_kept = model._default_manager.annotate(kept=Cast(F(name), output_field=TextField())).exclude(kept="")
        yield from as_kept.order_by("pk").values_list("kept", flat=True)[:most]
    if only is None:
        for data in Authenticator.objects.order_by("pk").values_list("data", flat=True)[:most]:
            yield from (data[name] for name in SECRETS if isinstance(data.get(name), str))


def sealed_fields() -> Iterator[tuple[type[models.Model], SealedCharField]]:
    """Every sealed field, with its model."""
    for model in apps.get_app_config("goodstanding").get_models():
        for field in model._meta.get_fields():
            if isinstance(field, SealedCharField):
                yield model, field
