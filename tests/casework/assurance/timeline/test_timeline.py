"""The timeline of a home: what the edition says through its registrations, and what the team did."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.casework.assurance.overrides.records import an_override
from tests.casework.assurance.visits.records import officer_at

from careplace.casework.assurance.models import Service, Signal
from careplace.casework.assurance.timeline.chart import LEFT, WIDTH, rating_chart
from careplace.casework.assurance.timeline.entries import entries, state_entries
from careplace.casework.assurance.timeline.published import PACKAGE, PublishedHistory
from careplace.casework.assurance.visits.models import Visit
from careplace.casework.assurance.visits.template import default
from careplace.casework.workflow.actions import changes
from careplace.engine import Engine, sql_text
from careplace.ratings.scale import LEVELS

TODAY = date(2026, 11, 29)
TABLES = {
    "succession": "predecessor_id varchar, successor_id varchar, basis varchar, steps integer",
    "register": """
        location_id varchar, snapshot date, registered_on date, counted boolean, provider_id varchar,
        provider_name varchar""",
    "cqc_deactivated": "location_id varchar, registered_on date",
    "homecare_inspection": "location_id varchar, location_started_on date",
    "latest_rating": "location_id varchar, ended_on date",
}
ROWS = """
insert into succession values ('0-1', '1-1', 'published', 1), ('00-1', '1-1', 'published', 2),
    ('1-1', '2-1', 'published', 1);
insert into register values
    ('1-1', '2021-02-01', '2015-01-05', true, 'P', 'Old Care'), ('1-1', '2025-03-01', '2015-01-05', true, 'Q', 'New Care'),
    ('1-1', '2026-03-01', '2015-01-05', true, 'Q', 'New Care'),
    ('1-1', '2026-05-01', '2015-01-05', false, 'R', 'Other Care');
insert into cqc_deactivated values ('0-1', '2011-02-03');
insert into homecare_inspection values ('0-1', '2011-02-02');
insert into latest_rating values ('0-1', '2015-01-04'), ('1-1', null), ('2-1', null);
"""


@pytest.fixture
def engine():
    with Engine() as engine:
        for table, columns in TABLES.items():
            engine.connection.execute(f"create table {table} ({columns})")
        engine.connection.execute(ROWS)
        yield engine


def test_registrations_before_and_after_come_with_their_days_and_the_basis_of_the_link(engine):
    rows = engine.rows(sql_text(PACKAGE, "registrations.sql"), {"id": "1-1"})
    assert [tuple(row.values()) for row in rows] == [
        ("0-1", "earlier", "published", date(2011, 2, 2), date(2015, 1, 4)),
        ("00-1", "earlier", "published", None, None),
        ("2-1", "later", "published", None, None),
        ("1-1", "own", None, date(2015, 1, 5), None),
    ]
    history = PublishedHistory(rows, [], [])
    assert history.without_beginning == ["00-1", "2-1"]
    alone = engine.rows(sql_text(PACKAGE, "registrations.sql"), {"id": "9-9"})
    assert [(row["location_id"], row["registered_on"]) for row in alone] == [("9-9", None)]


def test_another_provider_is_named_on_the_day_of_the_register_that_first_names_it(engine):
    rows = engine.rows(sql_text(PACKAGE, "providers.sql"), {"ids": ["1-1", "0-1"]})
    assert [tuple(row.values()) for row in rows] == [("1-1", date(2025, 3, 1), "New Care")]


def rating(on: date, overall: str | None, id: str = "1-1", **more) -> dict:
    row = {"rated_id": id, "published_on": on, "overall": overall, "inherited": False, "services": ""}
    return row | more


OWN = {"location_id": "1-1", "relation": "own", "basis": None, "ended_on": None}
EARLIER = {"location_id": "0-1", "relation": "earlier", "basis": "published", "registered_on": None}
HISTORY = PublishedHistory(
    [OWN | {"registered_on": date(2015, 1, 5)}, EARLIER | {"ended_on": date(2015, 1, 4)}],
    [
        rating(date(2020, 3, 5), "Good"),
        rating(date(2014, 3, 5), "Inadequate", "0-1"),
        rating(date(2016, 1, 1), None, services="Homes: Good"),
        rating(date(2017, 1, 1), "Good", inherited=True),
    ],
    [{"location_id": "1-1", "snapshot": date(2025, 3, 1), "provider_name": "New Care"}],
)  # fmt: skip


def test_published_entries_are_in_order_and_say_under_which_registration():
    found = entries(HISTORY, [], [], [], [], default())
    assert [(entry.on.year, entry.words) for entry in found] == [
        (2025, "The register of this day names another provider than the one before: New Care"),
        (2020, "Rated Good"),
        (2017, "Rated Good, carried over from an earlier registration"),
        (2016, "Ratings of service groups: Homes: Good"),
        (2015, "This registration began"),
        (2015, "Registration 0-1 ended (the link between them: published)"),
        (2014, "Rated Inadequate, under registration 0-1"),
    ]
    assert {entry.source for entry in found} == {"CQC"}


@pytest.mark.usefixtures("both")
def test_visits_signals_decisions_and_states_are_in_it_with_their_sources_and_no_reason():
    acting = officer_at()
    with changes(acting) as at_once:
        service = at_once.add(Service(name="Rose House", kind="care_home"))
        signal = at_once.add(
            Signal(
                service=service,
                kind="staffing",
                happened_on="2026-01-05",
                source="a nurse",
                text="Few zebras",
            )
        )
        at_once.change(Service, service.pk, "suspend", {"reason": "Zebras at night"}, 1)
        at_once.change(Service, service.pk, "edit", {"name": "Rose Court"}, 2)
    service.refresh_from_db()
    signal.refresh_from_db()
    visit = Visit(
        service=service, kind="planned", visited_on=date(2026, 2, 1), final_on=date(2026, 3, 1), grade="good"
    )
    override = an_override(acting=acting, service=service, today=date(2026, 4, 1))
    found = entries(None, [visit], [signal], [override], state_entries(service), default())
    words = [entry.words for entry in found]
    assert words[-4:] == [
        f"{override.decided_by.name} decided the priority: high, until 1 May 2026",
        "Final report: Good",
        "Planned visit",
        "Staffing, not dealt with yet",
    ]
    assert sorted(word.split(" X ")[1] for word in words[:-4]) == [
        "added Rose Court to the list",
        "suspended new placements at Rose Court",
    ]
    assert [entry.source for entry in found[-4:]] == [
        "Casework",
        "Visits of the team",
        "Visits of the team",
        "a nurse",
    ]
    assert "ebras" not in repr(found)


days = st.dates(date(2010, 1, 1), TODAY)


@given(st.lists(st.tuples(days, st.sampled_from((*LEVELS, "Inspected but not rated"))), max_size=8))
def test_the_chart_has_each_rated_day_in_its_place_and_the_worse_of_two(ratings):
    chart = rating_chart([rating(on, word) for on, word in ratings], TODAY)
    rated = sorted({on for on, word in ratings if word in LEVELS})
    if len(rated) < 2:
        assert chart is None
        return
    assert [mark.on for mark in chart.marks] == rated
    heights = dict(chart.levels)
    for mark in chart.marks:
        of_day = [LEVELS.index(word) for on, word in ratings if on == mark.on and word in LEVELS]
        assert mark.level == LEVELS[max(of_day)]
        assert mark.y == heights[mark.level]
        assert LEFT <= mark.x <= WIDTH
    assert [mark.x for mark in chart.marks] == sorted(mark.x for mark in chart.marks)
    assert all(f"{mark.level} in {mark.on.year}" in chart.summary for mark in chart.marks)


def test_the_line_goes_by_steps_to_today():
    chart = rating_chart(
        [rating(date(2016, 11, 29), "Good"), rating(date(2021, 11, 29), "Inadequate")], TODAY
    )
    assert chart.path == "M170.0 46H400.0V106H630"
