"""Comments of a survey: one source, a paragraph a comment, labels as codes; all of the file or nothing."""

import pytest
from django.core.exceptions import ValidationError
from tests.casework.reviews import records

from careplace.casework.audit.models import Event
from careplace.casework.audit.verification import faults
from careplace.casework.reviews.coding.comments import Columns, import_comments, read_table
from careplace.casework.reviews.coding.evidence import evidence_of
from careplace.casework.reviews.coding.models import Code, Coding
from careplace.casework.reviews.models import Source
from careplace.voices.texts import paragraphs

pytestmark = pytest.mark.usefixtures("both")
FILE = b"""id,answer,mood,names,Staff,Waiting,never
1,"Kind staff,
always.",1,,1,,
2,,3,,,1,
3,Waited hours,5,,0,1,
4,Mrs Green is rude,4,1,1,,
5,"Kind, but slow",3,0,1,1,
6,Fine,,,1,,
"""
COLUMNS = Columns("answer", "mood", "names", ("Staff", "Waiting"))
FIELDS = {"title": "Survey", "organisation": "council", "held_on": records.DAY, "consent": "anonymous"}


@pytest.fixture
def desk():
    lead = records.lead()
    return lead, records.review(lead)


def _import(desk, content=FILE, columns=COLUMNS, **fields):
    lead, review = desk
    return import_comments(lead, review.pk, read_table(content), columns, FIELDS | fields)


def test_a_survey_is_one_source_with_a_paragraph_a_comment(desk):
    done = _import(desk)
    assert (done.comments, done.codings, done.empty, done.marked) == (4, 5, 1, 1)
    assert done.text.content == "Kind staff, always.\nWaited hours\nKind, but slow\nFine"
    assert (Source.objects.get().people, Source.objects.get().category) == (4, "survey")
    assert "Green" not in done.text.content


def test_labels_are_codings_with_the_direction_of_the_sentiment(desk):
    done = _import(desk)
    spans = paragraphs(done.text.content)
    rows = {
        (c.code.name, spans.index(next(s for s in spans if s.start == c.start)), c.direction, c.state)
        for c in Coding.objects.all()
    }
    assert rows == {
        ("Staff", 0, "strength", "coded"),
        ("Waiting", 1, "concern", "coded"),
        ("Staff", 2, "mixed", "coded"),
        ("Waiting", 2, "mixed", "coded"),
        ("Staff", 3, "", "unsure"),
    }
    assert all(c.end == next(s.end for s in spans if s.start == c.start) for c in Coding.objects.all())


def test_codes_of_the_review_are_used_and_count_on_their_lines(desk):
    lead, review = desk
    records.code(lead, review, "waiting", line="return-safe")
    _import(desk)
    assert Code.objects.count() == 2
    assert {e.direction.value for e in evidence_of(review.pk)} == {"concern", "mixed"}


def test_every_coding_has_its_event_and_the_chain_holds(desk):
    _import(desk)
    assert Event.objects.filter(kind="coding").count() == 5
    assert not list(faults())


def test_the_columns_of_labels_are_found():
    assert read_table(FILE).labels == ["names", "Staff", "Waiting"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"\xff\xfe", "no CSV file in UTF-8"),
        (b'a,b\n"x', "no CSV file in UTF-8"),
        (b"a\nx\0y\n", "NUL"),
        (b"a,a\n1,2\n", "a name of its own"),
        (b"a,\n1,2\n", "a name of its own"),
        (b"answer,b\n1\n", "Row 2 has more or fewer cells"),
        (b"x" * (5 << 20) + b"xx", "bytes; at most"),
        (b"a\n" + b"1\n" * 20_001, "rows; at most"),
    ],
)
def test_what_is_no_table_is_refused(content, reason):
    with pytest.raises(ValidationError, match=reason):
        read_table(content)


def test_an_import_is_all_or_nothing(desk):
    for columns in (Columns("nothing"), Columns("never"), Columns("answer", labels=("nothing",))):
        with pytest.raises(ValidationError):
            _import(desk, columns=columns)
    with pytest.raises(ValidationError):
        _import(desk, organisation="nobody")
    assert not Source.objects.exists()
    assert not Code.objects.exists()
