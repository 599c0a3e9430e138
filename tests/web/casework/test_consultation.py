"""Pages of consultations: who sees what in which state, and a consultation from its draft to the public report."""

import json

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from lxml import html
from tests.casework.consultation.records import a_consultation, a_response, by_words, manager
from tests.casework.people import OTHER_PLACE, PLACE
from tests.web.casework.access_consultation import CONSULTATION_PAGES, PART_PAGES, READ_ONLY, RUNNERS, STATES
from tests.web.casework.refusals import refused

from careplace.casework.audit.models import Event, PersonalText
from careplace.casework.consultation import actions, imports, responses
from careplace.casework.consultation.models import Consultation, Original, Question, Response, ResponseFile
from careplace.casework.consultation.states import CONSULTATION, RESPONSE
from careplace.publications.store import Store


@pytest.fixture
def home(staff):
    return settings.CAREPLACE.home


def parts(record: Consultation) -> dict[str, object]:
    """{page of a part: its id}: the parts of a consultation, in their first states, whatever state it is in."""
    acting, state = manager(record.place), record.state
    Consultation.objects.filter(pk=record.pk).update(state="open")
    response = a_response(record, acting, why="Ring Mrs Smith")
    answer = response.answers.get(question__kind="text")
    responses.mark_read(acting, answer.pk, 1, "Ring [name]")
    theme = actions.add_theme(acting, record.pk, {"number": 1, "statement": "Buses", "outcome": "More"})
    batch = imports.upload(acting, record.pk, "r.csv", b"Do you agree?,Why?\nAgree,Yes\nDisagree,No\n")
    Consultation.objects.filter(pk=record.pk).update(state=state)
    question = by_words(record)["Do"]
    kinds = {
        "question": question,
        "theme": theme,
        "answer": answer,
        "original": answer.original,
        "response-file": batch,
    }

    def id_of(page: str) -> object:
        name = page.split()[0]
        for ending in ("-change", "-read", "-discard"):
            name = name.removesuffix(ending)
        return kinds.get(name, response).pk

    return {page: id_of(page) for page in PART_PAGES}


def address(name: str, id: object, place: str = PLACE) -> str:
    page, _, action = name.partition(" ")
    return reverse(page, args=[place, id, *([action] if action else [])])


def test_the_table_has_every_state_and_step():
    assert tuple(CONSULTATION.states) == STATES
    steps = {name.split()[1] for name in CONSULTATION_PAGES if " " in name}
    assert steps == {transition.action for transition in CONSULTATION.transitions} - {"plan"}
    decisions = {name.split()[1] for name in PART_PAGES if name.startswith("response-decision")}
    assert decisions == {transition.action for transition in RESPONSE.transitions} - {"receive", "repeat"}


@pytest.mark.parametrize("state", STATES)
def test_each_role_sees_and_sends_in_each_state_what_the_table_says(every_role, home, state):
    record = a_consultation(home, state)
    # No step that a form without fields would take.
    pages = {name: (roles, record.pk) for name, roles in CONSULTATION_PAGES.items()}
    ids = parts(record)
    Response.objects.filter(consultation=record).update(state="received")
    pages |= {name: (roles or {}, ids[name]) for name, roles in PART_PAGES.items()}
    for name, (states, id) in pages.items():
        for role, client in every_role.items():
            seen = role in states.get(state, ()) and name != "consultation-step publish"
            assert client.get(address(name, id)).status_code == (200 if seen else refused(role)), (role, name)
            if name != "response-repeat":
                sent = client.post(address(name, id), {}).status_code
                assert sent == (405 if name in READ_ONLY else 422 if seen else refused(role)), (role, name)
    record.refresh_from_db()
    assert record.state == state


def test_consultations_of_another_place_do_not_exist_there_or_here(every_role, home):
    record = a_consultation(home, acting=manager(OTHER_PLACE))
    ids = dict.fromkeys(CONSULTATION_PAGES, record.pk) | parts(record)
    for name, id in ids.items():
        for role, client in every_role.items():
            assert client.get(address(name, id, OTHER_PLACE)).status_code == 404, (role, name)
            expected = 404 if role in RUNNERS else refused(role)
            assert client.get(address(name, id)).status_code == expected, (role, name)


def sent(client, name: str, id: object = None, follow: bool = True, **fields):
    path = reverse(name, args=[PLACE]) if id is None else address(name, id)
    answer = client.post(path, fields, follow=follow)
    assert answer.status_code == 200, answer.content.decode()
    return answer.content.decode()


def dated(name: str, day) -> dict[str, str]:
    return {f"{name}_0": str(day.day), f"{name}_1": str(day.month), f"{name}_2": str(day.year)}


def test_from_the_draft_to_you_said_we_did_on_the_public_site(as_role, home):
    client, today = as_role("team_manager"), timezone.localdate()
    words = {
        "title": "Buses",
        "organisation": "Northmoor",
        "about": "Buses.",
        "privacy": "A year.",
        "smallest_group": "5",
    }
    sent(client, "consultation-add", **words)
    record = Consultation.objects.get()
    page = sent(client, "question-add", record.pk, words="Agree?", kind="one", choices="Yes\nNo", number="1")
    assert "Agree?" in page
    sent(client, "question-add", record.pk, words="Why?", kind="text", number="2")
    page = client.post(
        address("question-add", record.pk), {"words": "X?", "kind": "one", "choices": "Yes", "number": "3"}
    )
    assert page.status_code == 422
    days = dated("opens_on", today) | dated("closes_on", today)
    sent(client, "consultation-step open", record.pk, version="1", **days)
    record.refresh_from_db()
    published = Store(home).versions(record.publication)[0]
    asked = json.loads(Store(home).content(published, "questions.json"))["questions"]
    assert [question["words"] for question in asked] == ["Agree?", "Why?"]
    ids = {question.words: str(question.pk) for question in Question.objects.all()}
    for number in range(30):
        own = {ids["Why?"]: "Mrs Zander told me."} if number == 0 else {}
        sent(
            client,
            "response-add",
            record.pk,
            **{ids["Agree?"]: "yes" if number < 20 else "no"},
            **own,
            **dated("received_on", today),
        )
    first = Response.objects.get(answers__text__contains="Zander")
    page = client.get(address("response", first.pk)).content.decode()
    assert "[name] told me." in page
    assert "Zander" not in page
    for response in Response.objects.all():
        sent(client, "response-decision accept", response.pk, version="1")
    page = client.get(address("consultation-results", record.pk)).content.decode()
    assert "30 of 30 answered." in page
    assert "67%" in page
    sent(client, "consultation-step close", record.pk, version="2", reason="The day has come.")
    sent(client, "theme-add", record.pk, number="1", statement="The bus is late.", outcome="Another bus.")
    sent(
        client,
        "consultation-step write-report",
        record.pk,
        version="3",
        introduction="Thank you.",
        group_by="",
    )
    sent(client, "consultation-step publish", record.pk, version="4")
    results = Store(home).versions(f"{record.publication}-results")
    report = Store(home).content(results[0], "index.html").decode()
    assert "The bus is late." in report
    assert "<td>20</td>" in report
    assert headings(report)[:4] == [
        "h2 You said, we did",
        "h3 You said",
        "h3 We did",
        "h2 What people answered",
    ]
    questions = Store(home).content(published, "index.html").decode()
    assert headings(questions)[0] == "h2 How to respond"
    assert [f.name for f in results[0].files] == ["chart-1.png", "index.html", "results.csv", "results.json"]
    sent(
        client, "consultation-step correct", record.pk, version="5", introduction="Many thanks.", note="Words"
    )
    later = Store(home).versions(f"{record.publication}-results")[1]
    first_counts, later_counts = (Store(home).content(v, "results.csv") for v in (results[0], later))
    assert first_counts == later_counts
    assert client.get(address("response-decision set-aside", first.pk)).status_code == 403


def headings(page: str) -> list[str]:
    """The headings of a publication, which stand below the h1 of its page."""
    elements = html.fragment_fromstring(page, create_parent=True).iter("h2", "h3", "h4")
    return [f"{element.tag} {element.text_content()}" for element in elements]


def test_reading_an_answer_seals_it_as_it_came_and_reading_that_is_recorded(as_role, home):
    client, record = as_role("team_manager"), a_consultation(home)
    response = a_response(record, why="Mrs Smith is unkind, and so is Bob.")
    answer = response.answers.get(question__kind="text")
    page = client.get(address("answer-read", answer.pk)).content.decode()
    assert "Bob" in page
    added = client.post(address("answer-read", answer.pk), {"version": "1", "text": "[name] is very unkind"})
    assert added.status_code == 422
    sent(client, "answer-read", answer.pk, version="1", text="[name] is unkind, and so is [name].")
    sealed = Original.objects.get()
    page = client.get(address("response", response.pk)).content.decode()
    assert "Bob" not in page
    assert "[name] is unkind, and so is [name]." in page
    assert "Bob" not in client.get(address("original", sealed.pk)).content.decode()
    opened = client.post(address("original", sealed.pk), {"reason": "A complaint"}).content.decode()
    assert "Mrs Smith is unkind, and so is Bob." in opened
    event = Event.objects.get(action="read-original")
    assert (event.record, event.person) == (str(sealed.pk), str(client.person.pk))
    texts = " ".join(PersonalText.objects.values_list("text", flat=True)) + " ".join(
        text for pair in Event.objects.values_list("before", "after") for text in pair
    )
    assert "Bob" not in texts


def test_a_file_is_imported_without_the_columns_that_name_people(as_role, home):
    client, record = as_role("team_manager"), a_consultation(home)
    rows = [
        "Ident 1,Ident 2,Ident 3,Ident 4",
        "Your name,Do you agree?,Why? - Why?,Area",
        "zebra,agree,Far,North",
    ]
    content = "\n".join([*rows, "lantern,Disagree,,South", ",Agree,Near,North"])
    file = SimpleUploadedFile("zebra lantern.csv", content.encode(), "text/csv")
    page = client.post(address("responses-import", record.pk), {"file": file}, follow=True).content.decode()
    assert "Your name: it may name people" in page
    batch = ResponseFile.objects.get()
    stored = json.dumps([*ResponseFile.objects.values()], default=str)
    assert "zebra" not in stored
    ids = {question.words: str(question.pk) for question in record.questions.all()}
    columns = {"column_0": ids["Do you agree?"], "column_1": ids["Why?"], "column_2": "new", "person_2": "on"}
    other = columns | {"column_0": ids["How do you travel?"], "version": "1"}
    wrong = client.post(address("response-file", batch.pk), other)
    assert wrong.status_code == 422
    assert not Response.objects.exists()
    sent(client, "response-file", batch.pk, version="1", **columns)
    assert Response.objects.count() == 3
    area = Question.objects.get(words="Area")
    assert (area.about_person, area.choices) == (True, "North\nSouth")
    batch.refresh_from_db()
    assert (batch.state, batch.columns) == ("imported", [])
    again = client.post(
        address("responses-import", record.pk), {"file": SimpleUploadedFile("r.csv", content.encode())}
    )
    assert again.status_code == 422


def test_a_file_that_was_not_imported_can_be_deleted(as_role, home):
    client, record = as_role("team_manager"), a_consultation(home)
    batch = imports.upload(manager(), record.pk, "r.csv", b"Why?\nFar\nNear\n")
    sent(client, "response-file-discard", batch.pk, version="1")
    batch.refresh_from_db()
    assert (batch.state, batch.columns) == ("discarded", [])


def test_many_responses_are_accepted_at_once_and_those_like_others_only_when_ticked(as_role, home):
    client, record = as_role("team_manager"), a_consultation(home)
    letter = "Please keep the centre open, because my mother meets her friends there every Tuesday afternoon."
    acting = manager()
    alike = [a_response(record, acting, why=letter) for _ in range(2)]
    others = [a_response(record, acting, why=f"Reason {n}") for n in range(3)]
    path = address("responses-accept", record.pk)
    page = html.fromstring(client.get(path).content)
    ticked = [box.get("value") for box in page.xpath("//input[@name='responses'][@checked]")]
    assert sorted(ticked) == sorted(str(response.pk) for response in others)
    assert "5 wait for a decision" in page.text_content()
    assert page.text_content().count(", like others") == 2
    sent(client, "responses-accept", record.pk, responses=ticked)
    assert Response.objects.filter(state="accepted").count() == 3
    assert client.post(path, {"responses": [*ticked, str(alike[0].pk)]}).status_code == 422
    assert Response.objects.filter(state="accepted").count() == 3
    assert "Decide about the 2 that wait" in client.get(address("responses", record.pk)).content.decode()


def test_the_same_person_counts_once(as_role, home):
    client, record = as_role("team_manager"), a_consultation(home)
    letter = "Please keep the centre open, because my mother meets her friends there every Tuesday afternoon."
    first, second = (a_response(record, why=letter) for _ in range(2))
    page = client.get(address("responses-alike", record.pk)).content.decode()
    assert first.label in page
    assert second.label in page
    sent(client, "response-decision accept", first.pk, version="1")
    sent(client, "response-repeat", second.pk, version="1", first=str(first.pk))
    assert "1 response counts" in client.get(address("consultation-results", record.pk)).content.decode()
    other = client.post(address("response-repeat", second.pk), {"version": "2", "first": str(first.pk)})
    assert other.status_code == 403


def test_questions_are_imported_into_a_draft_and_what_has_none_is_refused(as_role, home):
    client, record = as_role("team_manager"), a_consultation(home, "draft")
    path = address("questions-import", record.pk)
    one = SimpleUploadedFile("q.json", b'{"question_number": 1, "question_text": "Should it be banned?"}')
    assert "Should it be banned?" in client.post(path, {"file": one}, follow=True).content.decode()
    themes = SimpleUploadedFile("t.json", b'[{"topic_label": "Ban", "topic_description": "x"}]')
    refusal = client.post(path, {"file": themes})
    assert refusal.status_code == 422
    assert "a list of themes" in refusal.content.decode()
