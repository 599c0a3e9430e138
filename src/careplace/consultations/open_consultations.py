"""Consultations in the store of publications: all that the site for responses knows."""

from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from careplace.consultations.questionnaire import FILE, Questionnaire
from careplace.publications.errors import PublicationError
from careplace.publications.records import Release
from careplace.publications.store import Store

KIND, RESULTS = "consultation", "consultation-results"


@dataclass(frozen=True)
class Published:
    """A consultation that stands in the store, in its latest version."""

    id: str
    version: int
    questionnaire: Questionnaire


def published(home: Path, id: str) -> Published | None:
    """The consultation of an id; None where there is none, or it was withdrawn or damaged: it then takes no responses."""
    store = Store(home)
    try:
        latest = store.versions(id)[-1]
        if not isinstance(latest, Release) or latest.description.kind != KIND:
            return None
        questionnaire = Questionnaire.model_validate_json(store.content(latest, FILE))
    except (PublicationError, ValidationError):
        return None
    return Published(id, latest.version, questionnaire)


def all_published(home: Path) -> list[Published]:
    """Every consultation that stands, the one that closes last at the front."""
    entries = [entry for id in Store(home).ids() if (entry := published(home, id))]
    return sorted(entries, key=lambda entry: (entry.questionnaire.closes_on, entry.id), reverse=True)
