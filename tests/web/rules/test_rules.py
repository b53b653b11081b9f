"""The rules on their pages: read by everybody, proposed for a month to come, compared, and agreed by another person."""

import re
import shutil
from pathlib import Path

import pytest
from django.conf import settings

from goodstanding.actions.refusal import ActionRefused
from goodstanding.actions.rules import rules as rule_actions
from goodstanding.engine.scheme.scheme import Scheme
from goodstanding.flows.operations import jobs as job_runs
from goodstanding.flows.rules import proposing
from goodstanding.models import RulesVersion
from goodstanding.queries.people.organization import scheme_in
from goodstanding.queries.rules import rules as rule_queries
from tests.beginnings import year_published
from tests.house import House
from tests.months import SEPTEMBER
from tests.pages import words
from tests.tampering import unguarded

NEXT_YEAR = 2017 * 12
RULE = "points: 0.5"


pytestmark = pytest.mark.usefixtures("at_house_time")


@pytest.fixture
def schemes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, house: House) -> Path:
    """A folder of schemes: the one in force; one for next year, in which a themed day gives more; a broken one."""
    del house
    first = Path(settings.SCHEME)
    shutil.copytree(first, tmp_path / "vanguard-136")
    later = tmp_path / "vanguard-137"
    shutil.copytree(first, later)
    head = (later / "scheme.yaml").read_text(encoding="utf-8")
    (later / "scheme.yaml").write_text(head.replace("from: 2016-01", "from: 2017-01"), encoding="utf-8")
    rule = later / "indicators" / "org04.yaml"
    text = rule.read_text(encoding="utf-8")
    assert RULE in text
    rule.write_text(text.replace(RULE, "points: 1"), encoding="utf-8")
    shutil.rmtree(later / "cases")
    shutil.copytree(later, tmp_path / "broken")
    (tmp_path / "broken" / "indicators" / "org04.yaml").write_text("code: ORG04\n", encoding="utf-8")
    monkeypatch.setattr(settings, "SCHEME", tmp_path / "vanguard-136")
    return tmp_path


def _later(schemes: Path) -> Scheme:
    found = rule_queries.installed_in(schemes / "vanguard-137").scheme
    assert found is not None
    return found


def _proposed(house: House, schemes: Path) -> RulesVersion:
    version = proposing.propose(
        scheme=_later(schemes), reason="Themed days matter more", by=house.viewer("scheme_editor"), at=house.at
    )
    assert version.job_id is None
    version.refresh_from_db()
    return version


def _compared(house: House, schemes: Path) -> RulesVersion:
    version = _proposed(house, schemes)
    assert version.job is not None
    job_runs.run.call(version.job.key)
    version.refresh_from_db()
    return version


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_member_can_read_every_rule_in_their_language(house: House, language: str) -> None:
    client = house.client("member")
    client.post("/language/", {"language": language})
    page = client.get("/rules/").content.decode()
    for rule in house.scheme.indicators:
        title = rule.title.zh if language == "zh-hans" else rule.title.en
        assert title.replace("'", "&#x27;") in page


def test_rules_that_were_in_force_are_opened_from_their_line(house: House) -> None:
    client = house.client("city_officer")
    (address,) = set(re.findall(r'href="(/rules/[^"]+/)"', client.get("/desk/rules/").content.decode()))
    assert "The rules from January on" in words(client.get(address))


def test_the_desk_shows_what_is_installed_and_what_is_wrong_with_it(house: House, schemes: Path) -> None:
    page = house.client("scheme_editor").get("/desk/rules/").content.decode()
    assert "vanguard-137" in page
    assert "can be proposed" in page
    assert "has faults" in page
    assert "org04.yaml" in page


def test_only_a_whole_scheme_that_begins_later_can_be_chosen(house: House, schemes: Path) -> None:
    page = house.client("scheme_editor").get("/desk/rules/propose/").content.decode()
    assert 'value="vanguard-137"' in page
    assert 'value="vanguard-136"' not in page
    assert 'value="broken"' not in page
    answer = house.client("scheme_editor").post("/desk/rules/propose/", {"folder": "broken", "reason": "x"})
    assert answer.status_code == 422
    assert not RulesVersion.objects.exists()


@pytest.mark.begins(after=year_published)
@pytest.mark.usefixtures("transactional_db")
def test_a_proposal_is_compared_with_the_latest_published_month(house: House, schemes: Path) -> None:
    version = _compared(house, schemes)
    assert version.impact_month == SEPTEMBER
    assert version.impact is not None
    assert version.impact["members"]["rated_in_both"] > 0
    page = house.client("city_officer").get(f"/desk/rules/{version.key}/").content.decode()
    assert "What it would have changed in September" in page
    assert "ORG04" in page
    assert "Put them into force" in page


@pytest.mark.begins(after=year_published)
@pytest.mark.usefixtures("transactional_db")
def test_another_person_agrees_and_the_rules_hold_from_their_month_on(house: House, schemes: Path) -> None:
    version = _compared(house, schemes)
    house.client("city_officer").post(f"/desk/rules/{version.key}/agree/")
    version.refresh_from_db()
    assert (version.state, version.agreed_by) == ("agreed", house.account("city_officer"))
    old, new = scheme_in(NEXT_YEAR - 1), scheme_in(NEXT_YEAR)
    assert (old.indicator("ORG04").points, new.indicator("ORG04").points) == (500, 1000)


def test_nobody_agrees_alone_too_early_or_too_late(house: House, schemes: Path) -> None:
    version = _proposed(house, schemes)
    officer = house.viewer("city_officer")
    with pytest.raises(ActionRefused, match="not been compared"):
        rule_actions.agree(version=version, by=officer, at=house.at)
    with unguarded("goodstanding_rulesversion"):
        RulesVersion.objects.filter(pk=version.pk).update(impact={}, proposed_by=officer.account)
    with pytest.raises(ActionRefused, match="Another person"):
        rule_actions.agree(version=version, by=officer, at=house.at)
    with unguarded("goodstanding_rulesversion"):
        RulesVersion.objects.filter(pk=version.pk).update(proposed_by=house.account("scheme_editor"))
    with pytest.raises(ActionRefused, match="month has begun"):
        rule_actions.agree(version=version, by=officer, at=house.at.replace(year=2017, month=1))
    assert scheme_in(NEXT_YEAR).indicator("ORG04").points == 500


def test_rules_never_work_backwards(house: House) -> None:
    with pytest.raises(ActionRefused, match="never work backwards"):
        rule_actions.propose(scheme=house.scheme, reason="x", by=house.viewer("scheme_editor"), at=house.at)


def test_without_a_published_month_there_is_nothing_to_compare_with(house: House, schemes: Path) -> None:
    version = _proposed(house, schemes)
    assert version.job is not None
    job_runs.run.call(version.job.key)
    version.job.refresh_from_db()
    assert version.job.state == "refused"
    assert "no published month" in version.job.result["error"]
