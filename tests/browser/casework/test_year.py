"""A team's year, in a browser from the first invitation on: what each person does, in its order, on the pages alone."""

import csv
from datetime import timedelta

import pytest
from django.utils import timezone
from tests import sites
from tests.casework.people import PASSWORD, PLACE
from tests.examples import before_release

if sites.SITE == sites.FOLDER:
    from tests.browser.casework.fixtures import sign_in, someone
    from tests.casework.assurance.visits.records import KEYS
    from tests.web.casework.test_sign_in import CODE, code_now

    from careplace.casework.assurance.campaigns.models import Campaign
    from careplace.casework.assurance.escalation.models import EscalationCase
    from careplace.casework.assurance.models import Service
    from careplace.casework.assurance.proof.models import Statement
    from careplace.casework.assurance.visits.models import Action
    from careplace.casework.audit.verification import faults
    from careplace.casework.clocks import is_working_day

pytestmark = pytest.mark.browser
SERVICES = 150 if before_release() else 20
MOST_GRADES = 3
"""How many grades one piece of evidence may support."""
AT_PLACE = f"/places/{PLACE}"


def test_a_team_works_through_its_year(browser_page, program, sqlite, tmp_path):
    admin = browser_page()
    sign_in(admin, someone("administrator", "Ines Marsh"))
    manager, officer = browser_page(), browser_page(375)
    for page, name, role in (
        (manager, "Ada Lovell", "Team manager"),
        (officer, "Omar Quint", "Quality officer"),
    ):
        join(page, name, invite(admin, program, f"{name.split()[0].lower()}@example.org", role))
    import_services(manager, tmp_path)
    visit = record_a_visit(officer, program)
    check_and_publish(officer, manager, visit)
    follow_the_action(officer)
    panel = browser_page()
    join(panel, "Ines Wood", invite(admin, program, "panel@example.org", "Panel member"))
    suspend_and_lift(manager, panel)
    start_a_campaign(manager)
    publish_a_statement(officer, manager)
    for page in (admin, manager, officer, panel):
        assert page.faults == []
    assert list(faults({})) == []


def invite(admin, program, address, role):
    """The administrator invites; gives the address and the code of the mail."""
    admin.goto(f"{AT_PLACE}/people/invite/")
    admin.get_by_label("E-mail address").fill(address)
    admin.get_by_role("radio", name=role).check()
    send(admin)
    admin.get_by_text(address).first.wait_for()
    mail = next(path.read_text() for path in program.mails.iterdir() if address in path.read_text())
    return address, CODE.search(mail)[0]


def join(page, name, invitation):
    """A new person takes the invitation, and sets up the second factor without which nothing is shown."""
    address, code = invitation
    page.goto("/invitation/")
    page.get_by_label("E-mail address").fill(address)
    page.get_by_label("Code from the mail").fill(code)
    page.get_by_label("Your name").fill(name)
    page.get_by_label("Choose a password").fill(PASSWORD)
    page.get_by_role("button", name="Accept the invitation").click()
    secret = page.locator("code.cp-written").inner_text()
    page.get_by_label("Code").fill(code_now(secret))
    send(page)
    page.goto(f"{AT_PLACE}/")
    page.get_by_role("heading", name="Today").wait_for()


def import_services(manager, folder):
    """All services from a file, after a first file with a wrong cell that changes nothing."""
    rows = [
        {"name": f"House {n:03}", "kind": "care_home", "contract_reference": f"C{n}"} for n in range(SERVICES)
    ]
    wrong = [*rows[:-1], rows[-1] | {"kind": "castle"}]
    for name, content in (("wrong.csv", wrong), ("services.csv", rows)):
        with (folder / name).open("w", newline="") as file:
            writer = csv.DictWriter(file, rows[0])
            writer.writeheader()
            writer.writerows(content)
        manager.goto(f"{AT_PLACE}/services/import/")
        manager.locator("input[type=file]").set_input_files(folder / name)
        manager.get_by_role("button", name="Show what it would change").click()
        if name == "wrong.csv":
            manager.get_by_role("alert").get_by_text("castle").wait_for()
            assert not Service.objects.filter(name__startswith="House").exists()
            manager.faults.clear()  # the browser notes that the file was refused
    manager.get_by_text(f"New services: {SERVICES}.").wait_for()
    manager.get_by_role("button", name="Import").click()
    manager.wait_for_url("**/services/")
    assert Service.objects.filter(name__startswith="House").count() == SERVICES


def record_a_visit(officer, program):
    """Planned, begun, and recorded on a telephone while the site does not answer; gives the visit's address."""
    service = Service.objects.get(name="House 007")
    today = timezone.localdate()
    officer.goto(f"{AT_PLACE}/services/{service.pk}/visits/add/")
    officer.get_by_role("radio").first.check()
    fill_day(officer, today)
    send(officer)
    officer.get_by_role("heading", name="Visit to House 007").wait_for()
    visit = officer.url
    officer.get_by_role("link", name="Start the record").click()
    fill_day(officer, today)
    send(officer)
    officer.goto(f"{visit}offline/")
    officer.get_by_text("Everything is sent.").wait_for()
    program.stop()
    officer.get_by_role("button", name="Add evidence").click()
    officer.get_by_label("What was seen or said?").last.fill(
        "The lounge was cold. Blankets were out of reach."
    )
    officer.get_by_text("Saved on this device at").wait_for()
    officer.wait_for_timeout(600)
    program.start()
    officer.get_by_role("button", name="Send now").click()
    officer.get_by_text("Sent at").wait_for()
    officer.faults.clear()  # the browser notes each try while the site did not answer
    return visit


def check_and_publish(officer, manager, visit):
    """Grades with evidence, the provider's challenge and its answer, and a colleague's review."""
    for first in range(0, len(KEYS), MOST_GRADES):
        officer.goto(f"{visit}evidence/add/")
        officer.get_by_role("radio").first.check()
        officer.get_by_label("What was seen or said?").fill(f"Record {first} was seen. Two charts had gaps.")
        for box in officer.get_by_role("checkbox").all()[first : first + MOST_GRADES]:
            box.check()
        send(officer)
    officer.goto(f"{visit}grades/")
    for key in KEYS:
        officer.locator(f"input[name=grade_{key}][value={'poor' if key == 'medicines' else 'good'}]").check()
    send(officer)
    officer.get_by_text("From the grades so far").wait_for()
    step(officer, visit, "Send the draft to the provider", day=timezone.localdate())
    officer.goto(f"{visit}challenges/add/")
    officer.get_by_label("Two charts had gaps.").first.check()
    officer.get_by_label("What does the provider say?").fill("One chart had a gap.")
    send(officer)
    officer.get_by_role("link", name="Answer").click()
    officer.get_by_role("radio").first.check()
    officer.get_by_label("Why?").fill("The second was a copy.")
    send(officer)
    officer.goto(f"{visit}end-accuracy/")
    officer.get_by_role("checkbox").check()
    send(officer)
    officer.goto(f"{visit}actions/add/")
    officer.get_by_role("radio").first.check()
    officer.locator("select").select_option("medicines")
    officer.get_by_label("What is wrong?").fill("Charts of medicines have gaps.")
    send(officer)
    manager.goto(visit)
    step(manager, visit, "Make the report final")
    manager.get_by_text("Final on").wait_for()


def follow_the_action(officer):
    """Agreed with the provider, reported as done, verified."""
    in_a_month = timezone.localdate() + timedelta(30)
    officer.goto(f"{AT_PLACE}/actions/")
    officer.get_by_role("link", name="Note what the provider will do").click()
    officer.get_by_label("What will the provider do?").fill("Check charts at each handover.")
    officer.get_by_label("Who does it?").fill("Registered manager")
    fill_day(officer, in_a_month)
    send(officer)
    officer.goto(f"{AT_PLACE}/actions/")
    officer.get_by_role("link", name="Note that it is done").click()
    officer.get_by_label("What shows that it is done?").fill("Charts of four weeks, without a gap.")
    send(officer)
    officer.goto(f"{AT_PLACE}/actions/")
    officer.get_by_role("link", name="Verify the proof").click()
    fill_day(officer, timezone.localdate())
    send(officer)
    assert Action.objects.get().state == "verified"


def suspend_and_lift(manager, panel):
    """A case, the panel's decision that placements stop, and a second one that they begin again, with evidence."""
    service = Service.objects.get(name="House 007")
    manager.goto(f"{AT_PLACE}/services/{service.pk}/cases/add/")
    move(manager, "Enhanced monitoring", "Charts of medicines had gaps at two visits.")
    case = manager.url
    for level, action, why in (
        ("Placements suspended", "raise", "No progress in a month."),
        ("Formal improvement", "lower", "No gap since."),
    ):
        decide(manager, panel, level)
        manager.goto(f"{case}{action}/")
        manager.get_by_label("Which decision of the panel").select_option(index=1)
        evidence = manager.get_by_label("What shows that the service has improved?")
        if evidence.count():
            evidence.fill("Two visits without a gap.")
        move(manager, level, why)
        assert EscalationCase.objects.get().level == {"raise": "suspended", "lower": "formal"}[action]
        assert Service.objects.get(pk=service.pk).state == {"raise": "suspended", "lower": "active"}[action]


def move(manager, level, why):
    """A move of a case to a level, reviewed on the next working day."""
    manager.get_by_role("radio", name=level).check()
    manager.get_by_label("Why?").fill(why)
    manager.get_by_label("Who owns the case?").select_option(label="Omar Quint")
    fill_day(manager, next_working_day())
    send(manager)
    manager.get_by_role("heading", level=1).wait_for()


def decide(manager, panel, level):
    """A meeting of the panel today about the case; gives nothing, the decision is on the pages."""
    manager.goto(f"{AT_PLACE}/meetings/add/")
    fill_day(manager, timezone.localdate())
    manager.get_by_label("Who chairs?").select_option(label="Ada Lovell")
    send(manager)
    meeting = manager.url
    manager.goto(f"{meeting}hold/")
    for box in manager.get_by_role("checkbox").all():
        box.check()
    send(manager)
    panel.goto(meeting)
    panel.get_by_role("link", name="Record a decision").first.click()
    panel.get_by_role("radio", name=level).check()
    panel.get_by_label("What was decided, and why?").fill("As the papers show.")
    for box in panel.get_by_role("checkbox").all():
        box.check()
    send(panel)


def start_a_campaign(manager):
    """A campaign with a pilot site."""
    manager.goto(f"{AT_PLACE}/campaigns/add/")
    for label, text in (
        ("Name of the campaign", "Mouth Care Matters"), ("Aim", "Fewer chest infections."), ("Who leads it?", "The team"),
        ("Measure", "Chest infections"), ("Unit", "infections"), ("Per how many?", "100"),
    ):  # fmt: skip
        manager.get_by_label(label, exact=True).fill(text)
    manager.get_by_role("radio").first.check()
    fill_day(manager, timezone.localdate())
    send(manager)
    manager.get_by_role("heading", name="Mouth Care Matters").wait_for()
    manager.goto(f"{manager.url}sites/add/")
    manager.get_by_label("Service", exact=True).select_option(label="House 007")
    manager.get_by_role("radio").first.check()
    send(manager)
    assert Campaign.objects.get().name == "Mouth Care Matters"


def publish_a_statement(officer, manager):
    """Written by the officer from the year's figures, reviewed and published by the manager."""
    officer.goto(f"{AT_PLACE}/proof/statements/add/")
    officer.get_by_label("Which year?").select_option(index=0)
    send(officer)
    statement = officer.url
    for action in ("review", "publish"):
        manager.goto(f"{statement}{action}/")
        send(manager)
    assert Statement.objects.get().state == "published"


def next_working_day():
    """The next working day after today."""
    day = timezone.localdate() + timedelta(1)
    while not is_working_day(day):
        day += timedelta(1)
    return day


def step(page, visit, words, day=None):
    """A step of the visit by its link, and its form."""
    page.goto(visit)
    page.get_by_role("link", name=words).click()
    if day:
        fill_day(page, day)
    send(page)


def send(page):
    """The form of the page, by its first button."""
    page.get_by_role("main").get_by_role("button").first.click()


def fill_day(page, day):
    """The three boxes of a date."""
    for label, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        page.get_by_label(label, exact=True).fill(str(value))
