"""The publication of a report: its files, versions with a note, the tombstone, and what consent does not allow."""

import json
import re

import pytest
from django.core.exceptions import ValidationError
from tests.casework.reviews.heard import FRAMEWORK, LINE, TODAY, said
from tests.casework.reviews.report.written import quote_of, written

from careplace.casework.reviews.judgements import actions as judging
from careplace.casework.reviews.models import Source
from careplace.casework.reviews.report import actions
from careplace.casework.reviews.report.contents import Judged, decisions_sentence
from careplace.casework.reviews.report.publishing import publication_id
from careplace.casework.reviews.weighing import weigh
from careplace.publications.records import Tombstone
from careplace.publications.store import Store

pytestmark = pytest.mark.usefixtures("sqlite")


def versions(world):
    return Store(world.home).versions(publication_id(world.report.review))


def content(world, name: str, number: int = -1) -> str:
    return Store(world.home).content(versions(world)[number], name).decode()


def test_a_report_is_published_whole(tmp_path):
    world = written(tmp_path)
    world.write(f"The finding. {quote_of(world)}")
    judging.dissent(world.panel, _judgement(world), "It is too early to say.")
    world.to("published")
    (version,) = versions(world)
    assert [file.name for file in version.files] == [
        "index.html",
        "report.pdf",
        "review.json",
        "what-sources-say.png",
        "who-was-heard.png",
    ]
    page, record = content(world, "index.html"), json.loads(content(world, "review.json"))
    assert "“She came home on Friday.” (a person we heard)" in page
    assert page.index("Summary of findings") < page.index("Judgements by key line")
    assert "Of 2 sources, 1 raised a concern and 1 described a strength. They contradict each other." in page
    assert "It is too early to say." in page
    assert len(record["judgements"]) == len(world.judged.review.framework_used.lines)
    assert record["judgements"][0]["sources"] == {"strength": 1, "mixed": 0, "concern": 1}
    assert record["heard"] == {"people": 2, "sources": {"interview": 1, "focus group": 1}}
    world.report.review.refresh_from_db()
    assert world.report.review.state == "published"


def test_judgements_come_before_questions_and_say_who_was_heard_in_short_words(tmp_path):
    world = written(tmp_path, "published")
    page = content(world, "index.html")
    order = (
        "Summary of findings",
        "Judgements by key line",
        "Questions for readers",
        "How this review was done",
    )
    places = [page.index(f"<h2>{heading}</h2>") for heading in order]
    assert places == sorted(places)
    heard = r"Heard on this line: [^:<]*\bthe council\b[^:<]*\. Nobody was heard from \d+ other kinds of organisation\."
    assert re.search(heard, page)
    assert "They made no comment." in page


@pytest.mark.parametrize(
    ("ways", "sentence"),
    [
        ("s", "The one source described a strength."),
        ("ccc", "All 3 sources raised a concern."),
        ("mm", "Both sources described both a strength and a concern."),
        ("ccs", "Of 3 sources, 2 raised a concern and 1 described a strength."),
        (
            "ccsssm",
            "Of 6 sources, 3 described a strength, 2 raised a concern and 1 described both a strength and a concern.",
        ),
    ],
)
def test_the_sentence_on_sources_counts_each_way(ways, sentence):
    words = {"s": "strength", "c": "concern", "m": "mixed"}
    evidence = [said(f"{n}", words[way]) for n, way in enumerate(ways)]
    weight = weigh(FRAMEWORK, LINE, evidence, TODAY)
    assert Judged(None, None, None, (), weight, ()).sources_sentence == sentence


@pytest.mark.parametrize(
    ("decided", "sentence"),
    [
        ({}, "They made no comment."),
        ({"partly": 1}, "They made 1 comment: 1 was accepted in part."),
        ({"accepted": 1, "rejected": 2}, "They made 3 comments: 1 was accepted, 2 were not accepted."),
    ],
)
def test_the_sentence_on_comments_has_no_zeros(decided, sentence):
    assert decisions_sentence(decided) == sentence


def test_no_name_of_the_team_is_published(tmp_path):
    world = written(tmp_path, "published")
    text = content(world, "index.html") + content(world, "review.json")
    assert not [name for name in ("Lea Lead", "Rob Reviewer", "Pia Panel", "Interview 1") if name in text]


def test_a_correction_is_a_version_with_a_note_and_goes_the_same_way(tmp_path):
    world = written(tmp_path, "published")
    world.report = actions.revise(world.lead, world.report, world.report.version, "A month was wrong.")
    world.write("The corrected finding.")
    world.to("published")
    first, second = versions(world)
    assert (first.note, second.note, second.supersedes) == ("", "A month was wrong.", 1)
    assert "The corrected finding." in content(world, "index.html")
    assert "The corrected finding." not in content(world, "index.html", 0)


def test_a_withdrawal_leaves_a_tombstone(tmp_path):
    world = written(tmp_path, "withdrawn")
    (tombstone,) = versions(world)
    assert isinstance(tombstone, Tombstone)
    assert tombstone.reason == "A figure was wrong."


def test_consent_that_is_taken_back_before_the_button_is_refused(tmp_path):
    world = written(tmp_path)
    world.write(quote_of(world))
    world.to("ready")
    Source.objects.filter(pk=world.judged.concern.pk).update(consent="no-quotation")
    with pytest.raises(ValidationError, match="never quoted"):
        world.publish()
    assert Store(tmp_path).ids() == []
    world.report.refresh_from_db()
    assert world.report.state == "ready"


def _judgement(world):
    return world.report.review.linejudgements.first()
