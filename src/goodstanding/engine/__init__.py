"""The engine: a scheme and a lake's tables in, a run's tables out.

Pure Ibis expressions over exact integers. Nothing here knows a clock, a web page or a database; only `backends` knows
what executes the expressions.
"""
