"""For whom a rule is: everyone, or some classes of members, some of them by their own choice."""

from goodstanding.engine.scheme.part import Part, Word


class ForWhom(Part):
    """For whom a rule is: everyone, or members with one of the classes, and no member with a class in `not_for`.

    welcome: classes for whom taking part is a free choice; it counts when they do, and nothing is missing when not.
    """

    classes: tuple[Word, ...] | None = None
    not_for: tuple[Word, ...] = ()
    welcome: tuple[Word, ...] = ()

    def is_for(self, classes: frozenset[str]) -> bool:
        """Whether a member with these classes is meant at all."""
        return (self.classes is None or not classes.isdisjoint(self.classes)) and classes.isdisjoint(self.not_for)

    def spares(self, classes: frozenset[str]) -> bool:
        """Whether doing it is the own choice of a member with these classes, and never counts against them."""
        return not self.is_for(classes) or not classes.isdisjoint(self.welcome)
