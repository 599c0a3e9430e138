"""The dictionary is read strictly: what is wrong is told with file, measure, field, what was found and expected."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careplace.entries import DictionaryError, Wrong, content, parse
from careplace.measures import dictionary
from careplace.measures.dictionary import (
    Break,
    Section,
    Target,
    families,
    measures,
    sections,
)

WHOLE = {
    "id": "stays",
    "title": "Stays",
    "question": "How many stay?",
    "section": "independence",
    "unit": "share",
    "numerator": "people who stay",
    "method": "share",
    "table": "ascof_outcome",
    "series": "2D(1)",
    "period_type": "financial year",
}


def toml(entry: dict, heading: str = "[[measure]]") -> str:
    return heading + "\n" + "".join(f"{name} = {value}\n" for name, value in entry.items())


def measure_toml(**changed) -> str:
    """A sound measure's TOML with some fields changed; None takes a field away, and values are TOML as written."""
    said = {name: f"'{value}'" for name, value in WHOLE.items()} | changed
    return toml({name: value for name, value in said.items() if value is not None})


@pytest.fixture
def family(tmp_path):
    """family(text) -> the Family that stands in a file of the Populations chapter."""

    def reads(text: str):
        path = tmp_path / "own.toml"
        path.write_text(text, encoding="utf-8")
        return dictionary.family(path, "populations")

    return reads


def told(family, text: str) -> list[str]:
    with pytest.raises(DictionaryError) as caught:
        family(text)
    return [str(problem) for problem in caught.value.problems]


def test_a_sound_measure_is_read_with_what_it_leaves_out(family):
    found = family(measure_toml())
    assert found.key == "populations/own"
    (measure,) = found.measures
    assert (measure.limits, measure.combine, measure.polarity) == ("none", "none", "none")
    assert measure.direction == "none: more is neither better nor worse"
    assert measure.places == ("council", "region", "nation")
    assert measure.family == "populations/own"
    assert not measure.headline


def test_lists_tables_and_dates_become_their_dataclasses(family):
    found = family(
        measure_toml(
            targets="[{from = 2017-04-01, to = 2018-03-31, value = 0.035, words = 'at most 3.5%', source = 'NHS'}]",
            breaks="[{on = 2024-04-01, why = 'counted from client-level data'}]",
            versions="['2016-17']",
            links="{ascof = ['2D(1)']}",
            reviewed_on="2026-11-22",
            headline="true",
            polarity="'high'",
        )
    )
    (measure,) = found.measures
    aimed = Target(date(2017, 4, 1), 0.035, "at most 3.5%", "NHS", date(2018, 3, 31))
    assert measure.targets == (aimed,)
    assert measure.breaks == (Break(date(2024, 4, 1), "counted from client-level data"),)
    assert measure.versions == ("2016-17",)
    assert measure.links == {"ascof": ["2D(1)"]}
    assert measure.reviewed_on == date(2026, 11, 22)
    assert measure.direction == "high is better"
    assert measure.headline
    assert hash(measure) == hash(measure)


WRONG = {
    "an unknown field": (
        {"colour": "'red'"},
        "field 'colour': found a field that nobody reads; expected one of id, ",
    ),
    "a missing field": ({"title": None}, "field 'title': found nothing; expected words in quotes"),
    "an unknown section": (
        {"section": "'flow'"},
        "field 'section': found 'flow'; expected a section of the chapter: about",
    ),
    "an unknown unit": ({"unit": "'percent'"}, "field 'unit': found 'percent'; expected share, "),
    "a rate of no round number": ({"unit": "'per many'"}, "field 'unit': found 'per many'"),
    "an unknown polarity": (
        {"polarity": "'up'"},
        "field 'polarity': found 'up'; expected one of high, low, none",
    ),
    "unknown limits": (
        {"limits": "'exact'"},
        "field 'limits': found 'exact'; expected one of published, margin, wilson, ",
    ),
    "a rate without per": (
        {"limits": "'byar'", "unit": "'per 100,000'"},
        "field 'per': found None; expected how many people the rate is per",
    ),
    "Wilson's limits of a rate": (
        {"limits": "'wilson'", "unit": "'per 100,000'"},
        "field 'limits': found 'wilson'",
    ),
    "missing with a table": (
        {"missing": "'not public'"},
        "field 'table': found 'ascof_outcome'; expected nothing beside",
    ),
    "no table": (
        {"table": None},
        "field 'table': found ''; expected the table of the published numbers, or `missing`",
    ),
    "no series": (
        {"series": None},
        "field 'series': found ''; expected the series of the table, or `missing`",
    ),
    "an unknown kind of period": (
        {"period_type": "'decade'"},
        "field 'period_type': found 'decade'; expected one of fin",
    ),
    "a period of a change, which only measures of providers have": (
        {"period_type": "'two days'"},
        "field 'period_type': found 'two days'; expected one of fin",
    ),
    "an unknown kind of place": (
        {"places": "['county']"},
        "field 'places[1]': found 'county'; expected one of council, ",
    ),
    "no question": ({"question": "'Stays'"}, "field 'question': found 'Stays'; expected a question"),
    "an id with spaces": (
        {"id": "'Still here'"},
        "measure Still here, field 'id': found 'Still here'; expected small",
    ),
    "too many decimals": ({"decimals": "9"}, "field 'decimals': found 9; expected a whole number, 0 to 4"),
    "words for a number": ({"decimals": "'1'"}, "field 'decimals': found '1'; expected a whole number"),
    "truth for a number": ({"decimals": "true"}, "field 'decimals': found True; expected a whole number"),
    "words for a date": (
        {"reviewed_on": "'2026-11-22'"},
        "field 'reviewed_on': found '2026-11-22'; expected a date, ",
    ),
    "a moment for a date": ({"reviewed_on": "2026-11-22T10:00:00"}, "field 'reviewed_on': found datetime"),
    "a word for a list": (
        {"versions": "'2016-17'"},
        "field 'versions': found '2016-17'; expected a list of words",
    ),
    "a number in a list": (
        {"versions": "[2016]"},
        "field 'versions[1]': found 2016; expected words in quotes",
    ),
    "links that are no lists": (
        {"links": "{ascof = '2D'}"},
        "field 'links.ascof': found '2D'; expected a list of words",
    ),
    "a target that ends before it begins": (
        {"targets": "[{from = 2018-04-01, to = 2017-04-01, value = 1, words = 'w', source = 's'}]"},
        "field 'targets': found 'from 2018-04-01 to 2017-04-01'; expected to after from",
    ),
    "a target without words": (
        {"targets": "[{from = 2018-04-01, value = 1, source = 's'}]"},
        "measure stays, targets[1], field 'words': found nothing; expected words in quotes",
    ),
    "a target that is no table": (
        {"targets": "[3]"},
        "measure stays, targets[1]: found 3; expected a table of fields",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_field_is_told(family, name):
    changed, said = WRONG[name]
    lines = told(family, measure_toml(**changed))
    assert any(said in line for line in lines), lines
    assert all(line.startswith("populations/own.toml, measure ") for line in lines)


def test_every_fault_of_a_file_is_told_at_once(family):
    text = measure_toml(id="'first'", unit="'percent'") + measure_toml(id="'second'", title=None, colour="1")
    assert len(told(family, text)) == 3


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[measure]\n", "own.toml: found no TOML"),
        (
            "",
            "populations/own.toml, field 'measure': found None; expected entries that begin with [[measure]]",
        ),
        ("[measure]\nid = 'a'\n", "expected entries that begin with [[measure]]"),
        (
            "[[mesure]]\nid = 'a'\n",
            "own.toml, field 'mesure': found a heading that nobody reads; expected family or measure",
        ),
        ("[family]\nname = 'x'\n" + measure_toml(), "populations/own.toml, family, field 'name'"),
    ],
)
def test_a_file_of_another_form_is_told(family, text, said):
    assert said in "\n".join(told(family, text))


def test_what_no_table_gives_needs_no_table(family):
    text = measure_toml(table=None, series=None, period_type=None, missing="'would come from the returns'")
    assert family(text).measures[0].missing == "would come from the returns"


def test_the_same_id_in_two_files_is_told(monkeypatch, tmp_path):
    (tmp_path / "sections.toml").write_text(
        "[[section]]\nkey = 'independence'\ntitle = 'I'\nchapter = 'populations'\n", encoding="utf-8"
    )
    (tmp_path / "populations").mkdir()
    for name in ("a", "b"):
        (tmp_path / "populations" / f"{name}.toml").write_text(measure_toml(), encoding="utf-8")
    monkeypatch.setattr(dictionary, "files", lambda _package: tmp_path)
    for read_once in (sections, families, measures):
        read_once.cache_clear()
    try:
        with pytest.raises(
            DictionaryError, match=r"populations/b\.toml, measure stays: found the same name in populations/a"
        ):
            measures()
    finally:
        for read_once in (sections, families, measures):
            read_once.cache_clear()


def test_two_sections_of_one_key_are_told(monkeypatch, tmp_path):
    text = 2 * "[[section]]\nkey = 'a'\ntitle = 'A'\nchapter = 'populations'\n"
    (tmp_path / "sections.toml").write_text(text, encoding="utf-8")
    monkeypatch.setattr(dictionary, "files", lambda _package: tmp_path)
    with pytest.raises(DictionaryError, match=r"sections\.toml, section a: found the same name"):
        sections.__wrapped__()


def test_a_problem_without_a_field_reads_well():
    assert str(Wrong("a.toml", "", "", "no TOML", "TOML")) == "a.toml: found no TOML; expected TOML"


@given(
    st.dictionaries(
        st.text(min_size=1), st.one_of(st.text(), st.integers(), st.booleans(), st.lists(st.text()))
    )
)
def test_no_entry_is_read_half(entry):
    """Whatever an entry holds, it is a Section or an error that names each field at fault."""
    known = {"key", "title", "chapter", "question"}
    if set(entry) <= known and {"key", "title", "chapter"} <= set(entry) and _all_words(entry):
        assert parse(Section, entry, "a.toml", "section") == Section(**entry)
        return
    with pytest.raises(DictionaryError) as caught:
        parse(Section, entry, "a.toml", "section")
    assert all(problem.file == "a.toml" for problem in caught.value.problems)
    assert set(entry) - known <= {problem.field for problem in caught.value.problems}


def _all_words(entry: dict) -> bool:
    return all(isinstance(value, str) for value in entry.values())


def test_headings_that_nobody_reads_are_told(tmp_path):
    path = tmp_path / "x.toml"
    path.write_text("[odd]\na = 1\n", encoding="utf-8")
    with pytest.raises(DictionaryError, match=r"x\.toml, field 'odd'"):
        content(path, ("measure",))
