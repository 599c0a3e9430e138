from datetime import date

import numpy as np
import pytest
from tests.demo.conftest import FIRST, LAST

from careplace.demo.register import (
    COUNTS,
    FIRST_DAY,
    MARKED,
    RATINGS_BEGAN,
    REST,
    _questions,
    day,
    families,
    simulated_register,
)
from careplace.demo.sectors import sectors


def sector_family(register):
    return np.array([s.family for s in sectors()])[register.sector]


def open_on(register, on):
    return (register.opened <= day(on)) & (day(on) < register.closed)


def test_day_counts_from_1970():
    assert day(date(1970, 1, 1)) == 0
    assert np.datetime64(day(date(2026, 9, 1)), "D") == np.datetime64("2026-09-01")


def test_the_register_is_as_large_as_asked_on_its_first_day(register):
    alone = open_on(register, FIRST) & (register.dual_of < 0)
    assert alone.sum() == 4000


def test_the_register_keeps_its_size_and_changes_its_members(register):
    first, last = open_on(register, FIRST), open_on(register, LAST)
    assert last.sum() == pytest.approx(4000, rel=0.05)
    stayed = (first & last).sum() / first.sum()
    assert 0.6 < stayed < 0.8  # in Lincolnshire 355 of 478 locations of 2026 stood in 2021


def test_registrations_of_a_site_follow_one_another(register):
    alone = np.flatnonzero(register.dual_of < 0)
    site, opened, closed = register.site[alone], register.opened[alone], register.closed[alone]
    again = site[1:] == site[:-1]
    assert again.any()
    assert (opened[1:][again] == closed[:-1][again]).all()
    assert (opened < closed).all()
    assert opened.min() >= FIRST_DAY


def test_only_a_successor_inherits(register):
    alone = register.dual_of < 0
    first = np.r_[True, register.site[1:] != register.site[:-1]]
    assert not register.inherits[first & alone].any()
    assert register.inherits[~first].mean() > 0.7


def test_a_pair_shares_its_site_and_days(register):
    second = np.flatnonzero(register.dual_of >= 0)
    first = register.dual_of[second]
    assert len(second)
    for shared in (register.site, register.opened, register.closed):
        assert (shared[second] == shared[first]).all()
    assert (register.beds[register.site[second]] > 0).all()


def test_a_provider_stays_in_its_family(register):
    family = np.array(families())[register.family[register.provider]]
    assert (family == sector_family(register)[register.site]).all()


def test_groups_are_skewed_and_none_is_absurd(register):
    run = np.bincount(register.provider[open_on(register, LAST)])
    assert np.median(run[run > 0]) <= 2
    assert 10 < run.max() < 0.03 * run.sum()


def test_beds_belong_to_care_homes(register):
    homes = np.array([bool(s.beds) for s in sectors()])[register.sector]
    assert (register.beds[homes] >= 1).all()
    assert (register.beds[~homes] == 0).all()


def test_inspections_are_ordered_and_in_time(register):
    order = register.inspected * 2**20 + register.published
    assert (np.diff(order) >= 0).all()
    assert register.published.min() >= RATINGS_BEGAN
    assert register.published.max() <= day(LAST)


def test_adult_social_care_ratings_have_the_mix_of_the_register(register):
    social = sector_family(register)[register.inspected] == "social"
    mix = np.bincount(register.overall[social], minlength=4) / social.sum()
    assert mix == pytest.approx([0.047, 0.798, 0.144, 0.011], abs=0.03)


def test_councils_truly_differ(invented):
    # The share of Good or better must vary more among councils than expected by chance alone it.
    register = simulated_register(invented, 20_000, FIRST, LAST, np.random.default_rng(11))
    council = [invented.council(patch, LAST).code for patch in invented.patches]
    where = np.unique(council, return_inverse=True)[1][register.patch][register.inspected]
    newest = np.r_[register.inspected[1:] != register.inspected[:-1], True]
    count = np.bincount(where[newest])
    share = np.bincount(where[newest], weights=register.overall[newest] <= 1) / count
    chance = share.mean() * (1 - share.mean()) / count
    assert share.var() > 2 * chance.mean()


@pytest.mark.parametrize("overall", range(4))
def test_key_questions_are_those_that_the_rules_would_aggregate(overall):
    found = _questions(np.full(500, overall), np.random.default_rng(3))
    marked = (found == MARKED[overall]).sum(axis=1)
    assert set(marked) == set(COUNTS[overall])
    assert ((found == MARKED[overall]) | (found == REST[overall])).all()
    # CQC's aggregation of five key questions, spelled out.
    for levels in found.tolist():
        weak, inadequate = sum(level >= 2 for level in levels), sum(level == 3 for level in levels)
        best = sum(level == 0 for level in levels)
        said = 3 if inadequate >= 2 else 2 if weak >= 2 or inadequate else 0 if best >= 2 and not weak else 1
        assert said == overall


def test_the_same_seed_lives_the_same_life(invented):
    one, two = (simulated_register(invented, 300, FIRST, LAST, np.random.default_rng(5)) for _ in range(2))
    assert all(np.array_equal(getattr(one, name), getattr(two, name)) for name in vars(one))
