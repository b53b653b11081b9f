"""The month's end: the ledger frozen, the lake written, the month rated, checked and laid out for review.

Each step leaves something whole behind and is skipped when it is there already, so a draft that was cut off goes on
where it was. Nothing of it is seen by members before a person publishes it.
"""
