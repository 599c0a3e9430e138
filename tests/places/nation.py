"""A small nation with one of everything that happens to councils, as the files that describe it.

Northshire, a county of three districts, was split in 2023; Westshire, a county of two, became one council; Eastshire
stands, with two districts in the same region; Alpha and Beta are cities; Alpha's code changed on paper in 2021.
"""

from tests.place_books import book_of, tables_of

from careplace.sources.places.registry import FIELDS

COUNTIES = """\
NSH,E10000001,Northshire County Council,Northshire County,,2023-03-31,"NEA,NWE",England,Wrong Region,CTY,,,,
WSH,E10000002,Westshire County Council,Westshire,2005-06-08,2023-04-01,WES,England,South,CTY,,,,400
ESH,E10000003,Eastshire County Council,Eastshire,,,,England,Wrong Region,CTY,,,,500
"""
DISTRICTS = """\
N1,E07000001,Nether District Council,Nether,,2023-04-01,NEA,England,North,NMD,NSH,,,
N2,E07000002,Over Borough Council,Over,,2023-04-01,NWE,England,North,NMD,NSH,,,
N3,E07000003,Beyond District Council,Beyond,,2023-03-31,BCI,England,North,NMD,NSH,,,
W1,E07000004,Dale District Council,Dale,,2023-04-01,WES,England,South,NMD,WSH,,,
W2,E07000005,Hill District Council,Hill,,2023-04-01,WES,England,South,NMD,WSH,,,
E1,E07000006,Lea District Council,Lea,,,,England,South,NMD,ESH,,,
E2,E07000007,Mead District Council,Mead,,,,England,South,NMD,ESH,,,
"""
SINGLE = """\
NEA,E06000001,North East Shire Council,North East Shire,2023-04-01,,,England,North,UA,,,,200
NWE,E06000002,North West Shire Council,North West Shire,2023-04-01,,,England,North,UA,,,,100
WES,E06000003,Westshire Council,Westshire,2023-04-01,,,England,South,UA,,,,400
BCI,E06000004,Bigger City Council,Bigger City,2023-04-01,,,England,North,UA,,,,50
ALP,E08000001,Alpha City Council,Alpha,1974-04-01,,,England,South,MD,,SOCA,,40
BET,E08000002,"City of Beta Metropolitan Borough Council",Beta,,,,England,South,MD,,SOCA,,60
OLD,E06000005,Borough of Olden,Olden,,2023-03-31,BCI,England,North,UA,,,,
SOCA,E47000001,South Combined Authority,South,2016-06-17,,,England,South,COMB,,,,
SRA,E61000001,Greater Assembly,Greater,,,,England,South,SRA,,,,
"""
REGISTRY = ",".join(FIELDS.values()) + "\n" + COUNTIES + DISTRICTS + SINGLE
NAMES = "la-name,local-authority-code\nAlfa,ALP\nBeta & District,BET\nWest-shire,WES\nDales,W1\n"

DISTRICTS_22 = {
    "E07000001": ("Nether", "E10000001", "Northshire"),
    "E07000002": ("Over", "E10000001", "Northshire"),
    "E07000003": ("Beyond", "E10000001", "Northshire"),
    "E07000004": ("Dale", "E10000002", "Westshire"),
    "E07000005": ("Hill", "E10000002", "Westshire"),
    "E07000006": ("Lea", "E10000003", "Eastshire"),
    "E07000007": ("Mead", "E10000003", "Eastshire"),
    "E06000005": ("Olden", "E06000005", "Olden"),
    "E08000001": ("Alpha", "E08000001", "Alpha"),
    "E08000002": ("Beta, City of", "E08000002", "Beta, City of"),
}
DISTRICTS_23 = {
    "E06000001": "North East Shire",
    "E06000002": "North West Shire",
    "E06000003": "Westshire",
    "E06000004": "Bigger City",
    "E07000006": "Lea",
    "E07000007": "Mead",
    "E08000001": "Alpha",
    "E08000002": "Beta, City of",
}
REGION = dict.fromkeys(("E06000001", "E06000002", "E06000004"), ("North", "E12000001"))
PEOPLE = dict(zip(DISTRICTS_22, (100, 300, 50, 200, 200, 150, 450, 80, 900, 700), strict=True))
SCORES = dict(zip(DISTRICTS_23, (10.0, 20.0, 30.0, 25.0, 12.0, 40.0, 33.0, 35.0), strict=True))


def csv(header: str, rows) -> str:
    quoted = (",".join(f'"{cell}"' for cell in row) for row in rows)
    return header + "\n" + "\n".join(quoted) + "\n"


def lookups() -> list[str]:
    regions = ((n, c, *REGION.get(c, ("South", "E12000002"))) for c, n in DISTRICTS_23.items())
    boards = [
        (c, n, "E54000001", "QA", "NHS All Integrated Care Board", 10) for c, (n, *_) in DISTRICTS_22.items()
    ]
    boards.append(("E07000006", "Lea", "E54000002", "QB", "NHS Lea Integrated Care Board", 5))
    return [
        csv("ltla23_name,ltla23_code,region23_name,region23_code", regions),
        csv(
            "ltla22_code,ltla22_name,utla22_code,utla22_name",
            ((c, n, u, un) for c, (n, u, un) in DISTRICTS_22.items()),
        ),
        csv("ltla22_code,ltla22_name,icb22_code,icb22_code_h,icb22_name,n_lsoa", boards),
        csv(
            "ltla23_name,ltla23_code,cauth23_name,cauth23_code",
            [("Lea", "E07000006", "South", "E47000001"), ("Mead", "E07000007", "South", "E47000001")],
        ),
    ]


def people() -> str:
    """Ages in step with the size of the place, so that features differ."""
    header = "ltla21_code,ltla21_name,total_population," + ",".join([*map(str, range(90)), "90+"])
    ages = {c: [n + age * (i % 3) for age in range(91)] for i, (c, n) in enumerate(PEOPLE.items())}
    return csv(header, ((c, "x", sum(people), *people) for c, people in ages.items()))


def deprivation() -> str:
    domains = ("Score", "Income_Score", "Employment_Score", "Education_Score", "Health_Score", "Crime_Score")
    header = ",".join(("ltla23_code", *domains, "Housing_and_Access_Score", "Environment_Score"))
    return csv(header, ((code, *(score + 2 * i for i in range(8))) for code, score in SCORES.items()))


def texts() -> list[str]:
    return [REGISTRY, NAMES, *lookups(), people(), deprivation()]


def tables() -> dict:
    return tables_of(map(book_of, texts()))
