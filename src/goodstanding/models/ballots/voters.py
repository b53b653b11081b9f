"""Classes of voters, who has voted, the boxes of sealed votes, and what was counted.

Nothing here has a time. A box is one row that holds the sealed votes of a class in the order of the alphabet, so that
neither the place of a row nor its transaction says which vote came with which mark.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import pgettext_lazy

from goodstanding.models.ballots.ballot import Ballot, BallotSubject
from goodstanding.models.people.member import Member


class BallotClass(models.Model):
    """A class of voters. weight: how much a vote of it counts. guests: voters without an account, who vote on paper;
    guest_papers: how many of them took a paper.

    counted_in: the class that the votes of this one are counted with, because it is smaller than five. valid, invalid
    and unreturned are empty until the ballot is counted, and afterwards where its result is hidden.
    """

    ballot = models.ForeignKey(Ballot, on_delete=models.PROTECT, related_name="classes", db_index=False)
    number = models.PositiveSmallIntegerField()
    word = models.CharField(max_length=40)
    title_en = models.CharField(max_length=200)
    title_zh = models.CharField(max_length=200)
    weight = models.PositiveSmallIntegerField()
    guests = models.PositiveSmallIntegerField(default=0)
    guest_papers = models.PositiveSmallIntegerField(default=0)
    counted_in = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="counts_for")
    valid = models.PositiveSmallIntegerField(null=True)
    invalid = models.PositiveSmallIntegerField(null=True)
    unreturned = models.PositiveSmallIntegerField(null=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(name="ballot_class_has_its_place", fields=["ballot", "number"]),
            models.UniqueConstraint(name="ballot_class_once", fields=["ballot", "word"]),
            models.CheckConstraint(name="ballot_class_counts", condition=Q(weight__gte=1)),
            models.CheckConstraint(name="ballot_guests_once", condition=Q(guest_papers__lte=F("guests"))),
        ]


class BallotVoter(models.Model):
    """A member who may vote, and whether the member has voted on the phone or took a paper. Never when."""

    class How(models.TextChoices):
        """On which way a voter votes."""

        NOT_YET = "not_yet", pgettext_lazy("a voter", "Not yet")
        PHONE = "phone", pgettext_lazy("a voter", "Voted")
        PAPER = "paper", pgettext_lazy("a voter", "Took a paper")

    ballot = models.ForeignKey(Ballot, on_delete=models.PROTECT, related_name="voters", db_index=False)
    of_class = models.ForeignKey(BallotClass, on_delete=models.PROTECT, related_name="voters")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="ballots")
    how = models.CharField(max_length=7, choices=How.choices, default=How.NOT_YET)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(name="ballot_voter_once", fields=["ballot", "member"]),
            models.CheckConstraint(
                name="ballot_voter_knows_the_ways", condition=Q(how__in=["not_yet", "phone", "paper"])
            ),
        ]


class BallotBox(models.Model):
    """The sealed votes of a class: pairs [to the first teller, to the second], in the order of the alphabet.

    Once both tellers have opened the outer layers, these are emptied, and first and second hold what is left, again
    in the order of the alphabet: `first` came from the first teller and is sealed to the second. All are emptied once
    the ballot is counted or cancelled.
    """

    of_class = models.OneToOneField(BallotClass, on_delete=models.PROTECT, related_name="box")
    sealed = models.JSONField(default=list)
    first = models.JSONField(default=list)
    second = models.JSONField(default=list)


class BallotCount(models.Model):
    """How many valid votes of a class gave a choice to a subject. Never changed."""

    of_class = models.ForeignKey(BallotClass, on_delete=models.PROTECT, related_name="counts", db_index=False)
    subject = models.ForeignKey(BallotSubject, on_delete=models.PROTECT, related_name="counts")
    choice = models.CharField(max_length=40)
    votes = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(name="ballot_count_once", fields=["of_class", "subject", "choice"]),
        ]
