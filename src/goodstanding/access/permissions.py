"""What can be allowed: one word for each thing that an office may do. Which office may do which is said in roles.py."""

from enum import StrEnum, auto


class Permission(StrEnum):
    """Something that can be allowed over a unit and all below it."""

    SEE_UNIT = auto()  # that a unit exists, what it is called, how many members it has
    SEE_ROSTER = auto()  # who its members are
    SEE_MEMBER = auto()  # a member's record, with a purpose, leaving a trace that the member can read
    SEE_CONTACT = auto()  # a member's telephone number
    SEE_FIGURES = auto()  # numbers about many people, never small groups
    CHANGE_MEMBER = auto()
    CHANGE_UNIT = auto()
    ANSWER_TRANSFER = auto()
    INVITE = auto()
    GRANT_POST = auto()
    IMPORT_ROSTER = auto()
    EXPORT_ROSTER = auto()
    SEE_AUDIT = auto()
    RECORD_FACT = auto()  # write down by hand what happened, and correct it
    HOLD_MEETING = auto()  # plan a meeting, invite, keep its roll and minutes
    ASSIGN = auto()  # give members something to do, and judge what came of it; never of themselves
    COLLECT_DUES = auto()  # see what members owe a month, book payments, propose reductions, post the totals
    LEAD_MEETING = auto()  # the same for the kinds that the rules leave to the office, without minutes
    AGREE = auto()  # be the second person where a closed month is corrected
    SEE_RATING = auto()  # others' totals, bands and places, leaving a trace
    RULE = auto()  # answer objections
    DRAFT_RUN = auto()  # rate a month
    REVIEW_RUN = auto()
    PUBLISH_RUN = auto()
    EDIT_SCHEME = auto()
    OPERATE = auto()  # jobs, accounts' state, menus as others see them; never data of members
