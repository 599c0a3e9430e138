"""Steps of the published series of hospitals: known ones are found, and whole England is never marked."""

import os
from itertools import pairwise

import django
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
from tests.web.environment import ENVIRONMENT

os.environ.update(ENVIRONMENT)
django.setup()

from django.conf import settings  # noqa: E402
from django.test import Client, override_settings  # noqa: E402

from careplace.claims import Check, Grade, check_text  # noqa: E402
from careplace.editions.opening import open_edition  # noqa: E402
from careplace.measures.outcomes.profile import outcomes  # noqa: E402
from careplace.measures.outcomes.steps import TABLE  # noqa: E402
from careplace.measures.reader import Reader  # noqa: E402
from careplace.publish.outcomes import UNTOLD, Outcome  # noqa: E402
from careplace.web.public import editions  # noqa: E402

pytestmark = pytest.mark.real
KNOWN = [
    ("emergency-admissions", "RKB", "2024-06"),
    ("discharges", "RKB", "2024-07"),
    ("criteria-to-reside", "RKB", "2024-07"),
    ("criteria-to-reside", "RJL", "2024-03"),
    ("criteria-to-reside", "RJL", "2024-11"),
    ("discharges", "RJL", "2024-08"),
    ("emergency-admissions-rate", "E08000026", "2024-06"),
    ("discharges-rate", "E08000026", "2024-07"),
]


@pytest.fixture(scope="module")
def real_store(real_home):
    with open_edition(real_home) as edition:
        yield Reader(edition.engine, edition.folder, edition.gazetteer)


def series_steps(reader):
    return pq.read_table(reader.folder / "tables" / TABLE).to_pylist()


@pytest.fixture(scope="module")
def steps(real_store):
    return pq.read_table(real_store.folder / "tables" / TABLE)


@pytest.mark.parametrize(("measure", "place", "period"), KNOWN)
def test_known_changes_of_recording_are_marked(steps, measure, place, period):
    rows = [
        r
        for r in steps.to_pylist()
        if (r["measure"], r["place"], r["breakdown"], r["period"]) == (measure, place, "all", period)
    ]
    assert [row["recording"] for row in rows] == [True]


def test_england_is_never_marked_and_few_series_are(steps):
    marked = steps.filter(pc.field("recording"))
    assert "nation" not in marked["place_kind"].to_pylist()
    assert 0.1 < len(marked) / len(steps) < 0.3


def test_a_place_has_no_two_steps_within_eight_months(steps):
    months = {}
    for row in steps.to_pylist():
        if len(row["period"]) == 7:
            year, month = map(int, row["period"].split("-"))
            months.setdefault((row["measure"], row["place"], row["breakdown"]), []).append(12 * year + month)
    assert all(b - a >= 8 for n in months.values() for a, b in pairwise(n))


@pytest.fixture(scope="module")
def client(real_home):
    with override_settings(CAREPLACE=settings.CAREPLACE.model_copy(update={"home": real_home})):
        yield Client()
    editions.forget()


@pytest.mark.parametrize(
    "address",
    [
        "/measures/discharges-rate/?place=coventry",
        "/measures/delayed-days/?place=plymouth&breakdown=responsible:social-care",
    ],
)
def test_the_line_of_a_measures_page_is_cut_there(client, address):
    page = client.get(address).content.decode()
    assert "find out whether recording changed" in page


SPOKEN = (
    "University Hospitals Coventry and Warwickshire NHS Trust had 2,484 emergency admissions in July 2024, "
    "compared with 4,967 in May 2024, an improvement."
)


def test_a_change_across_one_misleads_although_both_numbers_hold(real_store):
    findings = [f for f in check_text(SPOKEN, real_store) if f.check is Check.EDITION]
    assert [f.grade for f in findings] == [Grade.HOLDS, Grade.HOLDS, Grade.MISLEADING]
    assert "find out whether recording changed" in findings[-1].says
    plain = SPOKEN.replace(", an improvement", "")
    assert {f.grade for f in check_text(plain, real_store) if f.check is Check.EDITION} == {Grade.HOLDS}
    later = SPOKEN.replace("4,967", "2,447").replace("May 2024", "August 2024")
    assert {f.grade for f in check_text(later, real_store) if f.check is Check.EDITION} == {Grade.HOLDS}


def test_no_place_is_better_or_worse_right_after_one(real_store):
    """Every place with a change of recording in the last year of the file: too few points, and the page says since what."""
    recent = {"2024-10", "2024-11", "2024-12", "2025-01"}
    whole = [row for row in series_steps(real_store) if row["breakdown"] == "all"]
    steps = [row for row in whole if row["recording"] and row["period"] in recent]
    places = {row["place"] for row in steps if row["place"] in real_store.gazetteer.areas}
    assert len(places) > 5
    for place in sorted(places):
        data = outcomes(real_store, real_store.gazetteer.areas[place], against=(), parts=False)
        for row in (row for row in steps if row["place"] == place):
            outcome = Outcome(data.measure(row["measure"]))
            assert outcome.turn == UNTOLD, row
            assert "since a likely change of recording" in outcome.turn_untold, row
            assert "recording may have changed" in outcome.marks
