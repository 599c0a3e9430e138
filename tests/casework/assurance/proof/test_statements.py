"""A statement from its draft to its publication, its correction and its withdrawal, over the demonstration's edition."""

import csv
import io
import json
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from tests.casework.assurance.proof.test_loading import visited
from tests.casework.assurance.visits.records import a_service, officer_at
from tests.casework.people import PLACE

from careplace.casework import edition_reader
from careplace.casework.assurance.proof import statements
from careplace.casework.assurance.proof.models import Contract, Statement
from careplace.casework.assurance.proof.years import Year
from careplace.casework.audit.models import Event
from careplace.casework.scope.actor import NotAllowed
from careplace.casework.workflow.actions import Conflict, changes
from careplace.publications.changes import release
from careplace.publications.records import Release, Tombstone
from careplace.publications.store import Store

TODAY, YEAR = date(2026, 11, 29), Year(2025)


@pytest.fixture
def home(both, tmp_path):
    """A home without an edition, and a team that visited both of its two homes in the year."""
    acting = officer_at()
    for name in ("Rose House", "Violet Court"):
        service = a_service(acting, name)
        with changes(acting) as at_once:
            at_once.add(Contract(service=service, began_on=date(2020, 1, 1), source="Register"), "note")
        visited(acting, service, date(2025, 9, 10))
    yield tmp_path
    edition_reader.forget()


def reviewed(home, introduction="") -> Statement:
    """A statement that a second person reviewed."""
    record = statements.write(officer_at(), YEAR, introduction, TODAY, home)
    return statements.review(officer_at(), record.pk, record.version, TODAY, home)


def published(home, introduction="") -> Statement:
    """A statement on the public site."""
    record = reviewed(home, introduction)
    return statements.publish(officer_at(), record.pk, record.version, TODAY, home)


def test_a_statement_has_the_sentences_of_the_figures_and_no_name_of_a_service(home):
    record = statements.write(officer_at(), YEAR, "We work with every home.", TODAY, home)
    assert (
        "- All 2 contracted homes received an annual visit in 2025/26 (contracted on 31 March 2026)."
        in record.text
    )
    assert record.text.startswith("We work with every home.")
    assert "no edition of them can be read" in record.text
    assert "Rose" not in record.text
    assert "Violet" not in record.text
    assert {entry["measure"] for entry in record.figures} == {"homes-visited", "visits-final"}
    assert statements.findings(record) != []
    assert statements.faults(record) == []


def test_a_year_that_has_not_ended_and_a_second_statement_of_a_year_are_refused(home):
    with pytest.raises(ValidationError, match="has not ended"):
        statements.write(officer_at(), Year(2026), "", TODAY, home)
    with pytest.raises(ValidationError, match="has not ended"):
        statements.write(officer_at(), YEAR, "", YEAR.end, home)
    statements.write(officer_at(), YEAR, "", TODAY, home)
    with pytest.raises(ValidationError, match="a statement of this year already"):
        statements.write(officer_at(), YEAR, "", TODAY, home)


def test_nobody_reviews_their_own_statement(home):
    acting = officer_at()
    record = statements.write(acting, YEAR, "", TODAY, home)
    with pytest.raises(NotAllowed, match="A colleague"):
        statements.review(acting, record.pk, record.version, TODAY, home)
    with pytest.raises(NotAllowed):
        statements.publish(officer_at(), record.pk, record.version, TODAY, home)
    assert Store(home).ids() == []


def test_a_sentence_that_the_records_deny_is_refused_and_a_right_one_is_not(home):
    record = statements.write(
        officer_at(), YEAR, "All 70 contracted homes were visited in 2025/26.", TODAY, home
    )
    (fault,) = statements.faults(record)
    assert fault.says.startswith("the records have 2 of 2 (homes with a contract on the date, 31 March 2026)")
    with pytest.raises(ValidationError, match="the records have 2 of 2"):
        statements.review(officer_at(), record.pk, record.version, TODAY, home)
    words = "All 2 contracted homes were visited in 2025/26."
    again = statements.rewrite(officer_at(), record, record.version, words, TODAY, home)
    assert statements.review(officer_at(), again.pk, again.version, TODAY, home).state == "reviewed"


def test_a_figure_that_changed_since_the_text_was_written_is_found(home):
    record = reviewed(home)
    acting = officer_at()
    service = a_service(acting, "Found in a drawer")
    with changes(acting) as at_once:
        at_once.add(Contract(service=service, began_on=date(2021, 1, 1), source="A drawer"), "note")
    with pytest.raises(ValidationError, match=r"it is 2 of 3 now\. Write the text again"):
        statements.publish(acting, record.pk, record.version, TODAY, home)
    assert Store(home).ids() == []


def test_what_is_published_is_the_text_with_its_figures_as_files(home):
    record = published(home)
    (version,) = Store(home).versions(statements.publication_id(record))
    assert isinstance(version, Release)
    assert (version.id, version.version, version.description.kind) == (
        f"working-with-providers-{PLACE.lower()}-2025-26",
        1,
        "statement",
    )
    assert version.description.place == PLACE
    html = Store(home).content(version, "index.html").decode()
    assert "All 2 contracted homes received an annual visit in 2025/26" in html
    rows = list(csv.DictReader(io.StringIO(Store(home).content(version, "figures.csv").decode())))
    assert (rows[0]["numerator"], rows[0]["denominator"], rows[0]["as_at"]) == ("2", "2", "2026-03-31")
    assert json.loads(Store(home).content(version, "figures.json")) == record.figures
    assert "Rose" not in html
    actions = Event.objects.filter(kind="statement").order_by("number").values_list("action", flat=True)
    assert list(actions) == ["write", "review", "publish"]


def test_a_correction_is_a_version_and_a_withdrawal_a_tombstone(home):
    record = published(home)
    words = "Corrected."
    draft = statements.rewrite(officer_at(), record, record.version, words, TODAY, home, "The introduction.")
    assert (draft.state, draft.reviewer, draft.published_version) == ("draft", "", 1)
    checked = statements.review(officer_at(), draft.pk, draft.version, TODAY, home)
    second = statements.publish(officer_at(), checked.pk, checked.version, TODAY, home)
    id = statements.publication_id(record)
    assert [(v.version, v.note) for v in Store(home).versions(id)] == [(1, ""), (2, "The introduction.")]
    withdrawn = statements.take_back(officer_at(), second.pk, second.version, "A wrong date.", TODAY, home)
    assert withdrawn.state == "withdrawn"
    assert all(isinstance(v, Tombstone) and v.reason == "A wrong date." for v in Store(home).versions(id))


def test_what_is_public_can_be_withdrawn_while_its_next_version_is_written(home):
    record = published(home)
    draft = statements.rewrite(officer_at(), record, record.version, "", TODAY, home, "Again.")
    statements.check_published(draft)
    withdrawn = statements.take_back(officer_at(), draft.pk, draft.version, "A wrong date.", TODAY, home)
    assert withdrawn.state == "withdrawn"
    (tombstone,) = Store(home).versions(statements.publication_id(record))
    assert isinstance(tombstone, Tombstone)


def test_what_was_never_published_cannot_be_withdrawn(home):
    record = statements.write(officer_at(), YEAR, "", TODAY, home)
    with pytest.raises(NotAllowed, match="nothing to withdraw"):
        statements.check_published(record)
    with pytest.raises(ValidationError, match="Enter this"):
        statements.take_back(officer_at(), record.pk, record.version, "No", TODAY, home)


def test_what_the_store_refuses_changes_nothing(home):
    record = reviewed(home)
    described = statements.description(record, TODAY, home)
    release(home, statements.publication_id(record), described, statements.files(record))
    with pytest.raises(ValidationError, match="there is a publication"):
        statements.publish(officer_at(), record.pk, record.version, TODAY, home)
    record.refresh_from_db()
    assert (record.state, record.published_version) == ("reviewed", None)


def test_a_colleagues_change_is_not_overwritten(home):
    record = statements.write(officer_at(), YEAR, "", TODAY, home)
    statements.rewrite(officer_at(), record, record.version, "Theirs.", TODAY, home)
    with pytest.raises(Conflict):
        statements.rewrite(officer_at(), record, record.version, "Ours.", TODAY, home)


def test_the_ratings_are_those_of_the_edition(sqlite, demo_home):
    """Over the demonstration's edition, every sentence also passes the check against the edition's figures."""
    rows = edition_reader.rows(demo_home, "careplace.casework.assurance", "demonstration_services.sql", {})
    place = rows[0]["council"]
    acting = officer_at(place)
    service = a_service(acting, "Rose House")
    with changes(acting) as at_once:
        at_once.add(Contract(service=service, began_on=date(2020, 1, 1), source="Register"), "note")
    record = statements.write(acting, YEAR, "", TODAY, demo_home)
    checked = statements.review(officer_at(place), record.pk, record.version, TODAY, demo_home)
    assert record.edition == edition_reader.edition_id(demo_home)
    assert "The records of 2025/26 have nothing to count yet." in record.text
    assert "had an overall rating at" in record.text
    assert "is not in published data" not in record.text
    assert checked.state == "reviewed"
    name = edition_reader.place_name(demo_home, place)
    assert (
        statements.description(record, TODAY, demo_home).title == f"Working with providers in {name}, 2025/26"
    )
    edition_reader.forget()
