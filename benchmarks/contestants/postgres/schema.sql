-- The facts, the members and the rules as tables. Amounts are thousandths.

CREATE SCHEMA staging;

CREATE TABLE unit (unit_id bigint, parent_id bigint, level text, type text, name text);
CREATE TABLE member_month (month date, member_id bigint, unit_id bigint, classes text[]);
CREATE TABLE fact (fact_id bigint, subject text, subject_id bigint, kind text, value integer, occurred_on date, month date);

CREATE TABLE rule (
    place int, code text, kind text, measure text, due text, missing text, formula text, target bigint, points bigint,
    cap bigint, warn_at int, applies_to text[], not_for text[], voluntary_for text[]
);
CREATE TABLE rule_fact (place int, fact_kind text);
CREATE TABLE rule_step (place int, at_least bigint, points bigint);
CREATE TABLE cell (
    cell int, place int, period text, first_day date, until_day date, seen_in date, months int, closed boolean
);
CREATE TABLE peer_group (place int, name text, any_of text[]);
CREATE TABLE band (name text, at_least bigint);
CREATE TABLE setting (
    month date, first_month date, streak_from date, next_month date, least_attainable bigint, bonus_cap bigint,
    deduction_cap bigint, min_peers int, members_weight int, shrink int, min_members int
);

CREATE FUNCTION rdiv(a bigint, b bigint) RETURNS bigint
    LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN (2 * a + b) / (2 * b);
