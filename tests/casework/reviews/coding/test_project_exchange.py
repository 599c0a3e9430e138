"""REFI-QDA out and in: what consent allows, the same project back, and files that are refused whole."""

import dataclasses
import zipfile
from io import BytesIO

import pytest
from tests.casework.reviews import records
from tests.voices.refi_qda.projects import PROJECT

from careplace.casework.audit.models import Event
from careplace.casework.reviews.changes import in_review
from careplace.casework.reviews.coding.models import Code, Coding
from careplace.casework.reviews.coding.project_export import NOT_QUOTED, export_review
from careplace.casework.reviews.coding.project_import import import_file
from careplace.casework.reviews.models import Source
from careplace.casework.scope.actor import NotAllowed
from careplace.voices.refi_qda.exporter import export_project
from careplace.voices.refi_qda.importer import import_project
from careplace.voices.refi_qda.project import ProjectError

pytestmark = pytest.mark.usefixtures("both")
FIELDS = {"category": "interview", "organisation": "council", "held_on": records.DAY, "consent": "role"}
PRIVATE = "Zebralantern"


@pytest.fixture
def desk():
    lead = records.lead(f"Lea {PRIVATE}")
    return lead, records.review(lead)


def _coded(lead, review, consent, title=f"{PRIVATE} interview"):
    source = records.source(lead, review, title, consent=consent, role=f"{PRIVATE} nurse")
    text = records.text(lead, source)
    code = Code.objects.filter(review=review).first() or records.code(lead, review)
    records.coding(lead, text, code, memo=f"{PRIVATE} said so", populations=["dementia"])
    return text


def _file(data):
    """Everything that the file has, as text."""
    with zipfile.ZipFile(BytesIO(data)) as package:
        return "\n".join(package.read(name).decode() for name in package.namelist())


@pytest.mark.parametrize(
    ("consent", "titled"), [("role", True), ("organisation", False), ("anonymous", False)]
)
def test_words_leave_with_the_title_that_consent_allows_and_nobody_is_named(desk, consent, titled):
    lead, review = desk
    _coded(lead, review, consent)
    project = import_project(export_review(lead, review.pk).data)
    source = project.sources[0]
    assert source.text == records.WORDS
    assert (PRIVATE in source.name) == titled
    assert [user.name for user in project.users] == ["Coder 1"]
    assert (source.selections[0].span.start, source.selections[0].span.end) == (0, 24)
    if not titled:
        assert PRIVATE not in _file(export_review(lead, review.pk).data)


def test_a_source_that_may_not_be_quoted_leaves_its_codes_alone(desk):
    lead, review = desk
    text = _coded(lead, review, "no-quotation")
    records.coding(lead, text, Code.objects.get(), "strength", start=4, end=9)
    export = export_review(lead, review.pk)
    source = import_project(export.data).sources[0]
    assert (export.quoted, export.unquoted) == (0, 1)
    assert (source.text, source.selections, len(source.codings)) == (NOT_QUOTED, (), 1)
    assert "Friday" not in _file(export.data)
    assert PRIVATE not in _file(export.data)


def test_what_is_no_evidence_does_not_leave(desk):
    lead, review = desk
    _coded(lead, review, "role")
    withdrawn = _coded(lead, review, "role", "Interview 2").source
    with in_review(lead, review.pk) as at_once:
        at_once.change(Source, withdrawn.pk, "withdraw", {"reason": "Taken back"}, withdrawn.version)
    for state in ("blind", "suggested", "unsure", "removed"):
        Coding.objects.update(state=state)
        project = import_project(export_review(lead, review.pk).data)
        assert [(len(source.selections), source.codings) for source in project.sources] == [(0, ())]


def test_an_export_is_noted_and_is_for_the_lead(desk):
    lead, review = desk
    colleague = records.colleague(lead, review)
    with pytest.raises(NotAllowed):
        export_review(colleague, review.pk)
    export_review(lead, review.pk)
    assert Event.objects.order_by("-number")[0].action == "export-project"


def test_our_own_file_comes_back_with_its_directions(desk):
    lead, review = desk
    _coded(lead, review, "role")
    second = records.review(lead, title="Another")
    imported = import_file(lead, second.pk, export_review(lead, review.pk).data, FIELDS)
    assert (imported.sources, imported.codes, imported.codings) == (1, 1, 1)
    coding = Coding.objects.get(review=second)
    assert (coding.state, coding.direction, coding.populations) == ("coded", "concern", ["dementia"])
    assert (coding.start, coding.end, coding.text.content) == (0, 24, records.WORDS)
    assert Event.objects.filter(kind="coding", record=str(coding.pk)).count() == 1


def test_a_file_of_another_program_waits_for_directions(desk):
    lead, review = desk
    imported = import_file(lead, review.pk, export_project(PROJECT), FIELDS)
    assert (imported.sources, imported.codes) == (2, 3)
    rows = Coding.objects.filter(review=review)
    assert {(c.state, c.doubt, c.direction) for c in rows} == {("unsure", "imported", "")}
    words = {(c.code.name, c.text.content[c.start : c.end]) for c in rows}
    text = PROJECT.sources[0].text
    assert words == {
        *(
            ("waiting", text[2:11]),
            ("information", text[13:30]),
            ("waiting", text[13:30]),
            ("Coming home", text),
        ),
    }
    assert Code.objects.get(name="waiting").parent.name == "Coming home"
    assert {str(c.coder_id) for c in rows} == {lead.person}


def test_codes_of_the_same_name_are_those_of_the_review(desk):
    lead, review = desk
    code = records.code(lead, review, "information", line="return-safe")
    import_file(lead, review.pk, export_project(PROJECT), FIELDS)
    assert Code.objects.filter(name="information").get() == code


def _changed(**values):
    return export_project(dataclasses.replace(PROJECT, **values))


def _source(**values):
    return dataclasses.replace(PROJECT.sources[1], **values)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"PK not a zip", "not a .qdpx file"),
        (_changed(sources=()), "no text in it"),
        (_changed(sources=(_source(text=" \n "),)), "has no words"),
        (_changed(sources=(_source(name="x" * 161),)), "a name of its own"),
        (_changed(sources=(_source(name=""),)), "a name of its own"),
        (_changed(sources=(_source(), _source(guid=PROJECT.sources[0].guid))), "a name of its own"),
        (
            _changed(codes=(dataclasses.replace(PROJECT.codes[2], name="x" * 121),), sources=(_source(),)),
            "a name has 1",
        ),
        (
            _changed(
                codes=(PROJECT.codes[2], dataclasses.replace(PROJECT.codes[0], name="information")),
                sources=(_source(),),
            ),
            "two codes are called",
        ),
    ],
)
def test_a_file_is_refused_whole_with_the_reasons(desk, data, reason):
    lead, review = desk
    with pytest.raises(ProjectError, match=reason):
        import_file(lead, review.pk, data, FIELDS)
    assert not Source.objects.exists()
    assert not Code.objects.exists()


def test_a_title_that_the_review_has_is_refused(desk):
    lead, review = desk
    records.source(lead, review, "interview 1")
    with pytest.raises(ProjectError, match="a name of its own"):
        import_file(lead, review.pk, export_project(PROJECT), FIELDS)
    assert not Code.objects.exists()


def test_fields_that_no_source_can_have_are_refused(desk):
    lead, review = desk
    with pytest.raises(ProjectError, match="kinds of organisation"):
        import_file(lead, review.pk, export_project(PROJECT), FIELDS | {"organisation": "nobody"})
    assert not Source.objects.exists()
