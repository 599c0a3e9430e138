"""Pages of import and export, and of suggestions: what came in, why nothing did, and what leaves."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.casework.reviews import records
from tests.casework.reviews.coding.test_comments import FILE
from tests.casework.reviews.coding.test_suggesting import LINES, NEW
from tests.voices.refi_qda.projects import PROJECT, packed
from tests.web.casework.coding_records import Desk, client_of

from careplace.casework.reviews.coding import actions
from careplace.casework.reviews.coding.actions import Choice
from careplace.casework.reviews.coding.models import Coding
from careplace.casework.reviews.models import Source
from careplace.voices.refi_qda.exporter import export_project
from careplace.voices.refi_qda.importer import import_project
from careplace.voices.texts import paragraphs

OF_ALL = {
    "organisation": "council",
    "held_on_0": "5",
    "held_on_1": "10",
    "held_on_2": "2026",
    "consent": "role",
}
XXE = """<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><Project xmlns="urn:QDA-XML:project:1.0" name="&e;"/>"""


@pytest.fixture
def desk(staff):
    return Desk()


def _file(content, name="file.csv"):
    return SimpleUploadedFile(name, content)


def _comments(desk, content=FILE, **fields):
    data = {"title": "Survey", "comment": "answer", "sentiment": "mood", "left_out": "names", "labels": "on"}
    return desk.post("review-comments-import", file=_file(content), **OF_ALL | data | fields)


def test_comments_are_imported_and_what_was_left_out_is_said(desk):
    page = _comments(desk).content.decode()
    assert "4 comments, with 5 codings by the labels and themes of the file" in page
    assert "1 rows without a comment and 1 marked rows were left out" in page
    assert "Survey" in desk.get("review-search")
    assert "Waiting" in desk.get("review-codes")


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"comment": "nothing"}, "no column “nothing”. It has: id, answer"),
        ({"sentiment": "nothing"}, "no column “nothing”"),
        ({"content": b"\xff"}, "no CSV file in UTF-8"),
        ({"content": b"answer\nx\0y\n", "sentiment": "", "left_out": ""}, "NUL"),
        ({"title": ""}, "This field is required"),
        ({"title": "Interview 1"}, "a source of this title already"),
    ],
)
def test_a_file_of_comments_is_refused_with_the_reason(desk, fields, reason):
    answer = _comments(desk, **fields)
    assert answer.status_code == 422
    assert reason in answer.content.decode()
    assert Source.objects.count() == 1


def _project(desk, data):
    fields = OF_ALL | {"category": "interview"}
    return desk.post("review-project-import", file=_file(data, "x.qdpx"), **fields)


def test_a_project_is_imported_and_its_codings_are_confirmed_with_a_direction(desk):
    page = _project(desk, export_project(PROJECT)).content.decode()
    assert "2 sources, 3 codes and 4 codings" in page
    coding = Coding.objects.order_by("start", "end")[0]
    text = desk.get("text-coding", of=coding.text)
    assert "It was imported without a direction." in text
    assert desk.post("coding-step", "confirm", of=coding, version=1).status_code == 422
    assert desk.post("coding-step", "confirm", of=coding, version=1, direction="mixed").status_code == 302
    coding.refresh_from_db()
    assert (coding.state, coding.direction) == ("coded", "mixed")


@pytest.mark.parametrize(
    "data",
    [
        b"no archive",
        packed({"project.qde": XXE}),
        packed({"project.qde": "<a/>", "../evil.txt": "x"}),
        packed({"project.qde": "<a/>", "/etc/passwd": "x"}),
        packed(
            {
                "project.qde": '<Project xmlns="urn:QDA-XML:project:1.0" name="x"><Sources><TextSource name="t" '
                'guid="00000000-0000-4000-8000-000000000001" plainTextPath="internal://../../etc/passwd"/></Sources></Project>'
            }
        ),
    ],
)
def test_a_hostile_project_is_refused_whole(desk, data):
    answer = _project(desk, data)
    assert answer.status_code == 422
    assert "Nothing was imported" in answer.content.decode()
    assert "root:" not in answer.content.decode()
    assert Source.objects.count() == 1


def test_the_lead_downloads_the_coding(desk):
    records.coding(desk.lead, desk.text, desk.code)
    assert "in it whole" in desk.get("review-project-export")
    answer = desk.post("review-project-export")
    assert answer["Content-Disposition"] == 'attachment; filename="review.qdpx"'
    assert "no-store" in answer["Cache-Control"]
    assert import_project(answer.content).sources[0].text == records.WORDS


def test_a_colleague_does_not_download_it(desk):
    colleague = client_of(records.colleague(desk.lead, desk.review))
    assert (
        "Export"
        not in colleague.get(desk.address("review-exchange"))
        .content.decode()
        .split("<h1")[1]
        .split("</nav>")[1]
    )
    assert colleague.post(desk.address("review-project-export")).status_code == 403


def test_suggestions_need_coded_excerpts_and_are_shown_as_what_they_are(staff):
    desk = Desk(NEW)
    answer = desk.post("coding-suggest", of=desk.text)
    assert (answer.status_code, "the review has 0" in answer.content.decode()) == (422, True)
    coded = records.text(desk.lead, records.source(desk.lead, desk.review, "Survey"), "\n".join(LINES))
    spans = [(coded, span) for span in paragraphs(coded.content)]
    actions.code_all(desk.lead, desk.review.pk, spans, Choice((desk.code.pk,), "mixed"))
    assert desk.post("coding-suggest", of=desk.text).status_code == 302
    page = desk.get("text-coding", of=desk.text)
    assert "Suggested, does not count" in page
    assert "Like words of Survey" in page
    coding = Coding.objects.filter(state="suggested")[0]
    assert desk.post("coding-step", "accept", of=coding, version=1, direction="concern").status_code == 302
    coding.refresh_from_db()
    assert coding.state == "coded"
