"""A made-up organization of any size, the same for the same seed, to try rules and machines on."""

from goodstanding.flows.simulate.organization import Simulated, simulate

__all__ = ["Simulated", "simulate"]
