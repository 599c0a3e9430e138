"""Cases, the panel and closures in pages: as people go through them, with errors, conflicts and drafts."""

import re
from datetime import date, timedelta
from html import unescape

import pytest
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pypdfium2 import PdfDocument
from tests.casework.assurance.escalation.records import (
    DAY,
    a_case,
    a_decision,
    a_meeting,
    a_service,
    person,
    values,
)
from tests.casework.people import PLACE
from tests.web.casework.escalation_records import a_record

from careplace.casework.assurance.contingency import actions as contingency
from careplace.casework.assurance.contingency.models import ContingencyPlan, ContingencyStep, Vacancy
from careplace.casework.assurance.escalation import actions
from careplace.casework.assurance.escalation.ladder import Ladder, default
from careplace.casework.assurance.escalation.models import EscalationCase
from careplace.casework.assurance.models import Service
from careplace.casework.assurance.panels.models import Decision, Meeting
from careplace.casework.clocks import Clock

MOST_QUERIES = 12


def text(answer) -> str:
    """The words of a page, without its tags."""
    blocks = re.sub(r"</?(dt|dd|li|td|th|p|h\d)\b[^>]*>", " ", answer.content.decode())
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]*>", "", blocks)))


def boxes(name: str, day: date) -> dict[str, str]:
    """What the three boxes of a date send."""
    return {f"{name}_{n}": str(part) for n, part in enumerate((day.day, day.month, day.year))}


def in_days(days: int) -> date:
    """A working day after today."""
    due = Clock(timezone.localdate(), days).due()
    assert due is not None
    return due


def move(client, to: str, **more) -> dict:
    """What the form of a move sends."""
    fields = {"to": to, "owner": str(client.person.pk), "reason": "Two visits below standard"}
    return fields | boxes("review_on", in_days(4)) | more


def test_an_officer_opens_a_case_and_the_service_shows_it(as_role, service):
    client, record = as_role("quality_officer"), service()
    page = reverse("service", args=[PLACE, record.pk])
    assert "Routine monitoring: there is no open case." in text(client.get(page))
    path = reverse("case-open", args=[PLACE, record.pk])
    form = text(client.get(path))
    assert "Enhanced monitoring" in form
    assert "Formal improvement" not in form
    answer = client.post(path, move(client, "enhanced"))
    case = EscalationCase.objects.get()
    assert answer["Location"] == reverse("case", args=[PLACE, case.pk])
    shown = text(client.get(answer["Location"]))
    assert "Case opened: from Routine monitoring to Enhanced monitoring" in shown
    assert "Owner: Ann Smith." in shown
    assert "Level of concern Enhanced monitoring, review on" in text(client.get(page))
    assert client.get(path).status_code == 403
    listed = text(client.get(reverse("cases", args=[PLACE])))
    assert "1 service is above Routine monitoring." in listed
    assert "Review due in 4 working days" in listed


def test_each_level_says_what_it_needs(as_role, service):
    form = text(as_role("team_manager").get(reverse("case-open", args=[PLACE, service().pk])))
    latest = Clock(timezone.localdate(), 10).due()
    assert latest is not None
    words = f"{latest.day} {latest:%B %Y}"
    assert (
        f"until the panel lifts the suspension. Needs an owner, a review by {words}, the panel's decision."
        in form
    )
    assert "What shows that the service has improved?" not in form


def test_what_is_missing_is_next_to_its_field_and_nothing_is_lost(as_role, service):
    client, record = as_role("team_manager"), service()
    sent = move(client, "suspended", owner="") | {"review_on_0": "", "review_on_1": "", "review_on_2": ""}
    answer = client.post(reverse("case-open", args=[PLACE, record.pk]), sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    for field, message in (
        ("owner", "Name the officer who owns the case."),
        ("review_on_0", "Give a review date."),
        ("decision", "Name the panel's decision."),
    ):
        assert f'<a href="#id_{field}">{message}</a>' in unescape(page)
    assert "Two visits below standard" in page
    assert not EscalationCase.objects.exists()


def test_the_panel_decides_and_a_manager_carries_it_out(as_role, service):
    record, manager = service(), as_role("team_manager")
    panel = as_role("panel_member", name="Pia Panel")
    today = timezone.localdate()
    plan = boxes("held_on", today) | {"chair": str(manager.person.pk)}
    manager.post(reverse("meeting-plan", args=[PLACE]), plan)
    meeting = Meeting.objects.get()
    page = reverse("meeting", args=[PLACE, meeting.pk])
    item = {"service": str(record.pk), "title": "House", "why": "Medicines"}
    assert manager.post(reverse("item-add", args=[PLACE, meeting.pk]), item)["Location"] == page
    hold = {"attendees": [str(manager.person.pk), str(panel.person.pk)], "version": "1"}
    assert manager.post(reverse("meeting-step", args=[PLACE, meeting.pk, "hold"]), hold).status_code == 302
    entry = meeting.items.get()
    decide = reverse("decision-add", args=[PLACE, entry.pk])
    assert manager.get(decide).status_code == 403
    sent = {"level": "suspended", "text": "No new placements", "deciders": [str(panel.person.pk)]}
    assert panel.post(decide, sent)["Location"] == page
    decision = Decision.objects.get()
    shown = text(manager.get(page))
    assert "Decision: Placements suspended. No new placements" in shown
    assert "by Pia Panel." in shown
    path = reverse("case-open", args=[PLACE, record.pk])
    answer = manager.post(path, move(manager, "suspended", decision=str(decision.pk)))
    assert answer.status_code == 302
    record.refresh_from_db()
    assert record.state == "suspended"
    case = text(manager.get(answer["Location"]))
    assert "No new people are placed." in case
    assert "It carries out the panel's decision of" in case
    resume = reverse("service-action", args=[PLACE, record.pk, "resume"])
    assert "Lower or close the case" in text(manager.get(resume))
    assert manager.post(resume, {"reason": "x", "version": str(record.version)}).status_code == 403


def test_a_member_who_declared_an_interest_is_not_offered_the_decision(as_role):
    meeting = a_record("meeting", "held")
    panel, item = as_role("panel_member"), meeting.items.get()
    Meeting.objects.filter(pk=meeting.pk).update(attendees=[*meeting.attendees, str(panel.person.pk)])
    declare = reverse("interest-add", args=[PLACE, item.pk])
    sent = {"member": str(panel.person.pk), "interest": "A relative works there"}
    assert panel.post(declare, sent).status_code == 302
    assert "declared no interest in this item" in text(
        panel.get(reverse("decision-add", args=[PLACE, item.pk]))
    )
    assert "Ann Smith declared an interest: A relative works there" in text(
        panel.get(reverse("meeting", args=[PLACE, meeting.pk]))
    )
    other = person("panel_member")
    assert panel.post(declare, sent | {"member": other.person}).status_code == 422


def test_an_overdue_review_is_shown_as_overdue_and_in_force(as_role):
    case = a_case("suspended")
    EscalationCase.objects.filter(pk=case.pk).update(review_on=DAY + timedelta(2))
    client = as_role("auditor")
    manager = as_role("team_manager", name="Mo Manager")
    listed = text(manager.get(reverse("cases", args=[PLACE])))
    assert "1 has an overdue review. An overdue level stays in force until it is reviewed" in listed
    shown = text(manager.get(reverse("case", args=[PLACE, case.pk])))
    assert "Its review is overdue. The level stays in force" in shown
    assert "(overdue)" in text(manager.get(reverse("service", args=[PLACE, case.service_id])))
    assert "Placements suspended" not in text(client.get(reverse("service", args=[PLACE, case.service_id])))


def test_two_people_who_move_a_case_both_see_both_texts(as_role):
    case, first = a_case(), as_role("quality_officer")
    second = as_role("team_manager", name="Bob Jones")
    path = reverse("case-step", args=[PLACE, case.pk, "review"])
    sent = {"owner": str(first.person.pk), "version": "1"} | boxes("review_on", in_days(4))
    assert first.post(path, sent | {"finding": "Text of the first"}).status_code == 302
    answer = second.post(path, sent | {"finding": "Text of the second"})
    assert answer.status_code == 409
    assert "Text of the first" in text(answer)
    assert 'name="version" value="2"' in answer.content.decode()
    assert second.post(path, sent | {"finding": "Text of both", "version": "2"}).status_code == 302


def test_what_was_written_when_the_session_had_ended_is_there_again(as_role):
    case, client = a_case(), as_role("quality_officer")
    path = reverse("case-step", args=[PLACE, case.pk, "close"])
    owner = re.search(r'name="form_owner" value="([^"]*)"', client.get(path).content.decode())
    assert owner
    Client().post(path, {"reason": "Two hours of work", "form_owner": owner[1]})
    assert "Two hours of work" in text(client.get(path))


def test_a_lifted_suspension_lifts_the_service(as_role):
    case, manager = a_case("suspended"), as_role("team_manager")
    decision = a_decision(person("team_manager"), case.service, "formal", DAY)
    path = reverse("case-step", args=[PLACE, case.pk, "lower"])
    sent = move(manager, "formal", version=str(case.version), decision=str(decision.pk))
    assert (
        'href="#id_evidence">Name the evidence of improvement.' in manager.post(path, sent).content.decode()
    )
    assert manager.post(path, sent | {"evidence": "Audit of November"}).status_code == 302
    assert Service.objects.get(pk=case.service_id).state == "active"
    assert "Evidence: Audit of November" in text(manager.get(reverse("case", args=[PLACE, case.pk])))


def test_a_restricted_signal_is_not_in_the_timeline_of_a_panel_member(as_role):
    case, manager = a_case(), as_role("team_manager", name="Mo Manager")
    signal = {"kind": "staffing", "source": "a nurse", "text": "Theft", "sensitivity": "restricted"}
    manager.post(reverse("signal-add", args=[PLACE, case.service_id]), signal | boxes("happened_on", DAY))
    page = reverse("case", args=[PLACE, case.pk])
    assert "Theft" in text(manager.get(page))
    assert "Theft" not in text(as_role("panel_member").get(page))


def test_final_minutes_stay_and_a_correction_is_a_second_version(as_role):
    meeting, manager = a_record("meeting", "correcting"), as_role("team_manager")
    item = meeting.items.get()
    minute = {"minutes": "It has 24 beds.", "version": str(item.version)}
    assert manager.post(reverse("item-step", args=[PLACE, item.pk, "minute"]), minute).status_code == 302
    final = reverse("meeting-step", args=[PLACE, meeting.pk, "finalise"])
    assert manager.post(final, {"version": str(meeting.version)}).status_code == 302
    first, second = (text(manager.get(reverse("minutes", args=[PLACE, meeting.pk, n]))) for n in (1, 2))
    assert "Seen." in first
    assert "There is a later version." in first
    assert "It has 24 beds." in second
    assert "Corrected: Beds" in second
    assert manager.get(reverse("minutes", args=[PLACE, meeting.pk, 3])).status_code == 404
    pdf = manager.get(reverse("minutes-pdf", args=[PLACE, meeting.pk, 2]))
    assert pdf["Content-Type"] == "application/pdf"
    pages = PdfDocument(pdf.content)
    words = " ".join(page.get_textpage().get_text_range() for page in pages)
    for expected in ("Minutes of the panel", "Version 2", "It has 24 beds.", "Corrected: Beds", "Rose House"):
        assert expected in words


def test_the_agenda_of_a_planned_meeting_is_brought_up_to_date(as_role):
    client, planned = as_role("quality_officer"), a_record("meeting", "planned")
    case = a_case()
    path = reverse("meeting-agenda", args=[PLACE, planned.pk])
    assert client.post(path, {"version": str(planned.version)}).status_code == 302
    shown = text(client.get(reverse("meeting", args=[PLACE, planned.pk])))
    assert f"Case: {case.service.name}" in shown
    assert "Raised to Enhanced monitoring on 2 November 2026." in shown
    assert "CQC's latest rating not known" in shown


def test_a_closure_is_planned_counted_and_worked_through(as_role, service):
    client, record = as_role("commissioner"), service()
    page = reverse("contingency", args=[PLACE, record.pk])
    assert "The service has no CQC location" in text(client.get(page))
    client.post(reverse("contingency-plan", args=[PLACE, record.pk]), {"reason": "Notice given"})
    plan = ContingencyPlan.objects.get()
    count = boxes("counted_on", DAY) | {"council_funded": "12", "self_funded": "6", "need_nursing": "17"}
    path = reverse("contingency-plan-step", args=[PLACE, plan.pk, "count"])
    assert client.post(path, count | {"version": "1"}).status_code == 302
    shown = text(client.get(page))
    assert "18 residents, counted on 2 November 2026." in shown
    assert "By who pays there are 18, by need 17: count again." in shown
    assert client.post(path, count | {"version": "2", "need_nursing": "Mrs Smith"}).status_code == 422
    step = ContingencyStep.objects.first()
    assign = {"owner": str(client.person.pk), "version": "1"} | boxes("due_on", DAY)
    assert (
        client.post(reverse("contingency-step", args=[PLACE, step.pk, "assign"]), assign).status_code == 302
    )
    assert "Ann Smith" in text(client.get(page))
    free = {"beds": "3", "source": "home"} | boxes("known_on", DAY)
    vacancy = reverse("vacancy", args=[PLACE, plan.pk, "1-113017405"])
    assert client.post(vacancy, free).status_code == 302
    assert client.post(vacancy, free | {"version": "1", "beds": "0"}).status_code == 302
    assert Vacancy.objects.get().beds == 0


def test_pages_of_many_records_take_few_queries(as_role):
    client, manager = as_role("team_manager"), person("team_manager")
    for _ in range(3):
        case = a_case("suspended")
    for _ in range(2):
        actions.open_case(manager, a_service(manager).pk, values(manager, "enhanced"), DAY)
    planned = a_record("meeting", "planned")
    client.post(reverse("meeting-agenda", args=[PLACE, planned.pk]), {"version": str(planned.version)})
    contingency.make_plan(manager, case.service_id, "Notice given", DAY)
    pages = {
        "cases": reverse("cases", args=[PLACE]),
        "case": reverse("case", args=[PLACE, case.pk]),
        "raise": reverse("case-step", args=[PLACE, case.pk, "lower"]),
        "service": reverse("service", args=[PLACE, case.service_id]),
        "meetings": reverse("meetings", args=[PLACE]),
        "planned": reverse("meeting", args=[PLACE, planned.pk]),
        "held": reverse("meeting", args=[PLACE, a_record("meeting", "final").pk]),
        "contingency": reverse("contingency", args=[PLACE, case.service_id]),
    }
    counts = {}
    for name, page in pages.items():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(page).status_code == 200
        counts[name] = len(queries)
    assert max(counts.values()) <= MOST_QUERIES, counts


@pytest.mark.parametrize("state", ["planned", "held"])
def test_a_meeting_is_printed_without_what_is_only_for_the_screen(as_role, state):
    page = as_role("team_manager").get(reverse("meeting", args=[PLACE, a_record("meeting", state).pk]))
    assert '<ul class="govuk-list cp-noprint">' in page.content.decode()


def test_a_council_uses_its_own_ladder(as_role, service):
    levels = default().levels
    ours = Ladder(
        id="ours", version=2, title="Ours", source="The council", illustrative=False,
        levels=(levels[0], levels[3].model_copy(update={"key": "embargo", "title": "Embargo", "raise_needs": ("owner",)})),
    )  # fmt: skip
    record, manager = service(), as_role("team_manager")
    with override_settings(LADDER=ours):
        answer = manager.post(reverse("case-open", args=[PLACE, record.pk]), move(manager, "embargo"))
        assert answer.status_code == 302
        assert "Embargo" in text(manager.get(answer["Location"]))
    case = EscalationCase.objects.get()
    assert (case.level, case.ladder, case.ladder_version, case.placements) == (
        "embargo",
        "ours",
        2,
        "suspended",
    )


def test_a_meeting_of_the_demonstration_can_be_held(as_role):
    meeting = a_meeting(person("team_manager"), state="planned")
    client = as_role("quality_officer")
    path = reverse("meeting-step", args=[PLACE, meeting.pk, "hold"])
    assert "Who attended?" in text(client.get(path))
    answer = client.post(path, {"version": "1", "attendees": [str(client.person.pk)]})
    assert "The chair attends." in text(answer)
