"""What the commands about one place ask for, from what people type."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careplace.places.comparators import split_specs as specs


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("england", ("england",)),
        ("england,region", ("england", "region")),
        (" england , region ,", ("england", "region")),
        ("england,england", ("england",)),
        ("Ours=E08000025,E08000031", ("Ours=E08000025,E08000031",)),
        ("Ours=E08000025,E08000031,region", ("Ours=E08000025,E08000031", "region")),
        ("region,Ours=E08000025, E08000031", ("region", "Ours=E08000025,E08000031")),
        ("A=E08000025,B=E08000031,E08000026", ("A=E08000025", "B=E08000031,E08000026")),
        ("Ours=Coventry,wmca", ("Ours=Coventry", "wmca")),
        ("E08000025", ("E08000025",)),
        ("Ours=", ("Ours=",)),
        (",,", ()),
        ("", ()),
    ],
)
def test_comparators_are_split_at_commas_but_for_the_codes_of_a_group(text, found):
    assert specs(text) == found


code = st.from_regex(r"E[0-9]{8}", fullmatch=True)
group = st.builds(
    lambda name, codes: f"{name}={','.join(codes)}", st.sampled_from("ABC"), st.lists(code, min_size=1)
)


@given(st.lists(st.one_of(st.sampled_from(["england", "region", "wmca"]), group), unique=True))
def test_comparators_joined_by_commas_are_found_again(listed):
    assert specs(",".join(listed)) == tuple(listed)


@given(st.text())
def test_no_text_breaks_the_list(text):
    assert all(part.strip() == part and part for part in specs(text))


WRONG = {
    "an unknown place": (["Nowhere at all"], "No place is called 'Nowhere at all'"),
    "no place": ([""], "No place is called ''"),
    "SQL": (["'; drop table register; --"], "No place is called"),
    "a NUL": (["Alder\0shire"], "No place is called"),
    "an unknown comparator": (["@", "--against", "nowhere"], "There is no group 'nowhere'"),
    "a group of nobody": (["@", "--against", "Ours="], "'Ours=' is not a group"),
    "a group without a name": (["@", "--against", "=X06000001"], "is not a group"),
    "a group of unknown codes": (["@", "--against", "Ours=E99999999"], "No place is called 'E99999999'"),
    "no comparator": (["@", "--against", ","], "names no comparator"),
    "no day": (["@", "--as-at", "2021-02-30"], "write one as 2021-02-01, year first"),
    "too early a day": (["@", "--as-at", "1999-01-01"], "No snapshot on or before 1999-01-01 covers"),
    "no file of groups": (["@", "--groups", "nowhere.toml"], "does not exist"),
}


@pytest.mark.parametrize("command", ["profile", "report"])
@pytest.mark.parametrize(("words", "said"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_said_in_words(careplace, built, council, tmp_path, command, words, said):
    words = [council.code if word == "@" else word for word in words]
    written = ["--to", tmp_path / "reports"] if command == "report" else []
    result = careplace(command, *words, *written, "--home", built[0])
    assert result.exit_code in (1, 2)
    assert said in result.stderr
    assert "Traceback" not in result.output
    assert "a fault in Careplace itself" not in result.output
    assert not (tmp_path / "reports").exists()


def test_a_file_of_groups_is_read(careplace, built, council, neighbour, tmp_path):
    groups = tmp_path / "groups.toml"
    groups.write_text(f'[ours]\nname = "Ours and theirs"\nmembers = ["{neighbour.code}", "{council.name}"]\n')
    result = careplace("profile", council.code, "--against", "ours", "--groups", groups, "--home", built[0])
    assert (result.exit_code, result.stderr) == (0, "")
    assert "  Ours and theirs (2 councils): " in result.stdout


def test_a_file_of_groups_that_is_not_one_says_so(careplace, built, council, tmp_path):
    (tmp_path / "groups.toml").write_text("[ours]\nmembers = 'all'\n")
    result = careplace("profile", council.code, "--groups", tmp_path / "groups.toml", "--home", built[0])
    assert result.exit_code == 1
    assert "groups.toml, group 'ours', field 'members': found 'all'; expected members = " in result.stderr
