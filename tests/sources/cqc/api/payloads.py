"""Payloads in the API's shape of places and people that do not exist."""

import gzip
import hashlib
import json
from pathlib import Path

from careplace.sources.publication import Book, RawFile


def location(id: str = "1-100", **fields) -> dict:
    """A registered care home of Vexholme, with `fields` put over it; a field given as None is left out."""
    whole = {
        "locationId": id,
        "providerId": "1-9",
        "organisationType": "Location",
        "type": "Social Care Org",
        "name": f"Home {id}",
        "registrationStatus": "Registered",
        "registrationDate": "2019-04-01",
        "dormancy": "N",
        "numberOfBeds": 24,
        "careHome": "Y",
        "localAuthority": "Vexholme",
        "region": "Midmarch",
        "postalCode": "zz1  1zz",
        "postalAddressTownCity": "Vexholme",
        "onspdLatitude": 53.5,
        "onspdLongitude": -1.5,
        "inspectionCategories": [
            {"code": "S2", "name": "Community based adult social care services"},
            {"code": "S1", "primary": "true", "name": "Residential social care"},
        ],
        "gacServiceTypes": [
            {"name": "Residential homes", "description": "Care home service without nursing"}
        ],
        "specialisms": [{"name": "Dementia"}, {"name": "Caring for adults over 65 yrs"}],
        "regulatedActivities": [
            {"name": "Accommodation", "code": "RA2", "contacts": [{"personFamilyName": "Secretname"}]}
        ],
        "relationships": [],
    }
    return {name: value for name, value in (whole | fields).items() if value is not None}


def provider(id: str = "1-9", **fields) -> dict:
    whole = {
        "providerId": id,
        "locationIds": ["1-100"],
        "organisationType": "Provider",
        "ownershipType": "Organisation",
        "type": "Social Care Org",
        "name": f"Provider {id}",
        "registrationStatus": "Registered",
        "registrationDate": "2018-01-01",
        "contacts": [{"personGivenName": "Never", "personFamilyName": "Secretname"}],
        "regulatedActivities": [
            {"name": "a", "code": "b", "nominatedIndividual": {"personTitle": "Secretname"}}
        ],
    }
    return {name: value for name, value in (whole | fields).items() if value is not None}


def overall(
    rating: str, on: str | None, questions: dict[str, str] | None = None, by: str | None = None
) -> dict:
    """A `currentRatings`: the overall rating and its key questions."""
    dated = {"reportDate": on} if on else {}
    given = {"organisationId": by} if by else {}
    asked = [{"name": q, "rating": r, **dated, **given} for q, r in (questions or {}).items()]
    return {"overall": {"rating": rating, **dated, "keyQuestionRatings": asked}}


def assessed(on: str, *groups: dict) -> list[dict]:
    """An `assessment` of the newer framework."""
    return [{"assessmentPlanPublishedDateTime": f"{on} 14:40:14", "ratings": {"asgRatings": list(groups)}}]


def group(name: str, rating: str, status: str = "Current", **questions: tuple[str, str]) -> dict:
    asked = [{"name": q, "rating": rating, "status": status} for q, (rating, status) in questions.items()]
    return {"name": name, "rating": rating, "status": status, "keyQuestionRatings": asked}


def book(path: Path, payloads: list | str | bytes, lines: bool = False, zipped: bool = False) -> Book:
    """Payloads saved at `path` as a JSON list or JSON lines, opened."""
    if isinstance(payloads, list):
        text = "\n".join(json.dumps(p) for p in payloads) + "\n" if lines else json.dumps(payloads, indent=1)
    else:
        text = payloads
    data = text.encode() if isinstance(text, str) else text
    path.write_bytes(gzip.compress(data) if zipped else data)
    return Book(RawFile(path, path.name, hashlib.sha256(path.read_bytes()).hexdigest()), "json")
