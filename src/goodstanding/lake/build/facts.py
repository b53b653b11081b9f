"""Whether every fact is for a member or unit there is, and has an id of its own."""

from goodstanding.lake.build.staging import Staging


def judge_facts(staging: Staging) -> None:
    """Refuses facts for an unknown subject, then facts with the id of an earlier one: the first row stays."""
    staging.sql.execute(
        "INSERT INTO late_facts SELECT seq, 'nobody@subject_id', subject_id FROM facts ANTI JOIN"
        " (SELECT DISTINCT 'member' AS subject, member_id AS subject_id FROM sound_members"
        " UNION ALL SELECT 'unit', unit_id FROM sound_units) USING (subject, subject_id) WHERE fault IS NULL"
    )
    staging.sql.execute(
        "INSERT INTO late_facts SELECT seq, 'duplicate_fact@fact_id', fact_id FROM sound_facts JOIN"
        " (SELECT fact_id, min(seq) AS first FROM sound_facts GROUP BY fact_id HAVING count(*) > 1) USING (fact_id)"
        " WHERE seq <> first"
    )
