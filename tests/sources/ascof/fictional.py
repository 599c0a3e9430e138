"""A workbook of outcomes as the publisher lays it out, of councils that there are not (tests/places/nation.py)."""

COVER = [
    ["Measures from the adult social care outcomes framework (ASCOF), England"],
    ["Key"],
    [
        "[c] denotes the value is suppressed.\n[z] denotes data is not applicable. \n[x] denotes data is not available."
    ],
]
CONTENTS = [
    ["Contents table: measure descriptions and the start year"],
    ["Metric", "Description", "Source", "Start year", "2022 to 2023 Code"],
    ["1C", "Carer-reported quality of life", "SACE", "2012 to 2013", "1D"],
    ["2B", "Admissions of adults aged 18 to 64", "CLD", "2024 to 2025", "2A(1)"],
    ["6B ", "Residential providers rated good or outstanding", "CQC", "2023 to 2024", "Not applicable"],
]
LOG = [
    ["Comparability over time table log"],
    [
        "2024 to 2025 metric code",
        "2022 to 2023 metric code",
        "Year of change",
        "Description of impact on comparability over time",
    ],
    [
        "1C",
        "1D",
        "2016 to 2017",
        "The SACE eligible population changed. Former scores are available in brackets.",
    ],
    ["1C", "1D", "2023 to 2024", "Measure 1D was renamed to 1C in 2023 to 2024."],
    [
        "2B",
        "2A(1)",
        "2024 to 2025",
        "The data source changed: figures cannot be compared with previous years.",
    ],
    ["[z]", "1E", "2023 to 2024", "This measure was removed."],
]
NOTES = [
    ["Notes"],
    ["Note number ", "Note text", "Note Link"],
    ["[note 1]", "Mind the number of responses.", "Not applicable"],
    ["[Note 2]", "Rounded to 5.", "Comparability over time sheet"],
    ["[note 3]", "No table refers to this.", "Not applicable"],
]
AREA = ["Local authority code", "Local authority", "ONS area code"]
ENGLAND, NORTH = ["England", "England", "E92000001"], ["N", "North", "E12000001"]
SHIRES = ["S", "Shire Counties", "[z]"]
ALPHA, BETA = ["101", "Alpha", "E08000001"], ["102", "Beta", "E08000002"]
NORTHSHIRE = ["201", "Northshire", "E10000001"]
NORTH_EAST, WESTSHIRE = ["A1B2C", "North East Shire", "E06000001"], ["203", "Westshire", "E06000003"]


def _years(start: int, *parts: str) -> list[str]:
    return [f"{start} to {start + 1} - {part}" for part in parts]


SURVEY = ("margin of error", "number of respondents", "outcome")
COUNTED = ("numerator", "denominator", "outcome")
QUALITY = [
    ["Table 1c: carer-reported quality of life [note 1]"],
    ["Outcome refers to the sum of the scores for all respondents (Score out of 12)."],
    [*AREA, *_years(2016, *SURVEY), *_years(2023, *SURVEY)],
    [*ENGLAND, "0 (0.5)", "51,230 (35,415)", "7.7 (7.6)", "0", "38950", "7.3"],
    [*SHIRES, "0 (1)", "12,530 (8,285)", "7.7 (7.6)", "0.1", "8885", "7.3"],
    [*ALPHA, "0.2 (5.2)", "300 (285)", "7.3 (7.2)", "0.2", "250", "7"],
    [*BETA, "0.2 (:)", "200 (:)", "7.1 (:)", "[x]", "[x]", "[x]"],
    [*NORTHSHIRE, "0.1", "400", "7.9", "[z]", "[z]", "[z]"],
    [*NORTH_EAST, "[z]", "[z]", "[z]", "0.3", "150", "7.4"],
    [*WESTSHIRE, "0.3", "120", "7.6", "0.3", "130", "7.7"],
]
ADMISSIONS = [
    ["Table 2b: the number of adults aged 18 to 64 admitted, per 100,000 population [note 2]"],
    ["Outcome refers to people admitted, per 100,000 population."],
    [],
    [*AREA, *_years(2024, *COUNTED)],
    [*ENGLAND, "60", "500000", "12"],
    [*NORTH, "30", "200000", "15"],
    [*ALPHA, "12", "100000", "12"],
    [*BETA, "[c]", "[c]", "[c]"],
    [*WESTSHIRE, "18", "120000", "15"],
]
RATED = [
    ["Table 6b: the percentage of residential providers rated good or outstanding"],
    [*AREA, *_years(2024, *(f"{part} {each}" for part in ("outstanding", "6b") for each in COUNTED))],
    [*ENGLAND, "3", "100", "3", "90", "100", "90"],
    [*ALPHA, "1", "40", "2.5", "36", "40", "90"],
    ["[z]", "Alpha and Beta", "[z]", "2", "60", "3.3", "54", "60", "90"],
]


def workbook(**changed: list[list]) -> dict[str, list[list]]:
    """The sheets of the workbook; `changed` has sheets that are otherwise, or that are more."""
    sheets = {"Cover": COVER, "Contents": CONTENTS, "Log": LOG, "Notes": NOTES}
    return {**sheets, "Table_1c": QUALITY, "Table_2b": ADMISSIONS, "Table_6b": RATED, **changed}


def with_cell(sheet: list[list], row: int, column: int, value) -> list[list]:
    """`sheet` with one cell otherwise; rows and columns count from 1."""
    rows = [list(cells) for cells in sheet]
    rows[row - 1][column - 1] = value
    return rows


OFLOG = [
    [
        "Financial year",
        "Local authority code",
        "Local authority name",
        "Grouping",
        "Entity_Name",
        "Region",
        "Measure",
        "Code",
        "Value",
        "MEDIAN",
        "MADs_from_median",
        "rank_order",
    ],
    [
        "2022-23",
        "E08000001",
        "Alpha",
        "LA_Raw",
        "Metropolitan Districts",
        "North",
        "Quality",
        "ASC1",
        "7.6",
        "7.5",
        "1.2",
        "desc",
    ],
    [
        "2022-23",
        "E10000002",
        "Westshire",
        "LA_Raw",
        "Counties",
        "South",
        "Quality",
        "ASC1",
        None,
        "7.5",
        None,
        None,
    ],
    [
        "2021-22",
        "E08000001",
        "Alpha",
        "LA_Raw",
        "Metropolitan Districts",
        "North",
        "Turnover",
        "ASC7",
        "30.1",
        "28",
        "0.4",
        "None",
    ],
]
