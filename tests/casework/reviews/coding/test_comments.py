"""Comments of a survey: one source, a paragraph a comment, labels as codes; all of the file or nothing."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st
from tests.casework.reviews import records

from careplace.casework.audit.models import Event
from careplace.casework.audit.verification import faults
from careplace.casework.reviews.coding import actions
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


def test_what_the_file_says_is_nobodys_of_the_team_until_somebody_changes_it(desk):
    lead, review = desk
    _import(desk)
    assert all(coding.from_file for coding in Coding.objects.all())
    colleague = records.colleague(lead, review)
    coded = Coding.objects.filter(state="coded").first()
    changed = actions.edit(colleague, coded.pk, coded.version, {"direction": "concern"})
    unsure = Coding.objects.get(state="unsure")
    confirmed = actions.confirm(colleague, unsure.pk, unsure.version, changes={"direction": "mixed"})
    for coding in (changed, confirmed):
        assert (coding.from_file, str(coding.coder_id), coding.state) == (False, colleague.person, "coded")
    assert Coding.objects.filter(doubt="imported").count() == 3


THEMED = b"""answer,theme,Staff
Waited hours,Waiting;  long   waits ;,1
Kind,staff,0
Slow,WAITING;waiting,
Fine,,
"""


def test_themes_of_a_column_are_codes_in_the_letters_that_the_file_first_had(desk):
    _import(desk, THEMED, Columns("answer", labels=("Staff",), themes="theme"))
    assert sorted(Code.objects.values_list("name", flat=True)) == ["Staff", "Waiting", "long waits"]
    spans = paragraphs(Coding.objects.first().text.content)
    given = {(c.code.name, [s.start for s in spans].index(c.start)) for c in Coding.objects.all()}
    assert given == {("Staff", 0), ("Waiting", 0), ("long waits", 0), ("Staff", 1), ("Waiting", 2)}
    assert Coding.objects.count() == 5


@given(st.lists(st.sampled_from(["Staff", "staff", " Waiting ", "", "Food"]), max_size=8))
def test_a_row_has_each_theme_once(names):
    row = {"answer": "x", "theme": ";".join(names)}
    codes = Columns("answer", themes="theme").codes_of(row)
    folded = [name.strip().casefold() for name in names if name.strip()]
    assert [name.casefold() for name in codes] == list(dict.fromkeys(folded))


def test_a_column_of_sentences_is_no_column_of_themes(desk):
    rows = "".join(f"Answer {n},A sentence of its own {n}\n" for n in range(201))
    with pytest.raises(ValidationError, match="201 different themes; a code book can take 200"):
        _import(desk, f"answer,theme\n{rows}".encode(), Columns("answer", themes="theme"))
    assert not Code.objects.exists()
    with pytest.raises(ValidationError, match="no column topics"):
        _import(desk, THEMED, Columns("answer", themes="topics"))


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
