"""The project that NVivo exported and the published comments, in a review: all of each, at the words where it says."""

import csv

import pytest
from tests import sites

if sites.SITE == sites.FOLDER:
    from tests.casework.reviews import records

    from careplace.casework.reviews.coding.comments import Columns, import_comments, read_table
    from careplace.casework.reviews.coding.models import Code, Coding
    from careplace.casework.reviews.coding.project_export import export_review
    from careplace.casework.reviews.coding.project_import import import_file
    from careplace.casework.reviews.coding.search import Filters, passages
    from careplace.casework.reviews.models import Source, Text
    from careplace.voices.refi_qda.importer import import_project

pytestmark = pytest.mark.real


@pytest.fixture
def desk(sqlite):
    lead = records.lead()
    return lead, records.review(lead)


def _words(project):
    """{(source, the words, code)} of every coding of a selection."""
    names = {code.guid: code.name for code in project.codes}
    return {
        (source.name, source.text[selection.span.start : selection.span.end], names[coding.code])
        for source in project.sources
        for selection in source.selections
        for coding in selection.codings
    }


def test_a_project_of_nvivo_is_imported_at_its_words_and_exported_again(desk, voices):
    lead, review = desk
    data = (voices / "qdpx/pyqdpx_oltas0517.qdpx").read_bytes()
    fields = {"category": "interview", "organisation": "council", "held_on": records.DAY, "consent": "role"}
    import_file(lead, review.pk, data, fields)
    published = import_project(data)
    rows = Coding.objects.filter(review=review).select_related("source", "text", "code")
    found = {(c.source.title, c.text.content[c.start : c.end], c.code.name) for c in rows}
    assert _words(published) <= found
    assert {row.state for row in rows} == {"unsure"}
    assert Source.objects.count() == len(published.sources)
    rows.update(state="coded", direction="mixed")
    again = import_project(export_review(lead, review.pk).data)
    assert _words(published) <= _words(again)


def test_every_comment_and_label_of_the_published_file_is_imported(desk, voices):
    lead, review = desk
    content = (voices / "comments/v6framework_230831.csv").read_bytes()
    table = read_table(content)
    labels = tuple(label for label in table.labels if label != "Person identifiable info?")
    fields = {"title": "Comments", "organisation": "council", "held_on": records.DAY, "consent": "anonymous"}
    done = import_comments(
        lead, review.pk, table, Columns("FFT answer", "Comment sentiment", labels=labels), fields
    )
    rows = [
        row for row in csv.DictReader(content.decode().splitlines(keepends=True)) if row["FFT answer"].strip()
    ]
    assert done.comments == len(rows) == 7_908 - done.empty
    assert done.codings == sum(row[label] == "1" for row in rows for label in labels)
    assert Code.objects.filter(review=review).count() == len(labels)
    assert len(Text.objects.get().content.split("\n")) == len(rows)
    expected = sum("parking" in row["FFT answer"].casefold().split() for row in rows)
    assert passages(lead, review.pk, Filters("parking")).count() >= expected > 0
