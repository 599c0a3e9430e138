"""Publication of the board's paper: what keeps it back, its files, its next version and its withdrawal."""

import hashlib
import json
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from tests.casework.people import PLACE
from tests.casework.programmes import records

from careplace.casework.audit.digests import canonical
from careplace.casework.programmes.models import Estimate, Programme
from careplace.casework.programmes.paper import paper
from careplace.casework.programmes.publication import files, publishing
from careplace.casework.programmes.publication.gate import problems
from careplace.casework.programmes.publication.models import BoardPaper
from careplace.casework.programmes.verdicts import verdicts
from careplace.casework.workflow.actions import Conflict, changes
from careplace.publications.records import Release, Tombstone
from careplace.publications.store import Store

pytestmark = pytest.mark.usefixtures("sqlite")
DAY = date(2026, 11, 29)
FIGURE = """<figure class="drawn"><figcaption>The gap was in the band<span class="what">Days</span></figcaption>
<div class="axes"><svg height="60"><title>The gap</title>
<rect x="0" y="0" width="50" height="40" fill="#12436D"/></svg></div></figure>"""


@pytest.fixture
def evaluator():
    return records.evaluator()


@pytest.fixture
def programme(evaluator):
    """Locked, with an outcome that was opened, a wave and an item."""
    programme, outcome = records.locked(evaluator)
    answer(evaluator, outcome, programme.sha256)
    records.wave(evaluator, programme, [10, 14, 20, 60, 43], date(2014, 11, 1))
    records.item(evaluator, programme, "cost", 90, 100, 110)
    return programme


def answer(evaluator, outcome, sha256, **more) -> Estimate:
    """What an edition shows of an outcome."""
    values = {"edition": "2026-11-01-abc", "release": "0.1.0", "conclusion": "no clear difference"}
    values |= {"sentences": ["It shows no clear difference."], "picture": FIGURE, "paper_picture": FIGURE}
    with changes(evaluator) as at_once:
        asked = at_once.add(Estimate(outcome=outcome, protocol_sha256=sha256), "ask")
        return at_once.change(Estimate, asked.pk, "finish", values | more, asked.version)


def kept_back(programme, home) -> list[str]:
    document = paper(programme)
    return problems(document, verdicts(document, home))


def latest(home, programme):
    return Store(home).versions(publishing.publication_id(programme))[-1]


def test_a_paper_is_published_with_page_pdf_data_and_pictures(evaluator, programme, tmp_path):
    record = publishing.publish(evaluator, programme.pk, DAY, tmp_path)
    assert (record.state, record.published_version, record.published_on) == ("published", 1, DAY)
    release = latest(tmp_path, programme)
    names = {file.name for file in release.files}
    assert names == {"index.html", "board-paper.pdf", "board-paper.json", "outcome-1.png", "survey-1.png"}
    described = release.description
    assert (described.kind, described.place, described.edition) == ("board-paper", PLACE, "2026-11-01-abc")
    page = Store(tmp_path).content(release, "index.html").decode()
    assert (
        '<img src="outcome-1.png" alt="Delayed days by month, per day and 100,000 adults. The gap was in the band'
        in page
    )
    assert "It shows no clear difference." in page
    assert "<svg" not in page


def test_anybody_can_calculate_the_digest_of_the_protocol_from_what_is_published(
    evaluator, programme, tmp_path
):
    publishing.publish(evaluator, programme.pk, DAY, tmp_path)
    record = json.loads(Store(tmp_path).content(latest(tmp_path, programme), "board-paper.json"))
    locked = record["protocol"]["locked"]
    assert (
        hashlib.sha256(canonical(locked).encode()).hexdigest()
        == record["protocol"]["sha256"]
        == programme.sha256
    )
    (outcome,) = record["sections"][0]["outcomes"]
    assert (outcome["edition"], outcome["release"], outcome["registered"]) == (
        "2026-11-01-abc",
        "0.1.0",
        True,
    )
    (wave,) = record["sections"][3]["surveys"]
    assert (wave["agree"], wave["answers"], wave["options_that_agree"]) == (
        103,
        147,
        ["Agree", "Strongly agree"],
    )
    assert "counts" not in wave, "a count of an option may be of few people"
    assert {entry["verdict"] for entry in record["sentences"]} >= {"holds", "calculated"}


def test_a_draft_is_kept_back(evaluator, tmp_path):
    draft = records.programme(evaluator)
    assert kept_back(draft, tmp_path) == ["The protocol is not locked: lock it, and open the outcomes."]
    with pytest.raises(ValidationError, match="The protocol is not locked"):
        publishing.publish(evaluator, draft.pk, DAY, tmp_path)
    assert not BoardPaper.objects.exists()
    assert not (tmp_path / "publications").exists()


def test_a_protocol_that_was_changed_behind_our_back_is_kept_back(programme, tmp_path):
    Programme.objects.update(event="2016-01")
    assert kept_back(Programme.objects.get(), tmp_path)[0].startswith("The protocol is not what was locked.")


def test_an_outcome_that_nobody_opened_is_kept_back_until_it_is_dropped(evaluator, programme, tmp_path):
    other = records.outcome(evaluator, programme, breakdown="responsible:nhs")
    (problem,) = kept_back(programme, tmp_path)
    assert problem.endswith("is not opened: open it, or drop it with the reason.")
    with changes(evaluator) as at_once:
        at_once.change(type(other), other.pk, "drop", {"reason": "It is a part of the other."}, other.version)
    assert kept_back(programme, tmp_path) == []
    assert "It is a part of the other." in files.page_html(paper(programme), {}, tmp_path)


def test_an_outcome_that_was_opened_by_another_protocol_is_kept_back(evaluator, programme, tmp_path):
    answer(evaluator, programme.outcomes.get(), "0" * 64)
    (problem,) = kept_back(programme, tmp_path)
    assert problem.endswith("was opened by another protocol: open it again.")


@pytest.mark.parametrize(
    ("counts", "says"),
    [
        ([0, 0, 1, 1, 1], "fewer than 5 people answered"),
        ([20, 20, 20, 2, 2], "fewer than 5 people agree"),
        ([1, 1, 1, 20, 20], "fewer than 5 people do not agree"),
        ([5, 0, 0, 5, 0], ""),
        ([0, 0, 0, 20, 20], ""),
    ],
)
def test_a_count_of_few_people_is_kept_back(evaluator, programme, tmp_path, counts, says):
    records.wave(evaluator, programme, counts, date(2015, 11, 1), question="Another")
    reasons = kept_back(programme, tmp_path)
    assert len(reasons) == bool(says)
    assert not says or says in reasons[0]


@pytest.mark.parametrize(("low", "kept"), [(3, True), (0, False), (5, False)])
def test_an_activity_of_few_people_is_kept_back(evaluator, programme, tmp_path, low, kept):
    records.item(evaluator, programme, "activity", low, 5, 6)
    assert bool(kept_back(programme, tmp_path)) == kept


def test_a_sentence_that_the_numbers_deny_is_kept_back(evaluator, programme, tmp_path):
    records.item(evaluator, programme, "activity", 10, 20, 30, name="12 of 40 people (45%) went home sooner")
    assert "45" in kept_back(programme, tmp_path)[0]


def test_the_next_version_has_a_note_and_the_first_stays(evaluator, programme, tmp_path):
    record = publishing.publish(evaluator, programme.pk, DAY, tmp_path)
    records.milestone(evaluator, programme)
    with pytest.raises(ValidationError):
        publishing.correct(evaluator, record.pk, record.version, "", DAY, tmp_path)
    record = publishing.correct(evaluator, record.pk, record.version, "A milestone is added.", DAY, tmp_path)
    first, second = Store(tmp_path).versions(publishing.publication_id(programme))
    assert (record.published_version, second.supersedes, second.note) == (2, 1, "A milestone is added.")
    assert b"one office" not in Store(tmp_path).content(first, "index.html")
    assert b"one office" in Store(tmp_path).content(second, "index.html")


def test_it_is_published_for_the_first_time_once(evaluator, programme, tmp_path):
    publishing.publish(evaluator, programme.pk, DAY, tmp_path)
    with pytest.raises(ValidationError, match="was published before"):
        publishing.publish(evaluator, programme.pk, DAY, tmp_path)
    assert latest(tmp_path, programme).version == 1


def test_a_colleagues_version_is_not_overwritten(evaluator, programme, tmp_path):
    record = publishing.publish(evaluator, programme.pk, DAY, tmp_path)
    publishing.correct(evaluator, record.pk, record.version, "First", DAY, tmp_path)
    with pytest.raises(Conflict):
        publishing.correct(evaluator, record.pk, record.version, "Second", DAY, tmp_path)
    assert latest(tmp_path, programme).version == 2


def test_a_withdrawn_paper_leaves_its_reason_and_can_be_followed(evaluator, programme, tmp_path):
    record = publishing.publish(evaluator, programme.pk, DAY, tmp_path)
    record = publishing.take_back(
        evaluator, record.pk, record.version, "The accounts were wrong.", DAY, tmp_path
    )
    assert isinstance(latest(tmp_path, programme), Tombstone)
    assert latest(tmp_path, programme).reason == "The accounts were wrong."
    record = publishing.correct(
        evaluator, record.pk, record.version, "The accounts are corrected.", DAY, tmp_path
    )
    assert (record.state, record.reason) == ("published", "")
    assert isinstance(latest(tmp_path, programme), Release)


def test_the_pdf_has_four_pages_at_most_with_fewer_pictures(evaluator, programme, tmp_path):
    tall = FIGURE.replace('height="60"', 'height="700"')
    for number in range(4):
        outcome = records.outcome(evaluator, programme, breakdown=f"part:{number}")
        answer(evaluator, outcome, programme.sha256, picture=tall, paper_picture=tall)
    content = files.paper_pdf(paper(programme), DAY, tmp_path)
    assert files.page_count(content) <= files.PAGES


def test_a_paper_that_is_too_long_without_pictures_says_what_to_shorten(evaluator, tmp_path):
    long = records.programme(evaluator, protocol="\n".join(f"Comparison {n}." for n in range(400)))
    with pytest.raises(files.TooLong, match="pages, and a board reads 4: shorten"):
        files.paper_pdf(paper(long), DAY, tmp_path)
