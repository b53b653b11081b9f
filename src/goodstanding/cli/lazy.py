"""A group of commands that are imported when they run, so that its help and the version load no database."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any, ClassVar

import typer
from typer.core import TyperCommand, TyperGroup


@dataclass(frozen=True)
class Entry:
    """One command as the list of commands shows it.

    where: 'module:attribute' below goodstanding.cli, the command's function or its group of commands. panel: the
    heading it stands under. summary: the first line of its help.
    """

    where: str
    panel: str
    summary: str

    def load(self, name: str) -> Any:
        """The whole command; imports its module."""
        module, _, attribute = self.where.partition(":")
        found = getattr(import_module(f"goodstanding.cli.{module}"), attribute)
        app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode="markdown")
        # A callback makes it a group, from which the command comes as it stands in any other group.
        app.callback()(lambda: None)
        if isinstance(found, typer.Typer):
            app.add_typer(found, name=name)
        else:
            app.command(name)(found)
        return typer.main.get_group(app).commands[name]

    def outline(self, name: str) -> TyperCommand:
        """As much of the command as its line in the list needs."""
        return TyperCommand(name, help=self.summary, rich_markup_mode="markdown", rich_help_panel=self.panel)


class LazyGroup(TyperGroup):
    """A group that knows its commands by `entries`, which a subclass says."""

    entries: ClassVar[Mapping[str, Entry]] = {}

    def __init__(self, **attributes: Any) -> None:
        """Every command as its outline."""
        super().__init__(**attributes)
        self.commands.update({name: entry.outline(name) for name, entry in self.entries.items()})

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command that the arguments name, whole, and the arguments left for it."""
        name, found, rest = super().resolve_command(ctx, args)
        return name, self.entries[name].load(name) if found is not None and name is not None else found, rest

    @property
    def whole(self) -> dict[str, Any]:
        """Every command by name; imports all of them."""
        return {name: entry.load(name) for name, entry in self.entries.items()}
