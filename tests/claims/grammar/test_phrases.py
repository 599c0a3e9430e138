"""The words of measures: data that is read strictly, and names one measure or none."""

import pytest

from careplace.claims.grammar import phrases as module
from careplace.claims.grammar.phrases import mentioned, phrases
from careplace.entries import DictionaryError


def ids(text: str) -> list[str]:
    return [mention.phrases.id for mention in mentioned(text)]


def test_every_entry_is_of_a_measure_that_has_published_numbers():
    assert len(phrases()) >= 25
    assert [one.id for one in phrases() if one.measure.missing] == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("people were satisfied with their care and support", ["ascof-1d-satisfaction"]),
        ("of carers in Leeds were very satisfied with social services", ["ascof-1e-carers-satisfaction"]),
        ("very, extremely or quite satisfied with their care and support", []),
        ("carers were satisfied with their care and support", []),
        ("satisfied with their care and support, and felt as safe as they want", []),
        ("seen within four hours in A&E", ["four-hour-standard", "four-hour-standard-here"]),
        ("the population of Leeds", ["residents"]),
        ("residents of care homes in Leeds were aged 65 and over", []),
        ("seen within four hours in type 1 departments", []),
        ("the average IMD score", ["deprivation"]),
        ("delayed days attributable to social care", []),
        ("delayed days", ["delayed-days-rate", "delayed-days-year", "delayed-days"]),
        ("the budget was spent", []),
    ],
)
def test_a_sentence_names_one_measure_or_none(text, found):
    assert ids(text) == found


def test_words_that_lie_within_a_measure_s_longer_words_are_not_another_measure():
    assert ids("admissions to care homes of people aged 65 and over") == ["ascof-2c-admissions-65-and-over"]


@pytest.mark.parametrize(
    ("entry", "says"),
    [
        ('id = "no-such"\nphrases = ["x"]\nunit = "percent"', "no-such"),
        ('id = "beds"\nphrases = ["x"]\nunit = "litres"', "litres"),
        ('id = "beds"\nphrases = ["x"]\nunit = "beds"\nnumber = "lower95"', "lower95"),
        ('id = "beds"\nphrases = ["x"]\nunit = "beds"\nwords = "y"', "words"),
    ],
)
def test_a_wrong_entry_is_named_with_its_field(entry, says, tmp_path, monkeypatch):
    (tmp_path / module.FILE).write_text(f"[[measure]]\n{entry}\n", encoding="utf-8")
    monkeypatch.setattr(module, "files", lambda _package: tmp_path)
    with pytest.raises(DictionaryError, match=says):
        phrases.__wrapped__()
