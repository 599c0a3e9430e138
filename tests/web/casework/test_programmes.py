"""Pages of programmes: who sees what in which state, what they say, forms, files and the paper."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from tests.casework.people import OTHER_PLACE, PLACE
from tests.casework.programmes import records
from tests.casework.programmes.local import records as local_records
from tests.casework.programmes.survey.records import draft
from tests.web.casework.access_programmes import EVALUATORS, RECORD_PAGES, STATES
from tests.web.casework.refusals import refused

from careplace.casework.programmes.local.models import LocalFigures, LocalMeasure
from careplace.casework.programmes.models import Estimate, EstimateProgress, Outcome, Programme, Wave
from careplace.casework.programmes.progress import report
from careplace.casework.programmes.publication.models import BoardPaper
from careplace.casework.programmes.states import PROGRAMME

READ_ONLY = (
    *("programme", "programme-paper", "programme-paper-pdf", "programme-estimate", "estimate-page"),
    *("programme-survey", "local-outcome", "local-figures", "local-figures-table"),
)
GROUPED = {
    "grouped_by": ["Role"],
    "group_counts": [[["Nurse"], [6, 4, 10, 20, 13]], [["Care, home"], [4, 10, 10, 40, 30]]],
}
SENT_EMPTY = {"estimate-ask": 302, "estimate-ask-all": 302}
"""{page whose form has no field: what it answers}; the form of a first publication is refused for what keeps it back."""


def whole(state="locked", place=PLACE) -> dict:
    """{kind of record: a record} of a programme in a state with one of each part."""
    evaluator = records.evaluator(place)
    programme = records.programme(evaluator)
    parts = {
        "outcome": records.outcome(evaluator, programme),
        "milestone": records.milestone(evaluator, programme),
        "wave": records.wave(evaluator, programme, [10, 14, 20, 60, 43], **GROUPED),
        "item": records.item(evaluator, programme, "cost", 90, 100, 110),
        "survey": draft(evaluator, programme),
    }
    parts["local"] = local_records.described(evaluator, programme)
    parts["figures"] = local_records.entered(evaluator, parts["local"])
    parts["question"] = parts["survey"].questions.get()
    parts["paper"] = BoardPaper(
        programme=programme, place=place, state="published", published_version=1, published_on=records.TODAY
    )
    parts["paper"].save()
    fields = {"edition": "2026-11-01", "sentences": ["It shows no clear difference."], "page": "<p>Whole</p>"}
    estimate = Estimate(
        outcome=parts["outcome"],
        place=place,
        state="done",
        protocol_sha256="0" * 64,
        picture="<b>P</b>",
        **fields,
    )
    estimate.save()
    if state != "drafting":
        programme = records.protocol.lock(evaluator, programme.pk, programme.version, records.TODAY)
    Programme.objects.filter(pk=programme.pk).update(state=state)
    return parts | {"programme": Programme.objects.get(pk=programme.pk), "estimate": estimate}


def address(name: str, rows: dict, place: str = PLACE) -> str:
    """The address of a page of these records."""
    page, _, word = name.partition(" ")
    kind = word.partition("-")[0] if page == "programme-part" else KINDS.get(page, "programme")
    return reverse(page, args=[place, rows[kind].pk, *([word] if word else [])])


KINDS = {
    "estimate-ask": "outcome",
    "local-outcome": "local",
    "local-outcome-edit": "local",
    "local-figures-add": "local",
    "local-figures-table": "local",
    "local-figures": "figures",
    "programme-estimate": "estimate",
    "estimate-page": "estimate",
    "programme-paper-correct": "paper",
    "programme-paper-withdraw": "paper",
    "programme-survey": "survey",
    "programme-question-add": "survey",
    "programme-question-remove": "question",
    "programme-survey-step": "survey",
}
"""{page: the kind of record whose id is in its address}, where it is no programme's."""


def text_of(page: str) -> str:
    """A page without its tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", "", page))


def test_the_table_has_every_state():
    assert tuple(PROGRAMME.states) == STATES


@pytest.mark.parametrize("state", STATES)
def test_each_role_sees_and_sends_in_each_state_what_the_table_says(every_role, state):
    rows = whole(state)
    for name, states in RECORD_PAGES.items():
        path = address(name, rows)
        for role, client in every_role.items():
            seen = role in states[state]
            assert client.get(path).status_code == (200 if seen else refused(role)), (role, name)
            answer = SENT_EMPTY.get(name, 422) if seen else refused(role)
            sent = client.post(path, {}).status_code
            assert sent == (405 if name in READ_ONLY else answer), (role, name)


@pytest.mark.parametrize("name", RECORD_PAGES)
def test_another_places_programme_is_not_there(as_role, name):
    client, rows = as_role("evaluator"), whole("locked", OTHER_PLACE)
    assert client.get(address(name, rows)).status_code == 404
    assert client.get(address(name, rows, OTHER_PLACE)).status_code == 404


def test_a_programme_is_written_locked_and_opened_on_the_pages(as_role):
    client = as_role("evaluator")
    form = {
        "name": "Home first",
        "purpose": "Sooner home.",
        "event": "2018-01",
        "protocol": "Fewer delayed days.",
    }
    form |= {
        "starts_on_0": "1",
        "starts_on_1": "1",
        "starts_on_2": "2018",
        "left_out": "E08000012\nE08000035\n",
        "comparators": "all",
    }
    sent = client.post(reverse("programme-add", args=[PLACE]), form)
    programme = Programme.objects.get()
    assert (sent.status_code, programme.left_out) == (302, ["E08000012", "E08000035"])
    outcome = {"theme": "discharge", "measure": records.MEASURE, "breakdown": "all", "hoped": "lower"}
    client.post(address("outcome-add", {"programme": programme}), outcome)
    page = client.get(sent.url).content.decode()
    assert "Registered before outcomes were seen." in page
    assert "Open this outcome" not in page
    client.post(address("programme-lock", {"programme": programme}), {"version": programme.version})
    assert "Open this outcome" in client.get(sent.url).content.decode()
    asked = client.post(address("estimate-ask", {"outcome": Outcome.objects.get()}))
    assert "is calculated in the background" in text_of(client.get(asked.url).content.decode())


def test_a_code_that_is_none_is_said_at_its_field(as_role):
    client, rows = as_role("evaluator"), whole("drafting")
    sent = client.post(address("programme-edit", rows), _rewritten(rows, left_out="Leeds"))
    assert sent.status_code == 422
    assert "“Leeds” is no code of a council" in sent.content.decode()


def _rewritten(rows: dict, **values) -> dict:
    """The form of a programme, written again."""
    form = {"name": "Another", "purpose": "x", "event": "2018-01", "protocol": "y", "left_out": "E08000035"}
    form |= {"starts_on_0": "1", "starts_on_1": "1", "starts_on_2": "2018", "comparators": "all"}
    return form | {"version": rows["programme"].version} | values


def test_councils_are_chosen_by_name(as_role):
    client, rows = as_role("evaluator"), whole("drafting")
    form = _rewritten(rows, comparators="named", compared_with="E08000003\n")
    assert client.post(address("programme-edit", rows), form).status_code == 302
    changed = Programme.objects.get()
    assert (changed.comparators, changed.compared_with) == ("named", ["E08000003"])


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"comparators": "named", "compared_with": "E08000035"}, "had such a programme too, so it cannot be"),
        ({"comparators": "named"}, "Name the councils to compare with."),
        ({"compared_with": "E08000003"}, "Choose “Councils chosen by name”, or empty this list."),
    ],
)
def test_councils_that_cannot_be_compared_with_are_said_at_their_field(as_role, values, says):
    client, rows = as_role("evaluator"), whole("drafting")
    sent = client.post(address("programme-edit", rows), _rewritten(rows, **values))
    assert sent.status_code == 422
    assert says in text_of(sent.content.decode())


def test_the_page_says_with_which_councils_it_is_compared(as_role):
    client, rows = as_role("evaluator"), whole("drafting")
    every = "All councils that did not have such a programme"
    assert every in text_of(client.get(address("programme", rows)).content.decode())
    assert f"Compared with: {every}." in text_of(
        client.get(address("programme-paper", rows)).content.decode()
    )
    Programme.objects.update(comparators="named", compared_with=["E99999999"])
    for name in ("programme", "programme-paper"):
        page = text_of(client.get(address(name, rows)).content.decode())
        assert "Councils chosen by name: E99999999" in page


def _wave(**values) -> dict:
    usual = {"theme": "experience", "question": "Another question", "asked_of": "All", "agree": "1"}
    usual |= {"held_on_0": "1", "held_on_1": "10", "held_on_2": "2026", "scale": "No\nYes"}
    return usual | values


def test_answers_are_counted_from_a_file_and_its_other_columns_are_not_kept(as_role):
    client, rows = as_role("evaluator"), whole()
    file = SimpleUploadedFile("answers.csv", b"name,answer\nzebra,Yes\nlion,No\ntiger,yes\n", "text/csv")
    sent = client.post(address("programme-part-add waves", rows), _wave(answers=file))
    assert sent.status_code == 302
    wave = Wave.objects.get(question="Another question")
    assert wave.counts == [1, 2]
    assert "zebra" not in str(wave.values())


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"answers": b"answer\nPerhaps\n"}, "row 2: “Perhaps”"),
        ({"answers": b"answer\nYes\n", "counts": "1\n2"}, "Give counts or a file, not both."),
        ({"counts": "1\ntwo"}, "Enter a whole number on each line."),
        ({"counts": "1"}, "Give 2 counts"),
    ],
)
def test_a_wave_that_is_wrong_says_where(as_role, values, says):
    client, rows = as_role("evaluator"), whole()
    if "answers" in values:
        values = values | {"answers": SimpleUploadedFile("answers.csv", values["answers"], "text/csv")}
    sent = client.post(address("programme-part-add waves", rows), _wave(**values))
    assert sent.status_code == 422
    assert says in sent.content.decode()
    assert not Wave.objects.filter(question="Another question").exists()


def weigh(client, rows, frame: str):
    wave = rows["wave"]
    return client.post(address("programme-part wave-weight", rows), {"frame": frame, "version": wave.version})


def test_a_wave_is_weighted_by_who_was_asked_in_each_group(as_role):
    client, rows = as_role("evaluator"), whole()
    page = client.get(address("programme-part wave-weight", rows)).content.decode()
    assert "Nurse, \n&#34;Care, home&#34;, " in page.replace("&quot;", "&#34;")
    assert weigh(client, rows, 'Nurse, 200, 150\n"Care, home", 100').status_code == 302
    assert Wave.objects.get(pk=rows["wave"].pk).frame == [[["Nurse"], 200, 150], [["Care, home"], 100, None]]
    page = text_of(client.get(address("programme", rows)).content.decode())
    assert "Weighted by role to everybody who could have been asked" in page
    assert "Nurse 53 of 150 (35%); Care, home 94 of 100 (94%)" in page
    page = client.get(address("programme-part wave-weight", rows)).content.decode()
    assert "Nurse, 200, 150\n" in page


@pytest.mark.parametrize(
    ("frame", "says"),
    [
        ("Nurse, many", "“Nurse, many”: write how many people it has"),
        ("Nurse\nCare home, 5, 4, 3", "“Care home, 5, 4, 3”: write how many people it has"),
        ("Nurse, 200", "“Care, home” has answers (94) and is not in the frame."),
    ],
)
def test_a_frame_that_is_wrong_says_where(as_role, frame, says):
    client, rows = as_role("evaluator"), whole()
    sent = weigh(client, rows, frame)
    assert sent.status_code == 422
    assert says in text_of(sent.content.decode())


def test_counts_without_groups_cannot_be_weighted_and_the_page_says_why(as_role):
    client, rows = as_role("evaluator"), whole()
    Wave.objects.update(grouped_by=[], group_counts=[])
    assert "wave-weight" not in client.get(address("programme", rows)).content.decode()
    refusal = client.get(address("programme-part wave-weight", rows))
    assert refusal.status_code == 403
    assert "it cannot be weighted" in refusal.content.decode()


def test_groups_are_counted_from_the_columns_that_are_named(as_role):
    client, rows = as_role("evaluator"), whole()
    file = SimpleUploadedFile(
        "answers.csv", b"name,Role,answer\nzebra,Nurse,Yes\nlion,Nurse,No\n", "text/csv"
    )
    sent = client.post(address("programme-part-add waves", rows), _wave(answers=file, grouped_by="Role"))
    assert sent.status_code == 302
    wave = Wave.objects.get(question="Another question")
    assert (wave.grouped_by, wave.group_counts) == (["Role"], [[["Nurse"], [1, 1]]])
    assert "zebra" not in str(wave.values())


def test_other_columns_need_the_file_again(as_role):
    client, rows = as_role("evaluator"), whole()
    sent = client.post(address("programme-part-add waves", rows), _wave(counts="5\n6", grouped_by="Role"))
    assert sent.status_code == 422
    assert "upload it with this change" in text_of(sent.content.decode())


def test_the_paper_has_its_sections_and_its_pdf(as_role):
    client, rows = as_role("evaluator"), whole()
    page = client.get(address("programme-paper", rows)).content.decode()
    places = [
        page.index(f"<h2>{title}</h2>") for title in ("Delays in discharge", "Experience", "Partnership")
    ]
    assert places == sorted(places)
    assert "<b>P</b>" in page
    pdf = client.get(address("programme-paper-pdf", rows))
    assert pdf.content.startswith(b"%PDF")


def test_a_protocol_that_was_changed_behind_our_back_is_said(as_role):
    client, rows = as_role("evaluator"), whole()
    Programme.objects.update(event="2016-01")
    assert "The protocol is not what was locked" in client.get(address("programme", rows)).content.decode()


def test_the_list_says_where_there_is_none(as_role):
    assert (
        "No programme is evaluated yet."
        in as_role("evaluator").get(reverse("programmes", args=[PLACE])).content.decode()
    )


@pytest.mark.parametrize(("role", "there"), [("evaluator", True), ("team_manager", False)])
def test_evaluators_alone_have_the_link(as_role, role, there):
    today = as_role(role).get(reverse("today", args=[PLACE])).content.decode()
    assert (">Programmes</a>" in today) == there


DESCRIPTION = {
    "theme": "technology",
    "hoped": "higher",
    "title": "People with telecare",
    "numerator": "People with a pendant",
    "unit": "people",
    "counts_people": "yes",
    "period_type": "month",
    "design": "alone",
    "source": "The telecare team",
}


def test_a_local_outcome_is_described_and_no_page_shows_a_figure_before_the_lock(as_role):
    client, rows = as_role("evaluator"), whole("drafting")
    sent = client.post(address("local-outcome-add", rows), DESCRIPTION)
    local = LocalMeasure.objects.get(title="People with telecare")
    rows["local"] = local
    assert "Local: counted by the council; not published." in text_of(client.get(sent.url).content.decode())
    figures = {"typed": "period,value\n2016-01,98765\n2016-02,98766\n", "seen": "0"}
    assert client.post(address("local-figures-add", rows), figures).status_code == 302
    rows["figures"] = local.figures.get()
    for name, states in RECORD_PAGES.items():
        page = client.get(address(name, rows))
        assert page.status_code == (200 if states["drafting"] == EVALUATORS else 403), name
        assert b"9876" not in b"".join(page), name
    client.post(address("programme-lock", rows), {"version": rows["programme"].version})
    assert "98765" in client.get(sent.url).content.decode()
    assert b"98765" in b"".join(client.get(address("local-figures", rows)))
    assert "2016-02,E08000026,98766" in client.get(address("local-figures-add", rows)).content.decode()


def test_a_description_is_changed_until_it_has_figures(as_role):
    client, rows = as_role("evaluator"), whole("drafting")
    client.post(address("local-outcome-add", rows), DESCRIPTION)
    rows["local"] = LocalMeasure.objects.get(title="People with telecare")
    assert "People with a pendant" in client.get(address("local-outcome-edit", rows)).content.decode()
    form = DESCRIPTION | {"title": "Telecare", "version": rows["local"].version}
    assert client.post(address("local-outcome-edit", rows), form).status_code == 302
    assert LocalMeasure.objects.get(pk=rows["local"].pk).title == "Telecare"


def test_every_fault_of_a_file_is_said_and_what_was_there_stays(as_role):
    client, rows = as_role("evaluator"), whole()
    file = SimpleUploadedFile("figures.csv", b"period,value\n2016-13,5\n2016-02,x\n", "text/csv")
    sent = client.post(address("local-figures-add", rows), {"file": file, "seen": "1"})
    page = text_of(sent.content.decode())
    assert sent.status_code == 422
    assert "row 2, column period: found 2016-13; expected a month such as 2026-03" in page
    assert "row 3, column value: found x; expected a number of at least 0" in page
    assert LocalFigures.objects.get() == rows["figures"]


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({}, "Choose a file, or type the figures: one of them."),
        ({"typed": "period,area,value\n"}, "Choose a file, or type the figures: one of them."),
        ({"typed": "period,value\n2016-01,4", "seen": "0"}, "A colleague entered version 1 meanwhile"),
        ({"typed": "period,value\n" + "2016-13,4\n" * 120}, "and 20 more: correct these first."),
    ],
)
def test_figures_that_are_not_taken_say_why(as_role, values, says):
    client, rows = as_role("evaluator"), whole()
    sent = client.post(address("local-figures-add", rows), {"seen": "1"} | values)
    assert (sent.status_code, LocalFigures.objects.count()) == (422, 1)
    assert says in text_of(sent.content.decode())


def test_a_file_is_taken_while_the_box_has_the_latest_figures(as_role):
    client, rows = as_role("evaluator"), whole()
    page = client.get(address("local-figures-add", rows)).content.decode()
    typed = re.search(r"<textarea[^>]*>(.*?)</textarea>", page, re.DOTALL)[1].lstrip()
    assert typed.count("\n") == 37
    same = client.post(address("local-figures-add", rows), {"typed": typed, "seen": "1"})
    assert same.status_code == 422
    file = SimpleUploadedFile("later.csv", b"period,value\n2016-01,50\n2016-02,51\n", "text/csv")
    sent = client.post(address("local-figures-add", rows), {"file": file, "typed": typed, "seen": "1"})
    assert sent.status_code == 302
    assert [row.file for row in rows["local"].figures.all()] == ["later.csv", "figures.csv"]
    more = typed + "2019-01,E08000026,60\n"
    assert client.post(address("local-figures-add", rows), {"typed": more, "seen": "2"}).status_code == 302


def _waiting(rows: dict, step: str = "", ago: timedelta = timedelta(0)) -> Estimate:
    """The programme's estimate as one that waits, or whose step began so long ago."""
    Estimate.objects.update(state="waiting")
    if step:
        report(rows["estimate"], step)
        EstimateProgress.objects.update(seen_at=timezone.now() - ago)
    return rows["estimate"]


@pytest.mark.parametrize(
    ("step", "ago", "says"),
    [
        ("", timedelta(0), "It waits for its turn since"),
        ("synthetic control", timedelta(minutes=2), "Now: synthetic control, since"),
        ("synthetic control", timedelta(minutes=11), "nothing of it was kept: run it again. Run it again"),
    ],
)
def test_the_page_of_an_estimate_says_how_far_it_is(as_role, step, ago, says):
    client, rows = as_role("evaluator"), whole()
    _waiting(rows, step, ago)
    assert says in text_of(client.get(address("programme-estimate", rows)).content.decode())
    page = text_of(client.get(address("programme", rows)).content.decode())
    assert ("In the background: 1 outcome of 2." in page) == (ago < timedelta(minutes=10))
    assert ("The calculation stopped before its end" in page) == (ago > timedelta(minutes=10))


def test_every_outcome_is_opened_at_once_and_each_says_which_it_is(as_role):
    client, rows = as_role("evaluator"), whole()
    assert client.post(address("estimate-ask-all", rows)).status_code == 302
    waiting = Estimate.objects.filter(state="waiting").order_by("created_at")
    pages = [client.get(address("programme-estimate", {"estimate": one})).content.decode() for one in waiting]
    assert ["outcome 1 of 2" in pages[0], "outcome 2 of 2" in pages[1]] == [True, True]
    again = client.post(address("estimate-ask-all", rows))
    assert again.status_code == 422
    assert "Every outcome is being calculated" in again.content.decode()


def test_pages_of_programmes_make_few_queries(as_role):
    client, rows = as_role("evaluator"), whole()
    for name in ("programme", "programme-paper", "local-outcome", "programme-estimate", "local-figures-add"):
        with CaptureQueriesContext(connection) as queries:
            client.get(address(name, rows))
        assert len(queries) <= 12, (name, [query["sql"][:90] for query in queries])
