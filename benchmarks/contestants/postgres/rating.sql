-- A month's rating: the rules are tables, the facts are counted once, everything is set-based.
-- Staging tables are unlogged, so that they cost no write-ahead log and may still be read in parallel.

\set ON_ERROR_STOP on
SET client_min_messages = warning;
-- The planner takes the classes and the rule for independent and then sorts millions of rows that hash joins need not sort.
SET enable_mergejoin = off;
SELECT * FROM setting \gset

DROP TABLE IF EXISTS staging.class_set, staging.lived, staging.term, staging.feed, staging.tally, staging.owed,
    staging.scored, staging.ancestor, points, totals, ranks, flags, unit_totals, unit_ranks;

-- Who, in which months, with which classes; what applies to which set of classes.

CREATE UNLOGGED TABLE staging.class_set AS
    SELECT row_number() OVER () AS set_id, classes,
        (SELECT g.name FROM peer_group g WHERE g.any_of IS NULL OR d.classes && g.any_of ORDER BY g.place LIMIT 1) AS peer_group
    FROM (SELECT DISTINCT classes FROM member_month WHERE month BETWEEN :'first_month' AND :'month') d;

CREATE UNLOGGED TABLE staging.lived AS
    SELECT m.member_id, m.month, m.unit_id, s.set_id, s.peer_group
    FROM member_month m JOIN staging.class_set s USING (classes)
        JOIN member_month now ON now.member_id = m.member_id AND now.month = :'month'
    WHERE m.month BETWEEN :'first_month' AND :'month';

CREATE UNLOGGED TABLE staging.term AS
    SELECT s.set_id, r.place, s.classes && r.voluntary_for AS voluntary
    FROM staging.class_set s JOIN rule r
        ON (r.applies_to IS NULL OR s.classes && r.applies_to) AND NOT s.classes && r.not_for;

ANALYZE staging.class_set, staging.lived, staging.term;

-- The facts, counted in each cell that they feed.

CREATE UNLOGGED TABLE staging.feed AS
    SELECT k.fact_kind AS kind, m.month::date AS month, c.cell, r.measure
    FROM rule_fact k JOIN cell c USING (place) JOIN rule r USING (place),
        generate_series(c.first_day, c.seen_in, interval '1 month') m(month);

ANALYZE staging.feed;

CREATE UNLOGGED TABLE staging.tally AS
    SELECT f.subject_id AS member_id, d.cell, count(*) AS n,
        sum(CASE WHEN d.measure = 'count' THEN CASE WHEN f.value > 0 THEN 1000 ELSE 0 END ELSE f.value END) AS total,
        max(f.value)::bigint AS largest
    FROM fact f JOIN staging.feed d USING (kind, month)
    WHERE f.subject = 'member' AND f.value IS NOT NULL AND d.measure <> 'latest'
    GROUP BY f.subject_id, d.cell
    UNION ALL
    SELECT member_id, cell, n, total, total
    FROM (
        SELECT f.subject_id AS member_id, d.cell, count(*) OVER (PARTITION BY f.subject_id, d.cell) AS n,
            f.value::bigint AS total,
            row_number() OVER (PARTITION BY f.subject_id, d.cell ORDER BY f.occurred_on DESC, f.fact_id DESC) AS place
        FROM fact f JOIN staging.feed d USING (kind, month)
        WHERE f.subject = 'member' AND f.value IS NOT NULL AND d.measure = 'latest'
    ) newest
    WHERE place = 1;

-- In how many months of it a paced cell counts.

CREATE UNLOGGED TABLE staging.owed AS
    SELECT l.member_id, c.cell, count(*) AS share
    FROM rule r JOIN cell c USING (place) JOIN staging.term t USING (place)
        JOIN staging.lived l ON l.set_id = t.set_id AND l.month >= c.first_day AND l.month < c.until_day
    WHERE r.due = 'pace' AND NOT t.voluntary
    GROUP BY l.member_id, c.cell;

ANALYZE staging.tally, staging.owed;

-- Points: what was counted, and what stands without facts.

CREATE UNLOGGED TABLE staging.scored AS
    WITH standing AS (
        SELECT o.member_id, o.cell FROM staging.owed o
        UNION ALL
        SELECT l.member_id, c.cell
        FROM rule r JOIN cell c USING (place) JOIN staging.term t USING (place)
            JOIN staging.lived l ON l.set_id = t.set_id AND l.month = c.seen_in
        WHERE r.due = 'close' AND c.closed AND r.missing IN ('zero', 'full')
    ), entry AS (
        SELECT member_id, cell, coalesce(t.n, 0) AS n, coalesce(t.total, 0) AS total, coalesce(t.largest, 0) AS largest
        FROM staging.tally t FULL JOIN standing s USING (member_id, cell)
    ), measured AS (
        -- OFFSET 0 here and below: without it the planner repeats these expressions wherever they are used.
        SELECT e.member_id, e.cell, e.n, c.place, c.period, c.closed, r.code, r.kind, r.due, r.missing, r.formula, r.points, r.cap,
            coalesce(r.target, 0) AS target, t.voluntary, coalesce(o.share, 1) AS share,
            CASE r.measure WHEN 'max' THEN e.largest ELSE e.total END AS num,
            CASE WHEN r.measure = 'mean' AND e.n > 0 THEN e.n ELSE 1 END AS den,
            CASE WHEN r.due = 'pace' THEN c.months ELSE 1 END AS span
        FROM entry e
            JOIN cell c USING (cell)
            JOIN rule r USING (place)
            JOIN staging.lived l ON l.member_id = e.member_id AND l.month = c.seen_in
            JOIN staging.term t ON t.set_id = l.set_id AND t.place = c.place
            LEFT JOIN staging.owed o ON o.member_id = e.member_id AND o.cell = e.cell
        WHERE r.due IS DISTINCT FROM 'pace' OR o.share IS NOT NULL
        OFFSET 0
    ), weighed AS (
        SELECT *, rdiv(points * share, span) AS full_points, num * span >= den * target * share AS reached,
            greatest(0, num - CASE kind WHEN 'deduction' THEN target ELSE 0 END * den) AS beyond,
            1000 * den AS thousand, den * target * share AS aim
        FROM measured OFFSET 0
    ), given AS (
        SELECT *, CASE
            WHEN n = 0 THEN CASE WHEN missing = 'full' THEN full_points ELSE 0 END
            WHEN formula IN ('prorata', 'step') AND reached THEN full_points
            WHEN formula = 'prorata' THEN rdiv(full_points * num * span, aim)
            WHEN formula = 'map' THEN rdiv(share * coalesce((
                SELECT p.points FROM rule_step p
                WHERE p.place = w.place AND p.at_least * den <= num ORDER BY p.at_least DESC LIMIT 1), 0), span)
            WHEN formula = 'per_unit' AND kind = 'bonus' THEN least(cap, rdiv(points * beyond, thousand))
            WHEN formula = 'per_unit' AND NOT voluntary THEN -least(cap, rdiv(points * beyond, thousand))
            ELSE 0 END AS earned
        FROM weighed w OFFSET 0
    )
    SELECT member_id, cell, place, period, code, kind, n, CASE WHEN n > 0 THEN rdiv(num, den) END AS value, earned,
        CASE WHEN kind <> 'base' THEN 0
             WHEN voluntary OR (due = 'close' AND NOT closed) THEN earned
             ELSE full_points END AS attainable,
        kind = 'flag' AND n > 0 AND num > 0 AND reached AND NOT voluntary AS raised
    FROM given;

CREATE TABLE points AS
    SELECT 'member' AS subject, member_id AS subject_id, code AS indicator, period, n, value, earned, attainable
    FROM staging.scored
    WHERE (kind = 'base' AND (attainable > 0 OR n > 0)) OR (kind IN ('bonus', 'deduction') AND earned <> 0);

-- Totals and bands.

CREATE TABLE totals AS
    WITH summed AS (
        SELECT member_id,
            coalesce(sum(earned) FILTER (WHERE kind = 'base'), 0)::bigint AS earned,
            coalesce(sum(attainable), 0)::bigint AS attainable,
            least(:bonus_cap, coalesce(sum(earned) FILTER (WHERE kind = 'bonus'), 0))::bigint AS bonus,
            least(:deduction_cap, coalesce(-sum(earned) FILTER (WHERE kind = 'deduction'), 0))::bigint AS deduction
        FROM staging.scored GROUP BY member_id
    ), line AS (
        SELECT l.member_id, l.unit_id, l.peer_group, coalesce(s.earned, 0) AS earned, coalesce(s.attainable, 0) AS attainable,
            coalesce(s.bonus, 0) AS bonus, coalesce(s.deduction, 0) AS deduction
        FROM staging.lived l LEFT JOIN summed s USING (member_id) WHERE l.month = :'month'
    ), rated AS (
        SELECT line.*, CASE WHEN attainable > 0 AND attainable >= :least_attainable THEN
            least(12000, greatest(0, rdiv(10000 * earned, attainable) + rdiv(bonus, 10) - rdiv(deduction, 10))) END AS total
        FROM line
    )
    SELECT rated.*, b.name AS band
    FROM rated LEFT JOIN LATERAL (
        SELECT name FROM band WHERE at_least <= rated.total * 10 ORDER BY at_least DESC LIMIT 1) b ON true;

-- Ranks: among each unit's own members and those below it.

CREATE UNLOGGED TABLE staging.ancestor AS
    WITH RECURSIVE up AS (
        SELECT unit_id, unit_id AS scope_id, parent_id FROM unit
        UNION ALL
        SELECT up.unit_id, p.unit_id, p.parent_id FROM up JOIN unit p ON p.unit_id = up.parent_id
    )
    SELECT unit_id, scope_id FROM up;

ANALYZE totals, staging.ancestor;

CREATE TABLE ranks AS
    SELECT member_id, scope_id, rank, "of"
    FROM (
        SELECT t.member_id, a.scope_id, rank() OVER (PARTITION BY a.scope_id, t.peer_group ORDER BY t.total DESC) AS rank,
            count(*) OVER (PARTITION BY a.scope_id, t.peer_group) AS "of"
        FROM totals t JOIN staging.ancestor a USING (unit_id) WHERE t.total IS NOT NULL
    ) placed
    WHERE "of" >= :min_peers;

-- Flags.

CREATE TABLE flags AS
    WITH months AS (
        SELECT f.subject_id AS member_id, r.place, f.month, max(f.value) AS best
        FROM fact f JOIN rule_fact k ON k.fact_kind = f.kind JOIN rule r USING (place)
        WHERE r.measure = 'streak' AND f.subject = 'member' AND f.value IS NOT NULL
            AND f.month BETWEEN :'streak_from' AND :'month'
        GROUP BY 1, 2, 3
    ), marked AS (
        SELECT *, max(month) FILTER (WHERE best > 0) OVER (PARTITION BY member_id, place) AS passed FROM months
    ), streak AS (
        SELECT member_id, place, 1000 * count(*) AS value
        FROM marked WHERE best = 0 AND (passed IS NULL OR month > passed) GROUP BY member_id, place
    )
    SELECT 'member' AS subject, member_id AS subject_id, code AS indicator, value, 'raised' AS level
    FROM staging.scored WHERE raised
    UNION ALL
    SELECT 'member', s.member_id, r.code, s.value, CASE WHEN s.value >= r.target THEN 'raised' ELSE 'warned' END
    FROM streak s JOIN staging.lived l ON l.member_id = s.member_id AND l.month = :'month'
        JOIN staging.term t ON t.set_id = l.set_id AND t.place = s.place AND NOT t.voluntary
        JOIN rule r ON r.place = s.place
    WHERE s.value >= least(r.target, 1000 * r.warn_at);

-- Units: the members' part, shrunk towards the mean of the like; no rule of the scheme is about units themselves.

CREATE TABLE unit_totals AS
    WITH summed AS (
        SELECT a.scope_id AS unit_id, count(*) AS n, sum(t.total) AS amount
        FROM totals t JOIN staging.ancestor a USING (unit_id) WHERE t.total IS NOT NULL GROUP BY a.scope_id
    ), line AS (
        SELECT u.unit_id, coalesce(s.n, 0) AS n, coalesce(s.amount, 0)::bigint AS amount,
            (sum(s.n) OVER alike)::bigint AS all_n, (sum(s.amount) OVER alike)::bigint AS all_amount
        FROM unit u LEFT JOIN summed s USING (unit_id) WINDOW alike AS (PARTITION BY u.level, u.type)
    ), part AS (
        SELECT unit_id, n, CASE WHEN n >= :min_members
            THEN rdiv(amount + :shrink * rdiv(all_amount, all_n), n + :shrink) END AS members_part
        FROM line
    )
    SELECT unit_id, n, members_part, NULL::bigint AS own, members_part AS total FROM part;

CREATE TABLE unit_ranks AS
    SELECT unit_id, scope_id, rank, "of"
    FROM (
        SELECT t.unit_id, a.scope_id, rank() OVER alike AS rank, count(*) OVER (PARTITION BY a.scope_id, u.level, u.type) AS "of"
        FROM unit_totals t JOIN unit u USING (unit_id) JOIN staging.ancestor a USING (unit_id) WHERE t.total IS NOT NULL
        WINDOW alike AS (PARTITION BY a.scope_id, u.level, u.type ORDER BY t.total DESC)
    ) placed
    WHERE unit_id <> scope_id;
