"""Early warning for a team: risks with reasons, what has none, the model card, and what is missing without it."""

import re
import shutil
from html import unescape

import pytest
from django.conf import settings
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone
from tests.casework.people import PLACE
from tests.measures.warning.fitted import fitted_home

from careplace.casework import edition_reader
from careplace.casework.assurance.caseload.current import caseload_at
from careplace.casework.assurance.priority.scheme import Scheme, Step, default
from careplace.casework.assurance.warning import store
from careplace.casework.scope.actor import actor_at

PAGE, CARD = reverse("early-warning", args=[PLACE]), reverse("model-card", args=[PLACE])


def text(answer) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", "", answer.content.decode())).split())


@pytest.fixture(scope="module")
def home(small, tmp_path_factory):
    """A home with an edition of inspections of home care, and what was fitted to it."""
    return fitted_home(small, tmp_path_factory)


@pytest.fixture
def at_home():
    """`at_home(home)`: the site over a home."""
    with pytest.MonkeyPatch.context() as patch:

        def use(home):
            edition_reader.forget()
            patch.setattr(settings, "CAREPLACE", settings.CAREPLACE.model_copy(update={"home": home}))

        yield use
        edition_reader.forget()


def test_without_a_fit_the_pages_say_what_to_run(as_role, at_home, small_home):
    at_home(small_home)
    client = as_role("quality_officer")
    for path in (PAGE, CARD):
        answer = client.get(path)
        assert answer.status_code == 200
        assert "Nothing has been fitted: run careplace warning fit" in text(answer)


def test_what_is_no_better_than_the_baseline_is_not_used_and_the_page_says_so(
    as_role, at_home, home, service
):
    at_home(home)
    assert store.read(home).used == "baseline"
    service(name="Rose Care", location_id="1-10001")
    service(name="Elm House", location_id="1-77")
    answer = as_role("partner_reader").get(PAGE)
    words = text(answer)
    assert "So the rating and its age are used." in words
    assert re.search(r"Rose Care (About|Fewer|Nearly) .* services like this one were rated below Good", words)
    assert re.search(r"In the 3 years to \d+ December 2020: [\d,]+ of [\d,]+ services rated", words)
    assert "Without a share" in words
    assert words.index("Without a share") < words.index("Elm House")
    assert "What it does not know" in words
    assert "no-store" in answer["Cache-Control"]


def test_the_highest_share_comes_first(as_role, at_home, home, service):
    at_home(home)
    for number in range(12):
        service(name=f"House {number:02}", location_id=f"1-{10_000 + number}")
    words = text(as_role("team_manager").get(PAGE))
    shares = [int(share) for share in re.findall(r"next inspection \((\d+)%\)", words)]
    assert re.search(r"Its latest rating is Requires improvement: raises it by \d+ points", words)
    assert len(shares) == 12
    assert shares == sorted(shares, reverse=True)
    assert shares[0] > shares[-1]


def test_the_model_card_has_its_charts_and_tables(as_role, at_home, home):
    at_home(home)
    answer = as_role("auditor").get(CARD)
    assert answer.content.decode().count("<svg") == 3
    words = text(answer)
    for heading in (
        "Calibration",
        "Which come first",
        "Errors by group",
        "What it does not know",
        "For what, and for what not",
    ):
        assert heading in words
    for group in ("Size of the provider: not known", "Ownership: For-profit", "Region: not known"):
        assert group in words
    written = (home / "early-warning" / "card.md").read_text()
    assert "calibration.svg" in written
    assert written.count("\n| logistic regression |") == 3


def test_a_damaged_file_says_what_to_run(as_role, at_home, home, tmp_path):
    broken = shutil.copytree(home, tmp_path / "home", symlinks=True)
    (broken / "early-warning" / "model.json").write_text('{"version": 2}')
    at_home(broken)
    assert "cannot be read: run careplace warning fit again" in text(as_role("team_manager").get(PAGE))


def scheme_with(points: int) -> Scheme:
    rules = [
        rule.model_copy(update={"steps": (Step(**{"from": 0, "points": points}),)})
        if rule.key == "early-warning"
        else rule
        for rule in default().rules
    ]
    return default().model_copy(update={"rules": tuple(rules)})


def test_a_scheme_may_give_points_for_it_and_the_example_gives_none(as_role, at_home, home, service):
    at_home(home)
    service(name="Rose Care", location_id="1-10001")
    reader = actor_at(as_role("team_manager").person, PLACE)
    [plain] = caseload_at(reader, timezone.localdate()).services
    rules = [reason.rule for reason in (*plain.priority.reasons, *plain.priority.clear)]
    assert "early-warning" not in rules
    assert all(entry.kind != "early-warning" for entry in plain.priority.unknown)
    with override_settings(PRIORITY_SCHEME=scheme_with(40)):
        [counted] = caseload_at(reader, timezone.localdate()).services
    [reason] = [reason for reason in counted.priority.reasons if reason.rule == "early-warning"]
    assert (reason.points, counted.priority.score) == (40, plain.priority.score + 40)
    assert re.fullmatch(
        r"Of services like this one, \d+ of 100 were rated below Good at their next inspection.",
        reason.sentence,
    )
    assert reason.sources[0].startswith("Early warning, no rating")


def test_a_scheme_that_counts_it_works_without_a_fit(as_role, at_home, small_home, service):
    at_home(small_home)
    service(name="Rose Care", location_id="1-10001")
    reader = actor_at(as_role("team_manager").person, PLACE)
    with override_settings(PRIORITY_SCHEME=scheme_with(40)):
        [entry] = caseload_at(reader, timezone.localdate()).services
    assert "early-warning" in [unknown.kind for unknown in entry.priority.unknown]
