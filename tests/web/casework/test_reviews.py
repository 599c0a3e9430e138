"""Planning a review and collecting its sources by its pages, as its team does."""

import csv
import io
import json
import re
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings
from django.urls import reverse
from tests.casework.people import PLACE, member
from tests.web.casework.review_pages import PLAN, SECRET, a_document, at, on_a_team

from careplace.casework import edition_reader
from careplace.casework.accounts.models import User
from careplace.casework.audit.models import Event, PersonalText
from careplace.casework.reviews.editions import figure_of
from careplace.casework.reviews.models import Member, Request, Review, Source, Text
from careplace.casework.reviews.sources import TAKEN_OUT
from careplace.publish.wording import written
from careplace.web.casework.demonstration import make_team
from careplace.web.casework.drafts.models import Draft
from careplace.web.casework.reviews.texts import MOST_BYTES

START = reverse("review-start", args=[PLACE])


def text(answer) -> str:
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return unescape(body.decode()).replace("\N{NO-BREAK SPACE}", " ")


@pytest.fixture
def edition(staff, demo_home):
    """The staff site over the demonstration's edition."""
    edition_reader.forget()
    with override_settings(CAREPLACE=settings.CAREPLACE.model_copy(update={"home": demo_home})):
        yield demo_home
    edition_reader.forget()


def test_a_review_begins_with_its_framework_and_the_current_edition(edition, as_role):
    client = as_role("review_lead")
    answer = client.post(START, PLAN | {"framework": "place-report"})
    review = Review.objects.get()
    assert answer["Location"] == at("review", review)
    assert review.edition == edition_reader.edition_id(edition)
    assert (review.framework_used.id, review.state) == ("place-report", "planning")
    page = text(client.get(answer["Location"]))
    assert "Coming home" in page
    assert "Begin fieldwork" in page
    assert "Coming home" in text(client.get(reverse("reviews", args=[PLACE])))


def test_without_an_edition_no_review_begins(as_role):
    answer = as_role("review_lead").post(START, PLAN | {"framework": "place-report"})
    assert answer.status_code == 422
    assert "There is no edition" in text(answer)


def test_a_framework_of_ones_own_is_taken_and_every_fault_of_it_shown(edition, as_role):
    client, shipped = (
        as_role("review_lead"),
        Path("src/careplace/casework/reviews/frameworks/place-report.toml"),
    )
    own = shipped.read_text("utf-8").replace('id = "place-report"', 'id = "ours"')
    for content, words in (
        (
            own.replace("version = 1", 'version = "x"').replace('title = "', 'titel = "', 1),
            ["version", "titel"],
        ),
        ("no = [toml", ["no TOML"]),
        (b"\xff\xfe".decode("latin-1"), ["UTF-8"]),
        ("", ["empty"]),
    ):
        file = SimpleUploadedFile("f.toml", content.encode("latin-1" if "UTF" in words[0] else "utf-8"))
        answer = client.post(START, PLAN | {"framework": "own", "file": file})
        assert answer.status_code == 422
        assert all(word in text(answer) for word in words), words
    answer = client.post(START, PLAN | {"framework": "own"})
    assert "Choose the file" in text(answer)
    assert not Review.objects.exists()
    file = SimpleUploadedFile("f.toml", own.encode())
    assert client.post(START, PLAN | {"framework": "own", "file": file}).status_code == 302
    assert Review.objects.get().framework_used.id == "ours"


def test_a_person_joins_declares_and_then_sees_sources(staff, as_role):
    client, review, _source = on_a_team()
    person = as_role("reviewer", name="Rob Reviewer")
    assert person.get(at("review", review)).status_code == 404
    client.post(at("review-join", review), {"person": str(person.person.pk), "part": "reviewer"})
    page = text(person.get(at("review", review)))
    assert "declare your interests" in page
    assert "Sources" not in page
    assert person.get(at("review-sources", review)).status_code == 403
    sent = {"interests": "My aunt lives there.", "version": "1"}
    assert person.post(at("review-declare", review), sent).status_code == 302
    assert "Interview 1" in text(person.get(at("review-sources", review)))
    assert "My aunt lives there." in text(client.get(at("review-team", review)))


def test_a_request_is_asked_late_first_and_received(staff):
    client, review, _source = on_a_team()
    for document, year in (("Later plan", "2030"), ("Late plan", "2020")):
        sent = {
            "document": document,
            "organisation": "council",
            "due_on_0": "1",
            "due_on_1": "2",
            "due_on_2": year,
        }
        assert client.post(at("review-request-add", review), sent).status_code == 302
    page = text(client.get(at("review-requests", review)))
    assert page.index("Late plan") < page.index("Later plan")
    assert page.count("(late)") == 1
    assert "1 requested document is late" in text(client.get(at("review", review)))
    request = Request.objects.get(document="Late plan")
    sent = {"version": "1", "received_on_0": "1", "received_on_1": "3", "received_on_2": "2020"}
    assert client.post(at("review-request-move", request, "receive"), sent).status_code == 302
    page = re.sub(r"<[^>]+>", "", text(client.get(at("review-requests", review))))
    assert "arrived on 1 March 2020" in page


def uploaded(client, source: Source, name: str, content: bytes):
    return client.post(at("review-text-add", source), {"file": SimpleUploadedFile(name, content)})


def hidden(page: str, name: str) -> str:
    return page.partition(f'name="{name}" value="')[2].partition('"')[0]


def test_a_document_is_read_shown_and_kept_once_a_person_looked(staff):
    client, _review, source = on_a_team()
    answer = uploaded(client, source, f"{SECRET}.docx", a_document())
    page = text(answer)
    assert answer.status_code == 200
    assert "The ward was calm." in page
    assert "Mrs Green (a name)" in page
    assert not Text.objects.exists()
    sent = {"content": "The ward was calm. She waited.", "document": hidden(page, "document")}
    assert client.post(at("review-text-add", source), sent).status_code == 302
    kept = Text.objects.get()
    assert (kept.content, kept.why, len(kept.document_sha256)) == (sent["content"], "extracted", 64)
    assert "As it was taken from the document" in text(client.get(at("review-source", source)))


def test_nothing_of_a_document_but_its_text_is_anywhere(staff, tmp_path, log_lines):
    """Its file name, its author and a deletion that was tracked: in no table, no log, no file and no page."""
    client, _review, source = on_a_team()
    page = text(uploaded(client, source, f"{SECRET}.docx", a_document()))
    sent = {"content": "The ward was calm.", "document": hidden(page, "document")}
    client.post(at("review-text-add", source), sent)
    tables = (Text, Source, Event, PersonalText, Draft, Member)
    rows = json.dumps([list(table.objects.values()) for table in tables], default=str)
    logged = "\n".join(line for line in log_lines if "django.db" not in json.loads(line)["logger"])
    for where in (rows, logged, page, text(client.get(at("review-source", source)))):
        assert "Ackerthwaite" not in where
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.docx", b"PK\x03\x04nonsense", "a.docx"),
        ("a.pdf", b"%PDF-1.4 nonsense", "a.pdf"),
        ("a.exe", b"MZ", "give one of"),
        ("a.txt", b" \n ", "no words"),
        ("a.txt", b"a" * (MOST_BYTES + 1), "more than 5 MB"),
        ("<script>.exe", b"MZ", "give one of"),
    ],
)
def test_a_document_that_cannot_be_read_is_refused_in_words(staff, name, content, words):
    client, _review, source = on_a_team()
    answer = uploaded(client, source, name, content)
    assert (answer.status_code, Text.objects.count()) == (422, 0)
    assert words in text(answer)
    assert b"<script>." not in answer.content


def test_a_seal_of_a_document_cannot_be_made_up(staff):
    client, _review, source = on_a_team()
    answer = client.post(at("review-text-add", source), {"content": "Words.", "document": "made-up"})
    assert (answer.status_code, Text.objects.count()) == (422, 0)


def test_a_text_is_pasted_corrected_and_redacted(staff):
    client, _review, source = on_a_team()
    words = f"Mrs Green waited.\n{SECRET} told nobody.\n"
    assert client.post(at("review-text-add", source), {"content": words}).status_code == 302
    corrected = {"content": words.replace("waited", "left"), "version": "1"}
    assert client.post(at("review-text-edit", source), corrected).status_code == 302
    page = text(client.get(at("review-text-redact", source)))
    assert "Mrs Green (a name)" in page
    sent = {"details": ["Mrs Green"], "words": f"{SECRET}\n", "version": "2"}
    assert client.post(at("review-text-redact", source), sent).status_code == 302
    page = text(client.get(at("review-source", source)))
    assert f"{TAKEN_OUT} left." in page
    assert "Green" not in page
    assert page.count("its words were erased") == 2


def test_a_colleagues_text_is_not_overwritten(staff):
    client, _review, source = on_a_team()
    client.post(at("review-text-add", source), {"content": "One."})
    client.post(at("review-text-edit", source), {"content": "Two.", "version": "1"})
    answer = client.post(at("review-text-edit", source), {"content": "Mine.", "version": "1"})
    assert answer.status_code == 422
    assert "A colleague changed the text" in text(answer)
    assert "Mine." in text(answer)
    assert Text.objects.get(state="current").content == "Two."


@pytest.mark.parametrize("page", ["review-text-redact", "review-source-withdraw"])
def test_drafts_that_were_kept_over_a_sign_in_are_deleted_with_the_words(staff, page):
    client, _review, source = on_a_team()
    client.post(at("review-text-add", source), {"content": f"{SECRET} told nobody."})
    coding = at("coding-add", Text.objects.get())
    for path in (at("review-text-edit", source), coding, "/elsewhere/"):
        Draft.objects.create(user=client.person, path=path, fields=f"content={SECRET}")
    sent = {"words": SECRET, "reason": "Consent was taken back.", "version": "1"}
    assert client.post(at(page, source), sent).status_code == 302
    assert [draft.path for draft in Draft.objects.all()] == ["/elsewhere/"]


def test_what_a_source_allows_is_on_its_page_and_in_the_list(staff):
    client, review, source = on_a_team()
    page = text(client.get(at("review-source", source)))
    assert "Where it is quoted, it is named: a social worker, The council" in page
    assert "with their role and kind of organisation" in text(client.get(at("review-sources", review)))
    Source.objects.filter(pk=source.pk).update(consent="no-quotation")
    assert "Where it is quoted" not in text(client.get(at("review-source", source)))


def test_the_board_shows_gaps_and_its_file_has_every_cell(staff):
    client, review, _source = on_a_team()
    page = text(client.get(at("review-coverage", review)))
    assert "No unpaid carers yet on any key line." in page
    assert "1 source has no coding on a key line yet" in page
    rows = list(csv.DictReader(io.StringIO(text(client.get(at("review-coverage-csv", review))))))
    framework = review.framework_used
    assert len(rows) == len(framework.lines) * len(framework.populations) * len(framework.organisations)
    assert {row["sources"] for row in rows} == {"0"}


@pytest.fixture
def fictional(edition):
    """The lead of the fictional team's review, and the review: its place has figures."""
    make_team(edition)
    client = Client()
    lead = User.objects.get_by_natural_key("lead@example.org")
    client.force_login(lead, "allauth.account.auth_backends.AuthenticationBackend")
    return client, Review.objects.get()


def of(name: str, record, *parts: str) -> str:
    return reverse(name, args=[record.place, record.pk, *parts])


def test_figures_and_the_context_pack_are_those_of_the_edition_and_place(fictional):
    client, review = fictional
    page = text(client.get(of("review-figures", review), {"q": "locations"}))
    figure = unquote(page.partition("/sources/add/?figure=")[2].partition('"')[0])
    assert f"/{review.place}/" in figure
    assert figure in text(client.get(of("review-source-add", review), {"figure": figure}))
    sent = {
        "title": "Figure 1", "category": "figure", "organisation": "council", "consent": "role",
        "held_on_0": "1", "held_on_1": "2", "held_on_2": "2026", "figure": figure,
    }  # fmt: skip
    assert client.post(of("review-source-add", review), sent).status_code == 302
    found = figure_of(settings.CAREPLACE.home, review.edition, review.place, figure)
    page = text(client.get(of("review-source", Source.objects.get(figure=figure))))
    assert f"{found.title}: {written(found.figure)}" in page
    wrong = client.post(of("review-source-add", review), sent | {"title": "Two", "figure": f"{figure}x"})
    assert wrong.status_code == 422
    assert "no such figure" in text(wrong)
    assert review.edition in text(client.get(of("review-context", review)))
    brief = client.get(of("review-context-file", review, "brief"))
    assert (brief.status_code, "attachment" in brief["Content-Disposition"]) == (200, True)
    assert review.edition in text(brief)


def test_an_edition_that_is_no_longer_there_is_said(staff):
    client, review, _source = on_a_team(edition="2020-01-01-0123456789")
    for name in ("review-figures", "review-context"):
        assert "no longer there" in text(client.get(at(name, review)))
    answer = client.get(at("review-context-file", review, "brief"))
    assert answer.status_code == 404


def test_who_left_is_named_with_the_reason(staff):
    client, review, _source = on_a_team()
    person = member("reviewer", name="Rob Reviewer")
    client.post(at("review-join", review), {"person": str(person.pk), "part": "panel"})
    row = Member.objects.get(person=person)
    sent = {"reason": "Another task.", "version": str(row.version)}
    assert client.post(reverse("review-leave", args=[PLACE, row.pk]), sent).status_code == 302
    page = text(client.get(at("review-team", review)))
    assert "Another task." in page
