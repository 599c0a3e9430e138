import pytest

from careplace.places.area import UnknownPlace
from careplace.places.groups import ad_hoc, groups_from_toml, shipped


def file(tmp_path, text):
    path = tmp_path / "groups.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_readers_file(tmp_path):
    (group,) = groups_from_toml(
        file(tmp_path, '[our-peers]\nname = "Our peers"\nmembers = ["Alpha", "E08000002"]\n')
    )
    assert (group.key, group.name, group.members) == ("our-peers", "Our peers", ("Alpha", "E08000002"))


def test_a_name_and_a_note_are_at_will(tmp_path):
    (group,) = groups_from_toml(file(tmp_path, '[Peers]\nmembers = ["Alpha"]\nnote = "why"\n'))
    assert (group.key, group.name, group.note) == ("peers", "Peers", "why")


def test_every_wrong_group_of_a_file_is_named_at_once(tmp_path):
    text = "[ours]\nmembers = 1\n[theirs]\nname = 3\nmembers = ['Alpha']\n"
    with pytest.raises(UnknownPlace) as refused:
        groups_from_toml(file(tmp_path, text))
    ours, theirs = str(refused.value).splitlines()
    assert "groups.toml, group 'ours', field 'members': found 1; expected members = " in ours
    assert "groups.toml, group 'theirs', field 'name': found 3; expected words in quotes" in theirs


@pytest.mark.parametrize(
    "text",
    [
        "[peers]\n",
        "[peers]\nmembers = []\n",
        '[peers]\nmembers = "Alpha"\n',
        "[peers]\nmembers = [1]\n",
        "peers = 3\n",
    ],
)
def test_a_group_without_members_says_what_to_write(tmp_path, text):
    with pytest.raises(UnknownPlace, match=r"group 'peers'.*(members = |a table of fields|words in quotes)"):
        groups_from_toml(file(tmp_path, text))


def test_a_file_that_is_no_toml(tmp_path):
    with pytest.raises(UnknownPlace, match=r"groups\.toml cannot be read as TOML"):
        groups_from_toml(file(tmp_path, "members: Alpha"))


def test_ad_hoc():
    group = ad_hoc(" Ours =E1, E2,,")
    assert (group.key, group.name, group.members) == ("ours", "Ours", ("E1", "E2"))


@pytest.mark.parametrize("spec", ["=E1", "Ours=", "Ours= ,", "="])
def test_ad_hoc_without_a_name_or_codes(spec):
    with pytest.raises(UnknownPlace, match="NAME=code,code"):
        ad_hoc(spec)


def test_a_named_group_is_there_only_with_all_its_members():
    assert shipped({}) == ()
