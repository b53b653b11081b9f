"""Questions and complaints as their writers, the people who answer them, and later the unit above see them."""
