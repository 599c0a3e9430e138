"""The next text of a source: codings go with their words, and a redaction leaves no word behind."""

import pytest
from django.db import connection
from tests.casework.reviews import records

from careplace.casework.audit.models import Event
from careplace.casework.reviews.changes import in_review
from careplace.casework.reviews.coding.anchoring import first_text, replace_text
from careplace.casework.reviews.coding.models import Coding, Passage
from careplace.casework.reviews.models import Text
from careplace.casework.workflow.actions import Conflict
from careplace.voices.texts import Quotation, Span

pytestmark = pytest.mark.usefixtures("both")
HOME, PHARMACY = "She came home on Friday.", "Nobody had told the pharmacy."


@pytest.fixture
def coded():
    """(lead, text, coding of its first sentence)."""
    lead = records.lead()
    review = records.review(lead)
    text = records.text(lead, records.source(lead, review))
    return lead, text, records.coding(lead, text, records.code(lead, review))


def _replace(actor, text, content, why="edited"):
    with in_review(actor, text.review_id) as at_once:
        return replace_text(at_once, text, content, why)


def _words(coding):
    return coding.text.content[coding.start : coding.end]


def test_a_coding_goes_with_its_words(coded):
    lead, text, coding = coded
    new = _replace(lead, text, f"Thank you for coming.\r\n{HOME}\n{PHARMACY}\n")
    coding.refresh_from_db()
    assert (coding.text, coding.state, coding.doubt, _words(coding)) == (new, "coded", "", HOME)
    assert Quotation(Span(coding.start, coding.end), coding.sha256).stands_in(new.content)
    assert (new.number, new.state, Text.objects.get(pk=text.pk).state) == (2, "current", "replaced")
    assert [e.action for e in Event.objects.order_by("number")][-3:] == ["replace", "add", "move"]


def test_a_coding_whose_words_changed_is_unsure_where_they_are_now(coded):
    lead, text, coding = coded
    _replace(lead, text, f"She came home on Saturday.\n{PHARMACY}\n")
    coding.refresh_from_db()
    assert (coding.state, coding.doubt) == ("unsure", "changed")
    assert _words(coding).startswith("She came home on ")
    assert coding.text.state == "current"


def test_a_coding_whose_words_are_gone_is_unsure_at_the_version_of_its_words(coded):
    lead, text, coding = coded
    _replace(lead, text, f"{PHARMACY}\n")
    coding.refresh_from_db()
    assert (coding.state, coding.doubt, coding.text_id) == ("unsure", "gone", text.pk)
    assert _words(coding) == HOME


def test_a_coding_that_is_unsure_stays_so_through_a_later_edit(coded):
    lead, text, coding = coded
    second = _replace(lead, text, f"She came home on Saturday.\n{PHARMACY}\n")
    third = _replace(lead, second, f"One.\nShe came home on Saturday.\n{PHARMACY}\n")
    coding.refresh_from_db()
    assert (coding.state, coding.doubt, coding.text) == ("unsure", "changed", third)


@pytest.mark.parametrize(
    ("content", "state"),
    [
        (f"One.\n{HOME}\n", "suggested"),
        ("She came home on Saturday.\n", "removed"),
        (PHARMACY, "removed"),
    ],
)
def test_a_suggestion_is_only_for_the_words_that_it_was_made_from(coded, content, state):
    lead, text, coding = coded
    Coding.objects.filter(pk=coding.pk).update(state="suggested")
    _replace(lead, text, content)
    coding.refresh_from_db()
    assert coding.state == state


def test_a_redaction_leaves_the_words_in_no_version_and_in_no_index(coded):
    lead, text, coding = coded
    second = _replace(lead, text, f"Mrs Zebralantern said so.\n{HOME}\n")
    third = _replace(lead, second, f"[A resident] said so.\n{HOME}\n", "redacted")
    erased = Text.objects.filter(pk__in=(text.pk, second.pk))
    assert {(row.state, row.content) for row in erased} == {("erased", "")}
    coding.refresh_from_db()
    assert (coding.text, coding.state) == (third, "coded")
    assert "zebralantern" not in _whole_database().casefold()


def _whole_database() -> str:
    """Every value of every table, those of the search index among them."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        tables += [f"coding_passage_words_{part}" for part in ("data", "docsize") if len(tables) > 0]
        found = []
        for table in tables:
            if connection.vendor == "postgresql" and table.startswith("coding_passage_words"):
                continue
            cursor.execute(f"select * from {connection.ops.quote_name(table)}")
            found += [_shown(value) for row in cursor.fetchall() for value in row]
    return "\n".join(found)


def _shown(value) -> str:
    return bytes(value).decode("latin-1") if isinstance(value, bytes | memoryview) else str(value)


def test_the_same_words_are_no_new_version(coded):
    lead, text, _ = coded
    assert _replace(lead, text, text.content.replace("\n", "\r\n")) == text
    assert Text.objects.count() == 1


def test_the_same_words_as_a_redaction_erase_what_was_before(coded):
    lead, text, _ = coded
    second = _replace(lead, text, f"{HOME}\n")
    _replace(lead, second, second.content, "redacted")
    assert [row.state for row in Text.objects.order_by("number")] == ["erased", "erased", "current"]


@pytest.mark.parametrize("content", ["", " \n\t\n"])
def test_a_text_without_words_is_refused(coded, content):
    lead, text, _ = coded
    with pytest.raises(ValueError, match="no words"):
        _replace(lead, text, content)
    with pytest.raises(ValueError, match="no words"):
        first_text(text.source, content)


def test_of_two_edits_the_second_is_a_conflict_and_changes_nothing(coded):
    lead, text, coding = coded
    new = _replace(lead, text, f"First edit.\n{HOME}\n")
    with pytest.raises(Conflict):
        _replace(lead, text, f"Second edit.\n{HOME}\n")
    coding.refresh_from_db()
    assert coding.text == new
    assert Text.objects.count() == 2


def test_passages_are_those_of_the_current_text(coded):
    lead, text, _ = coded
    assert [(p.start, p.end) for p in Passage.objects.filter(text=text)] == [(0, 24), (25, 54)]
    new = _replace(lead, text, f"{PHARMACY}\n")
    assert {p.text_id for p in Passage.objects.all()} == {new.pk}


def test_a_long_paragraph_is_several_passages(coded):
    lead, text, _ = coded
    new = _replace(lead, text, "word " * 9_000)
    spans = [(p.start, p.end) for p in Passage.objects.filter(text=new)]
    assert spans == [(0, 20_000), (20_000, 40_000), (40_000, 44_999)]
