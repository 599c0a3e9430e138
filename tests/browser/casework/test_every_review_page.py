"""Every page of reviews and consultations has been in a browser: those that no test of its part looks at are looked at here.

A new page joins by itself. The records are samples of every kind in every state; a page that they do not reach fails.
"""

import pytest
from tests import sites

if sites.SITE == sites.FOLDER:
    from tests.browser.casework import test_closing, test_coding, test_reviews
    from tests.browser.casework.fixtures import enter, look_for_barriers
    from tests.browser.casework.page_names import NO_PAGE, names_of, page_names
    from tests.browser.casework.test_consultation_pages import LOOKED_AT
    from tests.casework.people import PLACE
    from tests.casework.samples import PART, Samples
    from tests.web.casework.fixtures import signed_in_with_every_role
    from tests.web.casework.walk import addresses

pytestmark = pytest.mark.browser
RECORDS = ("careplace.casework.reviews.", "careplace.casework.consultation.")
UNREACHED = {
    "report-comment": "filled in by test_review_story, without axe: samples have no report that is out for its facts",
    "report-answer": "as report-comment",
    "recommendation-reopen": "its form is that of recommendation-close, which test_closing looks at",
}
"""{page that samples do not reach: who opens it, or why nobody does}"""


def looked_at() -> set[str]:
    """The names of the pages that tests of one part look at."""
    return {
        *names_of("reviews", (*test_reviews.OF_REVIEW, *test_closing.OF_REVIEW)),
        *names_of("review-sources", (*test_reviews.OF_SOURCE, "text/add/")),
        *(test_coding.NAMES.get(name, name) for name in test_coding.PLACES),
        *test_closing.OF_PARTS,
        *LOOKED_AT,
        "reviews",
        "review-start",
    }


def first_pages(client, samples: Samples, names) -> dict[str, str]:
    """{name: the first of its addresses that is a page}. Addresses that begin alike are mostly of one kind of record, which
    is tried first: every name with every record took minutes."""
    records = [record for record in samples.records if f"{type(record).__module__}.".startswith(RECORDS)]
    kinds: dict[str, type] = {}
    found = {}
    for name in names:
        beginning = next(iter(addresses(PLACE, [PART], [name]))).partition(PART)[0]
        likely = kinds.get(beginning)
        for record in sorted(records, key=lambda record: type(record) is not likely):
            path = next(
                (path for path in addresses(PLACE, [record.pk], [name]) if _is_page(client.get(path))), ""
            )
            if path:
                kinds[beginning], found[name] = type(record), path
                break
    return found


def _is_page(answer) -> bool:
    return answer.status_code == 200 and answer["Content-Type"].startswith("text/html")


def test_every_page_has_no_barrier_and_fits(browser_page, axe, shots):
    client, samples = signed_in_with_every_role(PLACE), Samples()
    samples.every_state()
    rest = sorted({*page_names()} - looked_at() - {*NO_PAGE} - {*UNREACHED})
    found = first_pages(client, samples, rest)
    assert sorted({*rest} - {*found}) == [], (
        "no sample reaches these pages: name in UNREACHED who looks at them"
    )
    page = browser_page()
    enter(page, client.person)
    for name, path in found.items():
        look_for_barriers(page, path, axe, shots / name)
    assert page.faults == []


def test_no_exemption_is_of_a_page_that_is_not_there():
    assert {*page_names()} >= {*NO_PAGE, *UNREACHED, *looked_at()}
