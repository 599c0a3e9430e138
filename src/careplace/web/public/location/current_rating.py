"""What is said of a location's rating: own, inherited, or why there is none; and of its registration."""

from careplace.publish.wording import QUESTION_FIELDS
from careplace.ratings.scale import KEY_QUESTIONS, Kind, standard

LABELS = {
    Kind.NOT_YET_RATED: "CQC has not rated it.",
    Kind.NOT_RATEABLE: "CQC inspected it and gave it no rating: services of its kind are not rated.",
    Kind.INSUFFICIENT_EVIDENCE: "CQC inspected it and had too little evidence to rate it.",
    Kind.REGULATIONS_MET: "CQC does not rate services of its kind. When last inspected it met the regulations.",
    Kind.REGULATIONS_NOT_MET: "CQC does not rate services of its kind. When last inspected it did not meet all regulations.",
    Kind.SUSPENDED: "CQC has suspended its rating.",
    Kind.RATED_BY_SERVICE_GROUP: "CQC has rated its services one by one, and not the location as a whole.",
}
INHERITED = "The rating is inherited: it was given under an earlier registration, and serves until CQC rates this one."

PUBLISHED_IN = {
    "history": "the earlier ratings that CQC publishes of each location",
    "last ratings": "CQC’s list of the last ratings of locations that have closed",
    "inspections": "CQC’s list of inspections of home care",
}
"""What a rating newer than the register is published in, by latest_rating.known_from."""


def kind(row: dict) -> Kind:
    """What the register says of a location: rated, regulations met, never rated and so on.

    Dentists carry no overall word; their key questions say whether regulations are met.
    """
    overall = standard(row["overall"])[1] if row["overall"] else Kind.NOT_YET_RATED
    if overall in (Kind.RATED, Kind.INSUFFICIENT_EVIDENCE, Kind.SUSPENDED, Kind.RATED_BY_SERVICE_GROUP):
        return overall
    labels = {standard(row[field])[1] for field in QUESTION_FIELDS if row[field]}
    for kind_of_rating in (Kind.REGULATIONS_NOT_MET, Kind.REGULATIONS_MET):
        if kind_of_rating in labels or overall == kind_of_rating:
            return kind_of_rating
    return overall


def sentence(row: dict) -> str:
    """That a rating is inherited, or why there is none; empty for a rating that CQC gave to this registration."""
    kind_of_rating = kind(row)
    if kind_of_rating == Kind.RATED:
        return INHERITED if row["inherited"] else ""
    return LABELS[kind_of_rating]


def questions(row: dict) -> list[tuple[str, str]]:
    """(key question, its word) of every key question that the register has a word for."""
    return [
        (question, row[field])
        for question, field in zip(KEY_QUESTIONS, QUESTION_FIELDS, strict=True)
        if row[field]
    ]
