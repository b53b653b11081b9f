"""On what page somebody was seen, beside how and what for. What was written before says no page."""

from django.db import migrations, models

PAGES = [
    ("record", "Your record"),
    ("change", "Changing your record"),
    ("roster", "The list of members"),
    ("search", "A search"),
    ("export", "A sheet of members"),
    ("invitation", "Invitations on paper"),
    ("work", "The work list"),
    ("transfer", "A transfer"),
    ("office", "Giving an office"),
    ("split", "Splitting a unit"),
    ("meeting", "A meeting"),
    ("roll", "The roll of a meeting"),
    ("paper", "The paper roll of a meeting"),
    ("minutes", "The minutes of a meeting"),
    ("doubt", "Doubts about check-ins"),
    ("facts", "Recorded entries"),
    ("fact", "One recorded entry"),
    ("correction", "A correction"),
    ("objection", "An objection"),
    ("rating", "The rating of the branch"),
    ("audit", "The audit trail"),
    ("account", "The list of accounts"),
]
PURPOSES = [
    ("roster", "Maintaining the roster"),
    ("meeting", "Preparing a meeting"),
    ("transfer", "A transfer"),
    ("invitation", "Inviting to sign in"),
    ("care", "Care and help"),
    ("review", "Reviewing the branch's work"),
    ("objection", "Answering an objection"),
    ("audit", "An audit"),
    ("account", "Maintaining sign-in accounts"),
]
HOW = [
    ("page", "Opened the page"),
    ("search", "Found in a search"),
    ("list", "Shown in a list"),
    ("export", "Exported"),
    ("print", "Printed"),
]


class Migration(migrations.Migration):
    dependencies = [("goodstanding", "0012_given_names")]

    operations = [
        # In plain SQL, because Django's own way makes the table anew on SQLite, and its guards would be gone.
        migrations.RunSQL(
            "ALTER TABLE goodstanding_look ADD COLUMN page varchar(12) NOT NULL DEFAULT ''",
            "ALTER TABLE goodstanding_look DROP COLUMN page",
            state_operations=[
                migrations.AddField(
                    model_name="look",
                    name="page",
                    field=models.CharField(blank=True, choices=PAGES, default="", max_length=12),
                    preserve_default=False,
                ),
            ],
        ),
        migrations.AlterField(model_name="look", name="how", field=models.CharField(choices=HOW, max_length=8)),
        migrations.AlterField(
            model_name="look", name="purpose", field=models.CharField(choices=PURPOSES, max_length=12)
        ),
    ]
