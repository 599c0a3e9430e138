"""The brief: two pages, whatever there is to say, of figures that are held as a report's are."""

import io
import re
from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pikepdf
import pytest
from tests.publish import fictional_outcomes as f
from tests.publish.sentences import long_sentences
from tests.publish.test_data_report import part, text

from careplace.figures import Status
from careplace.measures.report import DataReport
from careplace.publish import Content, page, pdf, write_brief

STEM = "X08000001-marrowdale-brief-2025-08-31"


def rendered(data, **more) -> str:
    return page.render(Content(data), template="brief.html", **more)


@pytest.fixture(scope="module")
def html():
    return rendered(f.whole())


def pages(data) -> int:
    with pikepdf.open(io.BytesIO(pdf.to_pdf(rendered(data, paper=True)))) as paper:
        return len(paper.pages)


def councils(measure) -> dict:
    """Councils' values and their quartiles, without which no spine chart is drawn."""
    year = "2024-25"
    values = [f.figure(measure, year, n / 10, place=f"X0900000{n}") for n in range(1, 10)]
    quarters = [
        f.figure(measure, year, edge, place="X92000001", breakdown=f"quartile:{n}")
        for n, edge in enumerate((0.3, 0.5, 0.7))
    ]
    return {"everyone": tuple(values), "quartiles": tuple(quarters)}


def crowded() -> DataReport:
    """A place of which there is very much to say: forty measures, each with a name as long as the "
    "dictionary's longest, worse and getting worse."""
    year, data = "2024-25", f.whole()
    measures = [
        f.Measure(f"m-{n}", f"Measure {'number ' * 8}{n}", "safety", headline=n % 2 == 0) for n in range(40)
    ]
    listed = [
        f.told(
            m,
            f.series(m, (0.9, 0.8, 0.7, 0.6, 0.5)),
            [f.group(m, year, f.ALBION, 0.8, by, 5.0)],
            trend=f.trend(m, "2020-21..2024-25", "decreasing, getting worse", -10),
            **councils(m),
        )
        for m, by in zip(measures, [-30.0, 30.0] * 20, strict=True)
    ]
    gone = [
        f.told(f.Measure(f"g-{n}", f"Missing {'thing ' * 9}{n}", "safety", missing="Nobody counts it."))
        for n in range(20)
    ]
    return replace(data, outcomes=f.outcomes(safety=[*listed, *gone]))


def test_it_says_what_is_strong_weak_moving_and_unknown(html):
    assert re.findall(r'<h2 id="(\w+)"', html) == [
        "figures",
        "strong",
        "weak",
        "moving",
        "unknown",
        "ask",
        "how",
    ]
    assert (
        "Overall satisfaction of people who use services: 69.0% in 2024-25; better than in Albion, higher by "
        "3.6 percentage points" in part(html, "strong")
    )
    assert "Older people still at home 91 days" in part(html, "weak")
    assert "Getting worse: older people still at home" in part(html, "moving")
    assert "overall satisfaction of carers" in part(html, "unknown")
    assert "No interviews or focus groups have been gathered, and no judgement is recorded." in part(
        html, "unknown"
    )
    assert "What explains “older people still at home" in part(html, "ask")


def test_it_says_what_is_provisional_or_modelled_and_how_old_a_figure_is():
    worse = [f.group(f.SAFER, "2024-25", f.ALBION, 0.97, -6.0, 2.1)]
    provisional = f.told(
        f.SAFER, [f.figure(f.SAFER, "2024-25", 0.91, 0.02, 300, status=Status.PROVISIONAL)], worse
    )
    points = [f.figure(f.RESIDE, "2025-08-31", 77)]
    modelled = f.told(f.RESIDE, points, control=SimpleNamespace(variation="concern", restarts=()))
    data = f.whole()
    data = replace(data, outcomes=f.outcomes(safety=[provisional], flow=[modelled]))
    html = rendered(data)
    assert "(95% interval −8.1 to −3.9); provisional." in part(html, "weak")
    assert "patients who no longer need to be in hospital (modelled)." in part(html, "moving")
    assert "patients who no longer need to be in hospital (modelled)." in part(
        page.render(Content(data)), "summary"
    )
    assert "overall satisfaction of carers (2018-19)" in part(html, "unknown")


def test_ratings_of_years_ago_do_not_pass_for_todays(html):
    told = "ratings are those of 1 February 2021. Since then services may have opened, closed or been rated again"
    assert told in part(html, "figures")
    assert told in part(page.render(Content(f.whole())), "summary")
    data = f.whole()
    data = replace(data, as_at=date(2021, 2, 28))
    assert "Ratings are those of" not in text(rendered(data))


def test_every_comparator_that_was_asked_for_is_told_of(html):
    assert (
        "Better than in Northmarch: social care-related quality of life; admissions of older people"
        in part(html, "strong")
    )


def test_four_or_five_figures_matter(html):
    rows = re.search(r"<tbody>(.*?)</tbody>", html, re.S)[1].count("<tr>")
    assert rows == 5


def test_no_sentence_is_long(html):
    assert long_sentences(html) == []


def test_it_is_no_judgement_and_no_rank(html):
    said = text(html)
    assert "Indicative; not an inspection judgement. There is no overall score and no rank." in said
    assert "cannot be used to judge how effective a council is" in said


def test_strong_and_weak_measures_are_drawn_on_one_scale():
    chart = re.search(r'<figure class="drawn long" id="spine-brief">.*?</figure>', rendered(crowded()), re.S)[
        0
    ]
    verdicts = re.findall(r": <strong>([^<]*)</strong></div></li>", chart)
    # Of four each, those of which the councils' figures are known.
    assert verdicts == ["better"] * 3 + ["worse"] * 3
    assert "href" not in chart, "a brief has no part on each measure"
    assert "no clear difference" not in text(chart), "a sign that no row has"


def test_without_a_measure_that_is_better_or_worse_nothing_is_drawn():
    data = f.whole()
    data = replace(data, outcomes=f.outcomes(safety=[]))
    assert "spine-brief" not in rendered(data)


@pytest.mark.parametrize("data", [f.whole, crowded], ids=["usual", "crowded"])
def test_it_has_two_pages(data):
    assert pages(data()) == 2


def test_it_stands_without_providers_outcomes_or_comparators():
    for changed in ({"providers": None}, {"outcomes": None}):
        data = replace(f.whole(), **changed, without={next(iter(changed)): "There is none"})
        assert "There is none." in text(rendered(data))
    data = f.whole()
    data.outcomes.comparators = ()
    assert "This brief was made without comparators." in text(rendered(data))


def test_names_of_its_files(tmp_path):
    paths = write_brief(f.whole(), tmp_path)
    assert [path.name for path in paths] == [f"{STEM}.html", f"{STEM}.pdf"]
    with pytest.raises(ValueError, match=r"xlsx: not a format of a brief\. Choose from html, pdf"):
        write_brief(f.whole(), tmp_path, ["xlsx"])
