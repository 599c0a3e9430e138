"""Rates made comparable between places of different age: direct (Dobson) and indirect standardisation.

Sources: Dobson, Kuulasmaa, Eberle and Scherer 1991 (Statistics in Medicine 10, 457–462); Breslow and Day
1987; APHO Technical Briefing 3. Formulas and limits of use: docs/methods.md.
"""

from dataclasses import replace

import numpy as np
from numpy.typing import ArrayLike

from careplace.statistics.arguments import (
    Confidence,
    along_last,
    counts,
    fitting,
    positive,
    together,
    truths,
)
from careplace.statistics.estimates import Estimate, Reason, first_reason
from careplace.statistics.rates import METHOD, byar, poisson_limits

FEWEST_EVENTS = 10
"""Under this many events a directly standardised rate is not given: Dobson's limits rest on Byar's."""


def directly_standardised(
    events: ArrayLike,
    population: ArrayLike,
    standard: ArrayLike,
    per: float = 100_000,
    confidence: Confidence = 0.95,
) -> Estimate:
    """Directly standardised rates with Dobson's limits, the age bands on the last axis.

    Args:
        events, population: shape (…, bands). standard: the standard population of each band, e.g. (bands,); one
            number gives every band the same weight.

    Returns:
        Estimate of shape (…), per `per`. Reasons: MISSING, NO_DENOMINATOR (a band without people),
        TOO_FEW_EVENTS (under 10). A lower limit below 0 is left as the method gives it.

    Raises:
        ArgumentError: a negative number, `per` not one number above 0, or shapes that do not fit.
    """
    x, n, w = along_last(
        1,
        events=counts("events", events),
        population=counts("population", population),
        standard=counts("standard", standard),
    )
    share = w / _people(n)
    sums = ((share * x).sum(axis=-1), (share * share * x).sum(axis=-1), w.sum(axis=-1), x.sum(axis=-1))
    return dobson(*sums, per=per, confidence=confidence, no_people=(n == 0).any(axis=-1))


def repeat_standardised(
    persons: ArrayLike,
    frequency: ArrayLike,
    population: ArrayLike,
    standard: ArrayLike,
    per: float = 100_000,
    confidence: Confidence = 0.95,
) -> Estimate:
    """Directly standardised rates of events that repeat in a person, such as admissions.

    Events of one person are not independent, so each frequency f adds f² times the variance of its persons.

    Args:
        persons: shape (…, frequencies, bands), the persons who had so many events each.
        frequency: shape (frequencies,), events per person. population: (…, bands). standard: (bands,).
    """
    n, w = along_last(1, population=counts("population", population), standard=counts("standard", standard))
    p, f, n, w = along_last(
        1,
        persons=np.atleast_2d(counts("persons", persons)),
        frequency=np.atleast_1d(counts("frequency", frequency))[..., None],
        population=n[..., None, :],
        standard=w[..., None, :],
    )
    share = w / _people(n)
    both = (-2, -1)
    sums = (
        (share * f * p).sum(both),
        (np.square(share * f) * p).sum(both),
        w[..., 0, :].sum(axis=-1),
        (f * p).sum(both),
    )
    estimate = dobson(*sums, per=per, confidence=confidence, no_people=(n == 0).any(both))
    return replace(estimate, method="Dobson, repeat events")


def dobson(
    rate_sum: ArrayLike,
    variance_sum: ArrayLike,
    weight_sum: ArrayLike,
    events: ArrayLike,
    per: float = 100_000,
    confidence: Confidence = 0.95,
    no_people: ArrayLike = False,
) -> Estimate:
    """Dobson's limits from four sums over a place's age bands, which SQL can make.

    Args:
        rate_sum: Σ w x / n. variance_sum: Σ w² x / n². weight_sum: Σ w. events: Σ x.
        no_people: where a band has no people.
    """
    top, spread = counts("rate_sum", rate_sum), counts("variance_sum", variance_sum)
    w, o = counts("weight_sum", weight_sum), counts("events", events)
    nobody = truths("no_people", no_people)
    fitting(rate_sum=top, variance_sum=spread, weight_sum=w, events=o, no_people=nobody)
    empty = nobody | (w == 0)
    reason = first_reason(
        (empty & ~np.isnan(o), Reason.NO_DENOMINATOR),
        (np.isnan(top) | np.isnan(spread) | np.isnan(w) | np.isnan(o), Reason.MISSING),
        (o < FEWEST_EVENTS, Reason.TOO_FEW_EVENTS),
    )
    scale = _per_weight(per, w, reason)
    value = top * scale
    lower, upper = byar(np.broadcast_to(o, reason.shape), confidence)
    step = np.sqrt(np.where(reason, np.nan, spread) / np.where(reason, np.nan, o)) * scale
    return Estimate(value, value + step * (lower - o), value + step * (upper - o), reason, "Dobson")


def expected_events(
    population: ArrayLike, reference_events: ArrayLike, reference_population: ArrayLike
) -> np.ndarray:
    """The events Σ n X / N that a place would have at the reference's rate in each band (last axis).

    NaN where a number is missing, or the reference has a band without people.
    """
    n, events, people = along_last(
        1,
        population=counts("population", population),
        reference_events=counts("reference_events", reference_events),
        reference_population=counts("reference_population", reference_population),
    )
    return (n * events / _people(people)).sum(axis=-1)


def standardised_ratio(
    observed: ArrayLike, expected: ArrayLike, per: float = 1, confidence: Confidence = 0.95
) -> Estimate:
    """Observed / expected events times `per` (100 for a ratio like the SMR), Byar's limits, exact below 10.

    Reasons: MISSING, NO_DENOMINATOR (none expected). Ratios of two places do not compare with each other.
    """
    o, e = counts("observed", observed), counts("expected", expected)
    fitting(observed=o, expected=e)
    reason = first_reason(
        (np.isnan(o), Reason.MISSING), (np.isnan(e), Reason.MISSING), (e == 0, Reason.NO_DENOMINATOR)
    )
    scale = _per_weight(per, e, reason)
    lower, upper = poisson_limits(np.broadcast_to(o, reason.shape), confidence)
    return Estimate(o * scale, lower * scale, upper * scale, reason, METHOD)


def indirectly_standardised(
    observed: ArrayLike,
    population: ArrayLike,
    reference_events: ArrayLike,
    reference_population: ArrayLike,
    per: float = 100_000,
    confidence: Confidence = 0.95,
) -> Estimate:
    """Indirectly standardised rates: the standardised ratio times the reference's crude rate, per `per`.

    Args:
        observed: events of each place, shape (…). population: (…, bands).
        reference_events, reference_population: (bands,).
    """
    o, expected = (
        counts("observed", observed),
        expected_events(population, reference_events, reference_population),
    )
    fitting(population=expected, observed=o)
    events, people = together(
        reference_events=counts("reference_events", reference_events),
        reference_population=counts("reference_population", reference_population),
    )
    crude = positive("per", per) * events.sum(axis=-1) / _people(people.sum(axis=-1))
    ratio = standardised_ratio(o, expected, confidence=confidence)
    value, lower, upper = (crude * part for part in ratio)
    return Estimate(value, lower, upper, ratio.reason, ratio.method)


def _people(n: np.ndarray) -> np.ndarray:
    return np.where(n > 0, n, np.nan)


def _per_weight(per: float, weight: np.ndarray, reason: np.ndarray) -> np.ndarray:
    return positive("per", per) / np.where(reason, np.nan, weight)
