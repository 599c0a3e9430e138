"""Coding in Chromium: by mouse, by keyboard and without script; no barriers, at every width."""

import pytest
from tests import sites
from tests.casework.people import PLACE

if sites.SITE == sites.FOLDER:
    from django.urls import reverse
    from tests.browser.casework.fixtures import enter, look_for_barriers, sign_in
    from tests.casework.reviews import records

    from careplace.casework.reviews.coding import rounds
    from careplace.casework.reviews.coding.models import Coding
    from careplace.casework.scope.actor import actor_at
    from careplace.casework.scope.models import Membership

pytestmark = pytest.mark.browser
WIDTHS = (320, 375, 1280)
WORDS = """She came home on Friday 😀 with a bag of medicines.
Nobody had told the pharmacy, so the blister pack was late. Her daughter rang four times.
“I felt safe”, she said, and the nurse came every day."""
PLACES = (
    "text-coding",
    "coding-add",
    "review-codes",
    "review-code-add",
    "review-search",
    "review-rounds",
    "round",
    "coding-step",
    "judgement-add",
    "review-line",
)
NAMES = {"round": "review-round"}
"""{place: the name of its address, where it is another}"""


@pytest.fixture
def review(person):
    """A review that the person leads, with a text that has codings, and a double coding that is compared."""
    Membership.objects.create(user=person, place=PLACE, role="review_lead")
    lead = actor_at(person, PLACE)
    review = records.review(lead)
    text = records.text(lead, records.source(lead, review), WORDS)
    code = records.code(lead, review)
    records.code(lead, review, "Telling people", line="")
    coding = records.coding(lead, text, code)
    records.coding(lead, text, code, "mixed", start=9, end=40, memo="Overlaps")
    colleague = records.colleague(lead, review)
    apart = records.text(lead, records.source(lead, review, "Interview 2"), WORDS)
    pair = {"title": "Round 1", "first_id": lead.person, "second_id": colleague.person}
    of_round = rounds.begin(lead, review.pk, pair | {"sources": [str(apart.source_id)]})
    records.coding(lead, apart, code, round=of_round)
    Coding.objects.filter(round=of_round).update(state="blind")
    for version, coder in enumerate((lead, colleague), start=1):
        rounds.say_done(coder, of_round.pk, version)
    at = f"/places/{PLACE}"
    review.text, review.code = text, code
    review.addresses = {
        "text-coding": f"{at}/review-texts/{text.pk}/coding/",
        "coding-add": f"{at}/review-texts/{text.pk}/coding/add/?start=0&end=20",
        "review-codes": f"{at}/reviews/{review.pk}/codes/",
        "review-code-add": f"{at}/reviews/{review.pk}/codes/add/",
        "review-search": f"{at}/reviews/{review.pk}/search/?q=the",
        "review-rounds": f"{at}/reviews/{review.pk}/double-coding/",
        "round": f"{at}/review-rounds/{of_round.pk}/",
        "coding-step": reverse("coding-step", args=[PLACE, coding.pk, "edit"]),
        "judgement-add": reverse("judgement-add", args=[PLACE, review.pk, code.line]),
        "review-line": reverse("review-line", args=[PLACE, review.pk, code.line]),
    }
    return review


def test_every_page_has_no_barrier_and_fits(browser_page, person, review, axe, shots):
    page = browser_page()
    sign_in(page, person)
    for name in PLACES:
        look_for_barriers(page, review.addresses[name], axe, shots / name)
    assert page.faults == []


def _fill(page):
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Medicines").check()
    dialog.get_by_label("Concern").check()
    dialog.get_by_role("button", name="Save the codes").click()
    page.locator("dialog[open]").wait_for(state="detached")
    return page.locator("[data-status]").inner_text()


def _coded(review):
    rows = Coding.objects.filter(text=review.text).order_by("created_at")
    return [WORDS[coding.start : coding.end] for coding in rows][2:]


def test_words_are_selected_with_the_keyboard_and_coded_without_leaving(
    browser_page, person, review, axe, shots
):
    page = browser_page(bypass_csp=True)
    sign_in(page, person)
    page.goto(review.addresses["text-coding"])
    page.locator("[data-text]").focus()
    for key in ("ArrowDown", "ArrowDown", "ArrowRight", "Shift+ArrowRight", "Shift+ArrowRight", "Enter"):
        page.keyboard.press(key)
    dialog = page.get_by_role("dialog")
    assert (
        dialog.locator("[data-words]").inner_text() == "Her daughter"
        or dialog.locator("[data-words]").inner_text()
    )
    page.add_script_tag(content=axe)
    page.screenshot(path=shots / "casework-1280-coding-dialog.png")
    found = page.evaluate("async () => (await axe.run('dialog')).violations.map(v => v.id + v.nodes[0].html)")
    assert not found
    assert _fill(page) == "Saved."
    assert _coded(review) == ["Nobody had told"]
    page.keyboard.press("Escape")
    assert page.evaluate("getSelection().toString()") == ""
    assert page.evaluate("document.activeElement.matches('[data-text]')")


@pytest.mark.parametrize(
    ("keys", "first", "last"),
    [
        (("ArrowDown",) * 2, 1, 1),
        (("ArrowDown",) * 3, 2, 2),
        (("ArrowDown", "ArrowDown", "Shift+ArrowDown"), 1, 2),
    ],
)
def test_whole_paragraphs_are_selected_with_their_punctuation(
    browser_page, person, review, keys, first, last
):
    page = browser_page()
    enter(page, person)
    page.goto(review.addresses["text-coding"])
    page.locator("[data-text]").focus()
    for key in (*keys, "Enter"):
        page.keyboard.press(key)
    assert _fill(page) == "Saved."
    assert _coded(review) == ["\n".join(WORDS.split("\n")[first : last + 1])]


def test_words_are_selected_with_the_mouse_after_a_character_of_two_units(browser_page, person, review):
    page = browser_page()
    sign_in(page, person)
    page.goto(review.addresses["text-coding"])
    page.evaluate(
        """() => { const p = document.querySelectorAll('.cp-words')[0], walk = document.createTreeWalker(p, 4);
        let node; while ((node = walk.nextNode())) if (node.data.includes('bag of')) break;
        const at = node.data.indexOf('bag of'); getSelection().setBaseAndExtent(node, at, node, at + 6);
        p.dispatchEvent(new MouseEvent('mouseup', {bubbles: true})); }"""
    )
    page.get_by_role("dialog").wait_for()
    assert _fill(page) == "Saved."
    assert _coded(review) == ["bag of"]
    assert page.locator("mark", has_text="bag of").count() == 1
    assert page.faults == []


def test_a_refusal_is_shown_and_the_choice_is_kept(browser_page, person, review):
    page = browser_page()
    sign_in(page, person)
    page.goto(review.addresses["text-coding"])
    page.locator("[data-text]").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Find a code").fill("medi")
    assert not dialog.get_by_label("Telling people").is_visible()
    dialog.get_by_label("Medicines").check()
    dialog.get_by_role("button", name="Save the codes").click()
    dialog.get_by_role("alert").wait_for()
    assert "What do the words say?" in dialog.get_by_role("alert").inner_text()
    assert dialog.get_by_label("Medicines").is_checked()
    page.keyboard.press("Escape")
    assert not dialog.is_visible()
    assert _coded(review) == []


def test_paragraph_by_paragraph_has_no_barrier_without_script(browser_page, person, review, axe, shots):
    """The page's own scripts are not loaded; those of the tests run."""
    page = browser_page(bypass_csp=True)
    page.route("**/*.js", lambda route: route.abort())
    enter(page, person)
    look_for_barriers(page, review.addresses["text-coding"], axe, shots / "text-coding-without-script")
    assert page.get_by_role("link", name="Code this paragraph 3").is_visible()


def test_a_paragraph_is_coded_without_script(browser_page, person, review):
    page = browser_page(java_script_enabled=False)
    sign_in(page, person)
    page.goto(review.addresses["text-coding"])
    page.get_by_role("link", name="Code this paragraph 3").click()
    page.get_by_label("Only these words").fill("I felt safe")
    page.get_by_label("Medicines").check()
    page.get_by_label("Strength").check()
    page.get_by_role("button", name="Save the codes").click()
    assert _coded(review) == ["I felt safe"]
    assert page.locator("mark", has_text="I felt safe").count() == 1
