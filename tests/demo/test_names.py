import re

import numpy as np
import pytest

from careplace.demo import names

RNG = np.random.default_rng


def test_every_stem_is_made_once():
    stems = names.stems()
    assert len(stems) == len(set(stems)) == 800


def test_no_postcode_is_in_an_area_that_the_post_serves():
    # No postcode area of the United Kingdom begins with Q, V or X (Royal Mail, Programmers' Guide).
    patch = np.arange(240)
    postcodes = names.postcodes(RNG(1), patch).to_pylist()
    assert all(re.fullmatch(r"[QVX][A-Z]\d{1,2} [1-9][A-Z]{2}", code) for code in postcodes)


def test_patches_do_not_share_an_outward_code():
    patch = np.repeat(np.arange(240), 50)
    outward = [code.split()[0] for code in names.postcodes(RNG(1), patch).to_pylist()]
    owners = {}
    for code, owner in zip(outward, patch.tolist(), strict=True):
        assert owners.setdefault(code, owner) == owner


def test_telephones_are_of_the_range_kept_for_drama():
    assert all(re.fullmatch(r"01632960\d{3}", number) for number in names.telephones(RNG(1), 500).to_pylist())


def test_numbered_pads_to_its_width():
    assert names.numbered("1-9", np.array([0, 42]), 11).to_pylist() == ["1-900000000000", "1-900000000042"]


def test_phrases_take_a_form_of_their_kind():
    forms = [["Rest"], ["Surgery", "Practice"]]
    kind = np.array([0, 1, 1, 0])
    made = names.phrases(RNG(1), forms, kind).to_pylist()
    for name, number in zip(made, kind.tolist(), strict=True):
        stem, form = name.split(" ", 1)
        assert stem in names.stems()
        assert form in forms[number]


@pytest.mark.parametrize("name", ["words.toml", "sectors.toml", "layouts.toml", "place_headers.toml"])
def test_every_list_can_be_read(name):
    assert names.load_toml(name)
