import numpy as np
import pytest
from scipy.stats import norm

from careplace.demo.names import load_toml
from careplace.demo.sectors import sectors, thresholds


def test_shares_make_a_whole_register():
    assert sum(sector.share for sector in sectors()) == pytest.approx(1.0)


@pytest.mark.parametrize("sector", sectors(), ids=lambda sector: sector.key)
def test_a_mix_makes_a_whole(sector):
    assert sum(sector.mix) == pytest.approx(1.0)


@pytest.mark.parametrize("sector", sectors(), ids=lambda sector: sector.key)
def test_every_word_is_one_that_a_layout_prints(sector):
    columns = load_toml("layouts.toml")["active_locations"]
    for prefix, words in (
        ("Regulated activity", sector.activities),
        ("Service type", sector.services),
        ("Service user band", sector.bands),
    ):
        assert {f"{prefix} - {word}" for word in words} <= set(columns)
    assert set(sector.services) <= set(load_toml("layouts.toml")["service_kinds"])
    assert set(sector.bands) <= set(load_toml("layouts.toml")["specialisms"])


def test_adult_social_care_is_near_the_register_of_2021():
    social = [s for s in sectors() if s.family == "social"]
    mix = np.average([s.mix for s in social], axis=0, weights=[s.share for s in social])
    assert mix == pytest.approx([0.047, 0.798, 0.144, 0.011], abs=0.01)


def test_thresholds_cut_the_normal_curve_into_the_mix():
    for cuts, sector in zip(thresholds(), sectors(), strict=True):
        below = np.r_[1.0, norm.cdf(cuts), 0.0]
        assert -np.diff(below) == pytest.approx(sector.mix, abs=1e-9)
