"""Readable pages about a scheme, made from its files alone."""

from goodstanding.flows.card.coverage import coverage_page
from goodstanding.flows.card.page import card

__all__ = ["card", "coverage_page"]
