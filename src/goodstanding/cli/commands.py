"""Every command: where it is, and its line in the help."""

from collections.abc import Mapping
from typing import ClassVar

from goodstanding.cli.lazy import Entry, LazyGroup

RULES, DATA, RATING, START, PLATFORM = "Rules", "Data", "Rating", "Start here", "Platform"


class Commands(LazyGroup):
    """The commands of `goodstanding`."""

    entries: ClassVar[Mapping[str, Entry]] = {
        "scheme": Entry(
            "scheme:app",
            RULES,
            "Check a scheme, look into it, print its card, and see what records each kind of entry.",
        ),
        "whatif": Entry(
            "whatif:whatif",
            RULES,
            "Compare two schemes on the same month: who would change band, who gains and who loses, and by how much.",
        ),
        "lake": Entry("lake:app", DATA, "Make a lake from files, or look through one that is there."),
        "check-bank": Entry(
            "banks:check_bank",
            DATA,
            "Read files of questions as a course would: how many can be taken, and what is wrong with each of the "
            "others.",
        ),
        "simulate": Entry(
            "simulate:simulate",
            DATA,
            "Make up an organization of any size: a tree of units, members who come, move and go, and what they did.",
        ),
        "rate": Entry("rate:rate", RATING, "Rate a month: points, totals, ranks and flags of every member and unit."),
        "explain": Entry(
            "explain:explain",
            RATING,
            "Explain a member's or a unit's line in a run: every point, its facts, its rule and where the rule comes "
            "from.",
        ),
        "verify": Entry(
            "rate:verify",
            RATING,
            "Compute a run again and compare: every table's content, and the files it was made from.",
        ),
        "chart": Entry("tour:chart", RATING, "Draw how many members have which total, coloured by band."),
        "demo": Entry(
            "demo:demo",
            START,
            "Make up an organization of 40 branches and 700 members, and serve it on this machine.",
        ),
        "tour": Entry(
            "tour:tour", START, "Make up a district of 20,000 members, rate October 2016, and look at one member."
        ),
        "serve": Entry("platform:serve", PLATFORM, "Serve the pages, with a worker for jobs inside."),
        "worker": Entry("platform:worker", PLATFORM, "Do jobs: imports, exports, reminders. Run as many as you like."),
        "migrate": Entry("database:migrate", PLATFORM, "Make the database ready, or bring it up to date."),
        "backup": Entry(
            "backup:backup",
            PLATFORM,
            "Back everything up while people work: database, lake and runs, keys and attachments. Read through at the "
            "end.",
        ),
        "restore": Entry(
            "backup:restore",
            PLATFORM,
            "Restore a backup into the data folder and the database of the options. End serve and worker first.",
        ),
        "found": Entry(
            "platform:found", PLATFORM, "Found the organization: its name and the unit at the top of its tree."
        ),
        "calendar": Entry(
            "calendar:calendar",
            PLATFORM,
            "Say by which calendar working days count, or choose another; every open deadline is then counted anew.",
        ),
        "create-user": Entry(
            "platform:create_user",
            PLATFORM,
            "Create somebody who is no member, with an office, and print the code for their first sign-in.",
        ),
        "roster": Entry("roster:app", PLATFORM, "Bring members in from CSV or XLSX files, and take them out."),
        "dossier": Entry(
            "dossier:app",
            PLATFORM,
            "Check yearly documents without a server, and make those of a unit and all below it.",
        ),
        "rotate-keys": Entry(
            "platform:rotate_keys",
            PLATFORM,
            "Seal everything that is kept encrypted with the newest secret key; the old ones can then be thrown away.",
        ),
    }
