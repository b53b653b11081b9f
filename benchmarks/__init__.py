"""How fast the engine rates, side by side with what it is compared to. See docs/explanation/performance.md."""
