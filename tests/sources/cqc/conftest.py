"""Rows of CQC's files as they look, of homes that there are not."""

import pytest

RATING = {
    "Location ID": "1-101",
    "Location ODS Code": "VNAAA",
    "Location Name": "Ash House",
    "Care Home?": "Y",
    "Location Type": "Social Care Org",
    "Location Primary Inspection Category": "Residential social care",
    "Location Street Address": "1 High Street",
    "Location City": "Coventry",
    "Location Post Code": "cv1 1aa",
    "Location Telephone Number": "02400000000",
    "Location Local Authority": "Coventry",
    "Location Region": "West Midlands",
    "Service / Population Group": "Overall",
    "Domain": "Overall",
    "Latest Rating": "Good",
    "Publication Date": "25/01/2021",
    "Report Type": "Location",
    "Inherited Rating (Y/N)": "N",
    "URL": "http://www.cqc.org.uk/location/1-101",
    "Provider ID": "1-201",
    "Provider Name": "Ash Care Limited",
    "Brand ID": "-",
    "Brand Name": "-",
}
PROVIDER_RATING = {
    "Provider ID": "RWX",
    "Provider Name": "A Trust",
    "Provider Type": "NHS Healthcare Organisation",
    "Service / Population Group": "Overall",
    "Domain": "Well-led",
    "Latest Rating": "Requires improvement",
    "Publication Date": "13/01/2021",
    "Report Type": "Provider",
    "Inherited Rating (Y/N)": "N",
}
ACTIVE = {
    "Location ID": "1-101",
    "Location HSCA start date": "2010-10-01",
    "Dormant (Y/N)": "N",
    "Care home?": "Y",
    "Location Name": "Ash House",
    "Location ODS Code": "VNAAA",
    "Location Telephone Number": "02400000000",
    "Registered manager": "Person, A",
    "Care homes beds": 42,
    "Location Type/Sector": "Social Care Org",
    "Location Primary Inspection Category": "Residential social care",
    "Location Latest Overall Rating": "Good",
    "Publication Date": "2026-08-20",
    "Inherited Rating (Y/N)": "N",
    "Location Region": "West Midlands",
    "Location Local Authority": "Coventry",
    "Location City": "Coventry",
    "Location Postal Code": "CV1 1AA",
    "Location Latitude": 52.4,
    "Location Longitude": -1.5,
    "Brand ID": "BD144",
    "Brand Name": "BRAND Ash",
    "Provider ID": "1-201",
    "Provider Name": "Ash Care Limited",
    "Provider Ownership Type": "Organisation",
    "Provider Nominated Individual Name": "Person, B",
    "Provider Main Partner Name": None,
    "Regulated activity - Nursing care": "Y",
    "Service type - Care home service with nursing": "Y",
    "Service type - Domiciliary care service": None,
    "Service user band - Dementia": "Y",
    "Service user band - Older People": "Y",
    "Location Dual Registered": None,
    "Primary ID (Dual registration locations)": None,
}
DEACTIVATED = {
    **{name: value for name, value in ACTIVE.items() if name != "Care homes beds"},
    "Location HSCA End Date": "2024-03-31",
    "Care homes beds at point location de-activated": 40,
}
DIRECTORY = {
    "Name": "Ash House",
    "Also known as": None,
    "Address": "1 High Street",
    "Postcode": "CV1 1AA",
    "Phone number": "02400000000",
    "Service's website (if available)": None,
    "Service types": "Nursing homes | Residential homes",
    "Date of latest check": "25/08/2026",
    "Specialisms/services": "Dementia",
    "Provider name": "Ash Care Limited",
    "Local authority": "Coventry",
    "Region": "West Midlands",
    "Location URL": "https://www.cqc.org.uk/location/1-101",
    "CQC Location ID (for office use only)": "1-101",
    "CQC Provider ID (for office use only)": "1-201",
}
README = [
    ["Active locations for providers registered under the Health and Social Care Act (HSCA)"],
    ["Source: CQC database as at 01 September 2026"],
]


def sheet_of(row: dict, changes: tuple[dict, ...]) -> list[list]:
    """A header and one row for each of `changes`: `row` with those cells changed; None drops no column."""
    headings = list(dict.fromkeys([*row, *(name for change in changes for name in change)]))
    return [headings, *([{**row, **change}.get(name) for name in headings] for change in changes)]


def _maker(row: dict):
    return lambda *changes: sheet_of(row, changes or ({},))


@pytest.fixture
def ratings():
    return _maker(RATING)


@pytest.fixture
def provider_ratings():
    return _maker(PROVIDER_RATING)


@pytest.fixture
def active():
    return _maker(ACTIVE)


@pytest.fixture
def deactivated():
    return _maker(DEACTIVATED)


@pytest.fixture
def directory():
    return _maker(DIRECTORY)


@pytest.fixture
def readme():
    return README
