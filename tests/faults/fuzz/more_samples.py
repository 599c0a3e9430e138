"""Valid files of publications that neither the demonstration nor the smaller samples make, as their readers' tests do."""

from collections.abc import Iterator
from itertools import islice

from tests.sources.ascof import test_open_data as ascof
from tests.sources.conftest import csv_bytes, xlsx_bytes
from tests.sources.journeys import test_publications as journeys
from tests.sources.nhs import test_monthly as monthly
from tests.sources.places import test_estimates as estimates
from tests.sources.places.test_place_publications import WARDS
from tests.sources.places.test_upper_tier import sheet as domain

from careplace.places.gazetteer import Gazetteer
from careplace.sources.places.upper_tier import HEADINGS


def more_samples(gazetteer: Gazetteer, councils: list[str]) -> Iterator[tuple[str, bytes]]:
    """(name, bytes) of each file."""
    codes = {name: gazetteer.resolve(name).code for name in councils}
    yield ascof.NAME, csv_bytes([ascof.HEADER, *_outcomes(codes)])
    yield "April-2025-AE.csv", csv_bytes(monthly.table([*monthly.TORBAY, *monthly.NUMBERS]))
    yield "MSitAE-April-2025.csv", csv_bytes(monthly.returned(monthly.torbay()))
    yield "journeys_figures.csv", csv_bytes(journeys.table(journeys.FIGURE_COLUMNS, journeys.PLAIN))
    yield "journeys_measures.csv", csv_bytes(journeys.table(journeys.MEASURE_COLUMNS, journeys.MEASURE))
    yield "wards.csv", WARDS.encode()
    yield "ukpopestimatesmid2020on2021geography.xlsx", xlsx_bytes(estimates.sheets())
    scores = dict.fromkeys(codes.values(), "20.5")
    yield "upper_tier_deprivation.xlsx", xlsx_bytes({key: _domain(key, scores) for key in _DOMAINS})


_DOMAINS = (*HEADINGS, "IDACI", "IDAOPI")


def _outcomes(codes: dict[str, str]) -> Iterator[list]:
    for number, (name, code) in enumerate(islice(codes.items(), 6)):
        place = [str(100 + number), name, "Council", code]
        yield from ascof.numbers(place, Denominator="200", Outcome="60.5", Numerator="121")


def _domain(key: str, scores: dict[str, str]) -> list[list[str]]:
    columns = domain(key, scores=scores).cells.columns
    return [list(row) for row in zip(*(column.to_pylist() for column in columns), strict=True)]
