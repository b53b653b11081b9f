"""A readable page about a scheme, made from its files alone."""

from goodstanding.flows.card.page import card

__all__ = ["card"]
