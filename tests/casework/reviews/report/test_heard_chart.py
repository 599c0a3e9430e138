"""The chart of who was heard: as many boxes as kinds of organisation, filled where the text says that somebody was heard."""

from types import SimpleNamespace
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.casework.reviews.heard import FRAMEWORK, LINE, TODAY, said

from careplace.casework.reviews.report import heard_chart
from careplace.casework.reviews.report.contents import Judged
from careplace.casework.reviews.weighing import weigh

KEYS = [kind.key for kind in FRAMEWORK.organisations]
SVG = "{http://www.w3.org/2000/svg}"


def judged(keys, title="Joined-up care", **source) -> Judged:
    """A key line on which a source of each of these kinds was heard."""
    evidence = [said(f"{n}", "concern", organisation=key, **source) for n, key in enumerate(keys)]
    weight = weigh(FRAMEWORK, LINE, evidence, TODAY)
    organisations = tuple(kind for kind in FRAMEWORK.organisations if kind.key in keys)
    return Judged(
        SimpleNamespace(key="care", title="Care"),
        SimpleNamespace(key=title, title=title),
        None,
        (),
        weight,
        organisations,
    )


def contents(*lines):
    return SimpleNamespace(framework=FRAMEWORK, judged=lines)


def of(*keys_of_lines):
    """A review in which these kinds were heard on each line."""
    return contents(*(judged(keys, f"Line {n}") for n, keys in enumerate(keys_of_lines)))


def pictures(review) -> list[ElementTree.Element]:
    """The pictures of key lines on paper; that of the numbers' meaning is the first."""
    return [ElementTree.fromstring(f"<svg{svg}") for svg in heard_chart.on_paper(review).split("<svg")[2:]]


def heard_in(picture) -> list[bool]:
    """Whether each box of a picture is filled, after its white ground."""
    return [rect.get("fill") == "#12436D" for rect in list(picture.iter(f"{SVG}rect"))[1:]]


@given(st.lists(st.sets(st.sampled_from(KEYS)), min_size=1, max_size=5))
def test_a_box_is_filled_where_somebody_was_heard(lines):
    drawn = pictures(of(*lines))
    assert [heard_in(picture) for picture in drawn] == [[key in keys for key in KEYS] for keys in lines]
    for picture in drawn:
        numbers = [text.text for text in picture.iter(f"{SVG}text")][1:]
        assert numbers == [str(n) for n in range(1, len(KEYS) + 1)]


@given(st.lists(st.sets(st.sampled_from(KEYS)), min_size=1, max_size=5))
def test_the_table_has_what_the_picture_shows(lines):
    review = of(*lines)
    for row, keys in zip(heard_chart.table(review), lines, strict=True):
        words = [kind.in_sentence for kind in FRAMEWORK.organisations if kind.key in keys]
        assert row[1] == ("; ".join(words) or "none")
        missing = len(KEYS) - len(keys)
        assert (row[2] == f"the {missing} other kinds") == (missing > len(keys))


def test_how_many_spoke_in_what_kind_of_source_and_of_whom_does_not_change_a_byte():
    one = contents(judged(["council"]))
    many = contents(judged(["council"] * 9, category="focus group", population="people-75-and-over"))
    assert heard_chart.picture(one) == heard_chart.picture(many)
    assert heard_chart.on_paper(one) == heard_chart.on_paper(many)
    assert heard_chart.table(one) == heard_chart.table(many)
    assert heard_chart.finding(one) == heard_chart.finding(many)


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (
            [KEYS[1:], KEYS[1:3]],
            "On no key line was anybody heard from people who use services, and their carers.",
        ),
        (
            [KEYS, KEYS[:2], KEYS[:3]],
            "Somebody was heard from each of 10 kinds of organisation, "
            "but from no more than 2 of them on 1 key line: Line 1.",
        ),
        ([], ""),
    ],
)
def test_the_words_above_it_are_its_finding(lines, words):
    assert heard_chart.finding(of(*lines)) == words


def test_each_number_has_its_kind_of_organisation():
    key = ElementTree.fromstring(f"<svg{heard_chart.on_paper(of(KEYS)).split('<svg')[1]}")
    words = " ".join(text.text for text in key.iter(f"{SVG}text"))
    assert words.startswith("somebody was heard nobody was heard 1 People who use services")
    assert all(kind.short in words for kind in FRAMEWORK.organisations)


def test_a_picture_on_paper_is_read_alone():
    (picture,) = pictures(of(["council", "healthwatch"]))
    assert (
        picture.findtext(f"{SVG}title") == "Line 0: somebody was heard from local Healthwatch; the council."
    )


def test_nothing_leaves_the_picture():
    for picture in pictures(of(KEYS, KEYS[:1])):
        wide, tall = map(float, picture.get("viewBox").split()[2:])
        for rect in picture.iter(f"{SVG}rect"):
            assert float(rect.get("x", 0)) + float(rect.get("width")) <= wide
            assert float(rect.get("y", 0)) + float(rect.get("height")) <= tall


def test_a_review_without_a_judged_line_has_none():
    assert heard_chart.on_paper(of()) == ""
    assert heard_chart.table(of()) == []
