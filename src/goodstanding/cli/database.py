"""The database behind the platform's commands: made ready, brought up to date, and refused where it does not fit."""

import os

from goodstanding.engine.problems import InputError

_SETTINGS = "goodstanding.config.settings"
#: The application's role and its password, while this process works as the owner.
_application: list[tuple[str, str]] = []


def set_up(**options: object) -> None:
    """Loads Django with this installation's options; those given here win."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", _SETTINGS)
    os.environ |= {f"GOODSTANDING_{name.upper()}": str(value) for name, value in options.items() if value is not None}
    try:
        import django
    except ModuleNotFoundError as missing:
        raise InputError("The platform is not installed; run: pip install 'goodstanding[web]'") from missing
    django.setup()


def migrate() -> None:
    """Make the database ready, or bring it up to date.

    With DATABASE_OWNER_URL it does so as the owner, and gives the role of DATABASE_URL what the application needs.
    """
    set_up()
    as_owner()
    _migrate()
    give_rights()


def as_owner() -> None:
    """Works as the owner of the database from now on, where the options name one."""
    from django.conf import settings
    from django.db import connections

    own, owner = settings.DATABASES["default"], settings.DATABASE_OWNER
    if owner is None:
        return
    if not own["USER"] or own["USER"] == owner["USER"] or own["ENGINE"] != owner["ENGINE"]:
        raise InputError(
            "With DATABASE_OWNER_URL, it and DATABASE_URL name two roles of PostgreSQL, as in "
            "postgresql://role:password@host/name."
        )
    _application.append((str(own["USER"]), str(own["PASSWORD"])))
    connections.settings["default"] |= {name: owner[name] for name in ("USER", "PASSWORD", "HOST", "PORT", "NAME")}


def give_rights() -> None:
    """Gives the application's role what it needs, where there are two."""
    from goodstanding.models.guards import rights

    for name, password in _application:
        rights.give(name, password)


def prepare() -> None:
    """Brings the database up to date and puts the files that browsers load where they are served from."""
    from goodstanding.flows.operations import static_files

    refuse_unfit()
    up_to_date()
    refuse_foreign_key()
    static_files.collect()


def refuse_unfit() -> None:
    """Raises InputError where this process must not work on the database, because it could switch its guards off."""
    from django.conf import settings

    from goodstanding.models.guards import rights

    if not settings.OWNER_MAY_SERVE:
        rights.refuse_owner()


def refuse_foreign_key() -> None:
    """Raises InputError where the secret key is not the one with which the database was written."""
    from goodstanding.actions.sign_in import secret_check

    secret_check.refuse_foreign_key()


def up_to_date() -> None:
    """Brings the database up to date. Raises InputError where this role may not and it is not."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    from goodstanding.models.guards import rights

    role = rights.role_of(connection)
    if role is None or role.may_break_guards:
        _migrate()
        return
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise InputError(
            "The database is older than this program; run: DATABASE_OWNER_URL=postgresql://owner@host/name "
            "goodstanding migrate"
        )


def _migrate() -> None:
    from django.core.management import call_command
    from django.utils import timezone

    from goodstanding.actions.ledger import ledger

    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    ledger.make_ready(timezone.localdate())
