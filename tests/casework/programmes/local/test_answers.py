"""What figures of a local outcome show: alone or compared, in sentences, with their digest, and what is refused."""

from pathlib import Path

import pytest
from django.conf import settings
from django.test import override_settings
from tests.casework.programmes import records
from tests.casework.programmes.local.records import MONTHS, TITLE, described, entered, table

from careplace.casework import edition_reader
from careplace.casework.programmes import protocol
from careplace.casework.programmes.estimates import ask, calculate
from careplace.casework.programmes.local.models import COMPARED, LocalFigures
from careplace.casework.programmes.models import Estimate, Milestone
from careplace.casework.programmes.paper import (
    ALONE_AS_HOPED,
    ALONE_OTHER_WAY,
    AS_HOPED,
    NOT_TESTED,
    WITHHELD,
    paper,
)
from careplace.casework.programmes.publication.files import as_record, page_html
from careplace.casework.programmes.publication.gate import problems
from careplace.casework.programmes.publication.pictures import pictures
from careplace.casework.programmes.verdicts import verdicts

pytestmark = pytest.mark.usefixtures("sqlite")


@pytest.fixture
def home(many_councils_home) -> Path:
    with override_settings(CAREPLACE=settings.CAREPLACE.model_copy(update={"home": many_councils_home})):
        yield many_councils_home
    edition_reader.forget()


@pytest.fixture
def councils(home) -> list[str]:
    """Councils of today."""
    with edition_reader.edition(home) as edition:
        areas = edition.gazetteer.areas.values()
        return sorted(area.code for area in areas if area.kind == "council" and area.stands())


def opened(evaluator, home, text, file="figures.csv", programme=None, **values) -> Estimate:
    """The answer of a local outcome whose figures are in a file."""
    programme = programme or records.programme(evaluator)
    local = described(evaluator, programme, **values)
    if programme.state == "drafting":
        protocol.lock(evaluator, programme.pk, programme.version, records.TODAY)
    entered(evaluator, local, text, file=file, home=home)
    estimate = ask(evaluator, local.outcome_id)
    calculate.func(str(estimate.pk))
    return Estimate.objects.get(pk=estimate.pk)


@pytest.fixture
def evaluator(councils):
    return records.evaluator(councils[0])


def compared(councils, step) -> str:
    """Figures of many councils, of which the first changes by `step`."""
    rows = [table(area=code, first=500 + 7 * n, phase=n).splitlines()[1:] for n, code in enumerate(councils)]
    rows[0] = table(step, area=councils[0], first=500 + 7 * (len(councils) // 2)).splitlines()[1:]
    return "\n".join(["period,area,value", *(line for lines in rows for line in lines)])


@pytest.mark.parametrize(
    ("step", "hoped", "conclusion", "result"),
    [
        (60, "higher", "higher than its own earlier course", ALONE_AS_HOPED),
        (60, "lower", "higher than its own earlier course", ALONE_OTHER_WAY),
    ],
)
def test_a_council_alone_is_compared_with_its_own_course(evaluator, home, step, hoped, conclusion, result):
    estimate = opened(evaluator, home, table(step), hoped=hoped)
    assert (estimate.state, estimate.conclusion) == ("done", conclusion)
    assert estimate.figures_sha256 == LocalFigures.objects.get().sha256
    assert f"“{TITLE}” was {conclusion}. This does not show that" in estimate.sentences[0]
    assert estimate.sentences[-1] == (
        "These are the programme's own figures, counted by the council; not published. Source: The council's assistive "
        "technology team, from its case system."
    )
    assert "<svg" in estimate.picture
    assert estimate.figures_sha256 in estimate.page
    (part,) = paper(estimate.outcome.programme).outcomes
    assert part.result == result


def test_with_few_periods_the_change_is_described(evaluator, home):
    estimate = opened(evaluator, home, table(60, months=MONTHS[16:34]))
    assert (estimate.state, estimate.conclusion) == ("done", "cannot be tested")
    assert estimate.sentences[1].startswith("The mean of the 8 periods before was 50")
    assert paper(estimate.outcome.programme).outcomes[0].result == NOT_TESTED


def test_with_other_councils_the_methods_are_those_of_published_outcomes(evaluator, home, councils):
    assert len(councils) > 40
    estimate = opened(evaluator, home, compared(councils, 200), design=COMPARED)
    assert estimate.conclusion == "higher than expected", estimate.sentences
    assert (
        f"Compared with {len(councils) - 1} councils: +199.58 people (95% interval" in estimate.sentences[1]
    )
    assert "was higher than expected from other councils. This does not show" in estimate.sentences[0]
    assert paper(estimate.outcome.programme).outcomes[0].result == AS_HOPED


def test_councils_that_the_protocol_does_not_compare_with_are_named(evaluator, home, councils):
    programme = records.programme(evaluator, comparators="named", compared_with=councils[1:3])
    estimate = opened(evaluator, home, compared(councils[:4], 60), programme=programme, design=COMPARED)
    assert estimate.conclusion == "cannot be tested"
    assert (
        "it could be compared with 2 councils, and judging chance needs at least 39" in estimate.sentences[0]
    )
    (unused,) = [s for s in estimate.sentences if s.startswith("The protocol does not compare with")]
    assert unused.endswith("whose figures are there too.")


@pytest.mark.parametrize(
    ("text", "values", "says"),
    [
        (table(months=MONTHS[:10] + MONTHS[11:]), {}, "has no period between 2016-10 and 2016-12"),
        (table(months=MONTHS[:20]), {}, "2018-01: outside the series"),
        (table(months=MONTHS[24:]), {}, "has no period before the event"),
        ("alone", {"design": COMPARED}, "no other place has a value in every period"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_its_reason(evaluator, home, councils, text, values, says):
    figures = table(area=councils[0]) if text == "alone" else text
    estimate = opened(evaluator, home, figures, **values)
    assert (estimate.state, estimate.figures_sha256) == ("refused", "")
    assert says in estimate.reason


def test_figures_that_were_changed_behind_our_back_are_not_calculated_from(evaluator, home):
    first = opened(evaluator, home, table(60))
    LocalFigures.objects.update(rows=[[first.place, "2016-01", "1", None]])
    again = ask(evaluator, first.outcome_id)
    assert calculate.func(str(again.pk)) == "refused"
    assert "are not what was entered" in Estimate.objects.get(pk=again.pk).reason


def test_the_same_figures_give_the_same_again_and_later_ones_say_what_they_changed(evaluator, home):
    first = opened(evaluator, home, table(60))
    again = ask(evaluator, first.outcome_id)
    calculate.func(str(again.pk))
    again.refresh_from_db()
    assert (again.sentences, again.page) == (first.sentences, first.page)
    entered(evaluator, first.outcome.local, table(90), seen=1, home=home)
    later = ask(evaluator, first.outcome_id)
    calculate.func(str(later.pk))
    later.refresh_from_db()
    assert (
        "Version 2 of the figures changed or left out 12 of the 36 figures of version 1." in later.sentences
    )
    assert later.figures_sha256 != first.figures_sha256


def test_the_paper_names_its_source_and_marks_it_local(evaluator, home):
    estimate = opened(evaluator, home, table(60))
    document = paper(estimate.outcome.programme)
    drawn = pictures(document)
    html = page_html(document, drawn, home)
    assert f"{TITLE} (local)" in html
    assert "Local: counted by the council; not published." in html
    assert f"version 1, is {estimate.figures_sha256}" in html
    assert (
        document.summary
        == "1 outcome registered before they were seen: 1 moved as hoped, by its own earlier course alone."
    )
    (outcome,) = [o for s in as_record(document, [], home)["sections"] for o in s["outcomes"]]
    assert outcome["local"]["figures"] == {"version": 1, "sha256": estimate.figures_sha256}
    assert (outcome["local"]["published"], outcome["local"]["title"]) == (False, TITLE)
    assert problems(document, verdicts(document, home)) == []


def test_sentences_are_compared_with_its_figures(evaluator, home):
    programme = opened(evaluator, home, table(60, first=1250)).outcome.programme
    own = {period: int(count) for _area, period, count, _whole in LocalFigures.objects.get().rows}
    counted = "people with assistive technology were counted."
    right = f"In January 2018, {own['2018-01']:,} {counted}"
    wrong = f"In February 2018, {own['2018-02'] + 9:,} {counted}"
    for text in (right, wrong):
        records.part(evaluator, programme, Milestone(text=text, due_on=records.TODAY), "add")
    found = {verdict.sentence: verdict for verdict in verdicts(paper(programme), home)}
    assert found[right].grade == "holds"
    assert found[wrong].is_fault
    assert "counted by the council; not published" in found[wrong].says[0]


def test_outcomes_with_the_same_figures_each_have_their_own(evaluator, home):
    programme = records.programme(evaluator)
    rows = [described(evaluator, programme, title=title) for title in (TITLE, "People with telecare")]
    protocol.lock(evaluator, programme.pk, programme.version, records.TODAY)
    for local in rows:
        entered(evaluator, local)
        calculate.func(str(ask(evaluator, local.outcome_id).pk))
    parts = paper(programme).outcomes
    assert {part.title: part.figures.measure.title for part in parts} == {
        local.title: local.title for local in rows
    }


def small(evaluator, home) -> Estimate:
    return opened(evaluator, home, table(3, first=3))


def test_a_figure_of_one_to_four_people_keeps_the_paper_back(evaluator, home):
    document = paper(small(evaluator, home).outcome.programme)
    (problem,) = problems(document, [])
    assert "counts fewer than 5 people in 2016-01" in problem
    other = records.programme(evaluator, name="Another")
    no_people = opened(evaluator, home, table(3, first=3), programme=other, counts_people=False)
    assert problems(paper(no_people.outcome.programme), []) == []


def test_once_it_is_dropped_its_answer_is_not_shown(evaluator, home):
    outcome = small(evaluator, home).outcome
    type(outcome).objects.filter(pk=outcome.pk).update(state="dropped", reason="Too few people")
    document = paper(outcome.programme)
    (part,) = document.outcomes
    assert (part.texts_shown, part.drawn) == ((WITHHELD,), None)
    assert problems(document, []) == []
    assert "mean of the" not in page_html(document, pictures(document), home)
