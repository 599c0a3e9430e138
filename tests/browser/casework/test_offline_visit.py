"""A visit recorded without a signal, as the site does not answer: kept, sent, in conflict, unreadable for others."""

import json

import pytest
from tests import sites
from tests.casework.people import PLACE, member

if sites.SITE == sites.FOLDER:
    from tests.browser.casework.fixtures import enter, look_for_barriers, someone
    from tests.casework.assurance.visits.records import whole

    from careplace.casework.assurance.visits import actions
    from careplace.casework.assurance.visits.models import Visit
    from careplace.casework.scope.actor import actor_at

pytestmark = pytest.mark.browser
FOUND = "The lounge was clean and warm."
STORED = """async () => {
    const open = indexedDB.open("careplace-visits");
    const db = await new Promise((done, failed) => { open.onsuccess = () => done(open.result); open.onerror = failed; });
    const all = db.transaction("drafts").objectStore("drafts").getAll();
    const drafts = await new Promise((done) => { all.onsuccess = () => done(all.result); });
    return drafts.map((draft) => [draft.person, new TextDecoder().decode(draft.box), JSON.stringify(draft)]);
}"""


@pytest.fixture
def visit(person):
    """A visit that the person has begun to record."""
    acting = actor_at(person, PLACE)
    planned = actions.plan(acting, person.service.pk, {"kind": "planned", "planned_on": "2026-11-02"})
    with actions.seen(acting, planned.pk, 1) as now:
        return now.change("start", visited_on="2026-11-02", officer_id=acting.person)


@pytest.fixture
def phone(browser_page, person, visit):
    """The page of the visit on a telephone of 375 pixels, opened once with a signal."""
    page = browser_page(375)
    enter(page, person)
    page.goto(f"/places/{PLACE}/visits/{visit.pk}/offline/")
    page.get_by_text("Everything is sent.").wait_for()
    page.evaluate("navigator.serviceWorker.ready")
    page.reload()
    page.get_by_text("Everything is sent.").wait_for()
    return page


def write(page, text: str) -> None:
    page.get_by_role("button", name="Add evidence").click()
    page.get_by_label("What was seen or said?").last.fill(text)
    page.get_by_text("Saved on this device at").wait_for()


def saved_by_a_colleague(visit) -> dict:
    """What a colleague saves of the visit meanwhile."""
    theirs, current = whole(), Visit.objects.get(pk=visit.pk)
    colleague = actor_at(member("quality_officer", name="Cai X"), PLACE)
    actions.record(colleague, visit.pk, current.version, theirs)
    return theirs


def saved(visit) -> dict:
    return Visit.objects.get(pk=visit.pk).record


def test_what_is_written_without_a_signal_survives_a_reload_and_is_sent_once(phone, visit, program):
    program.stop()
    write(phone, FOUND)
    phone.get_by_role("combobox", name="8. Medicines").select_option("Poor")
    phone.get_by_text("Not sent yet").wait_for()
    phone.wait_for_timeout(600)
    phone.reload()
    phone.get_by_role("status").get_by_text("not sent yet").wait_for()
    assert phone.get_by_label("What was seen or said?").input_value() == FOUND
    assert phone.get_by_role("combobox", name="8. Medicines").input_value() == "poor"
    assert saved(visit) == {}
    program.start()
    phone.get_by_role("button", name="Send now").click()
    phone.get_by_text("Sent at").wait_for()
    assert [piece["text"] for piece in saved(visit)["evidence"]] == [FOUND]
    assert saved(visit)["grades"] == {"medicines": "poor"}


def test_a_colleagues_save_is_shown_and_both_texts_survive(phone, person, visit):
    phone.context.set_offline(True)
    write(phone, FOUND)
    phone.wait_for_timeout(600)
    theirs = saved_by_a_colleague(visit)
    phone.context.set_offline(False)
    phone.get_by_role("button", name="Send now").click()
    phone.get_by_role("button", name="Send mine, with my colleague’s evidence added").click()
    phone.get_by_text("Sent at").wait_for()
    texts = [piece["text"] for piece in saved(visit)["evidence"]]
    assert texts.count(FOUND) == 1
    assert len(texts) == 1 + len(theirs["evidence"])


def test_a_conflict_is_asked_once_however_often_the_signal_returns(phone, visit):
    phone.context.set_offline(True)
    write(phone, FOUND)
    phone.wait_for_timeout(600)
    saved_by_a_colleague(visit)
    asked: list[str] = []
    phone.on("request", lambda request: request.method == "POST" and asked.append(request.url))
    phone.context.set_offline(False)
    phone.evaluate("for (const _ of [1, 2, 3]) dispatchEvent(new Event('online'))")
    phone.get_by_role("button", name="Send now").click()
    mine = phone.get_by_role("button", name="Send mine, with my colleague’s evidence added")
    mine.wait_for()
    phone.wait_for_timeout(600)
    assert len(asked) == 1
    mine.click()
    phone.get_by_text("Sent at").wait_for()
    phone.wait_for_timeout(600)
    assert phone.get_by_role("status").inner_text().startswith("Sent at")
    assert not mine.is_visible()
    assert len(asked) == 2


def test_taking_the_colleagues_text_saves_ones_own_as_a_file(phone, visit):
    phone.context.set_offline(True)
    write(phone, FOUND)
    phone.wait_for_timeout(600)
    theirs = saved_by_a_colleague(visit)
    phone.context.set_offline(False)
    phone.get_by_role("button", name="Send now").click()
    with phone.expect_download() as download:
        phone.get_by_role("button", name="Take my colleague’s, and save mine as a file").click()
    kept = json.loads(download.value.path().read_text())
    assert [piece["text"] for piece in kept["evidence"]] == [FOUND]
    phone.get_by_text("Yours was saved as a file").wait_for()
    assert saved(visit) == theirs


def test_the_next_person_on_the_device_cannot_read_what_is_not_sent(phone, browser_page, visit):
    phone.context.set_offline(True)
    write(phone, FOUND)
    phone.wait_for_timeout(600)
    assert not any(FOUND in text for _, *texts in phone.evaluate(STORED) for text in texts)
    # The session ends without a sign-out, and somebody else signs in on the same device.
    phone.context.clear_cookies()
    phone.context.set_offline(False)
    enter(phone, someone("quality_officer", "Eve Y"))
    phone.goto(f"/places/{PLACE}/visits/")
    assert not phone.get_by_text("not sent yet").is_visible()
    keys = """async () => { const open = indexedDB.open("careplace-visits");
        const db = await new Promise((done) => { open.onsuccess = () => done(open.result); });
        const all = db.transaction("keys").objectStore("keys").getAllKeys();
        return new Promise((done) => { all.onsuccess = () => done(all.result); }); }"""
    assert str(visit.officer_id) not in phone.evaluate(keys)
    phone.goto(f"/places/{PLACE}/visits/{visit.pk}/offline/")
    phone.get_by_text("Everything is sent.").wait_for()
    assert phone.get_by_label("What was seen or said?").count() == 0


def test_signing_out_warns_of_what_is_not_sent_and_clears_the_device(phone):
    phone.context.set_offline(True)
    write(phone, FOUND)
    phone.wait_for_timeout(600)
    # Where the signal returns on the page of the visit, the page sends what is not sent yet.
    phone.goto("about:blank")
    phone.context.set_offline(False)
    phone.goto("/account/logout/")
    phone.get_by_text("not sent yet").wait_for()
    phone.get_by_role("main").get_by_role("button", name="Sign out").click()
    phone.wait_for_url("**/account/login/**")
    assert phone.evaluate(STORED) == []


def test_a_session_that_ended_loses_nothing(phone, visit):
    session = phone.context.cookies()
    phone.context.clear_cookies()
    write(phone, FOUND)
    phone.get_by_role("button", name="Send now").click()
    phone.get_by_text("sign in again").wait_for()
    phone.context.add_cookies(
        session
    )  # a code of the app works only once, so the same session stands in for a new one
    phone.goto(f"/places/{PLACE}/visits/{visit.pk}/offline/")
    phone.get_by_text("Sent at").wait_for()
    assert [piece["text"] for piece in saved(visit)["evidence"]] == [FOUND]


def test_the_pages_of_a_visit_have_no_barrier_and_fit(browser_page, person, visit, axe, shots):
    acting = actor_at(person, PLACE)
    current = actions.record(acting, visit.pk, visit.version, whole(medicines="poor"))
    actions.propose(acting, person.service.pk, {"asked_by": "cqc", "issue": "Gaps in records."}, visit.pk)
    page = browser_page()
    enter(page, person)
    for part in ("visits/", f"visits/{current.pk}/", f"visits/{current.pk}/evidence/add/", f"visits/{current.pk}/grades/",
                 f"visits/{current.pk}/offline/", "actions/", f"services/{person.service.pk}/visits/add/"):  # fmt: skip
        name = (
            part.strip("/")
            .replace("/", "-")
            .replace(str(current.pk), "id")
            .replace(str(person.service.pk), "id")
        )
        look_for_barriers(page, f"/places/{PLACE}/{part}", axe, shots / name)
    assert page.faults == []
