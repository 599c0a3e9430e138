"""Which service a row of signals is about."""

from collections import defaultdict
from dataclasses import dataclass

from careplace.casework.assurance.models import Service
from careplace.casework.assurance.signal_files.cells import SERVICE_COLUMNS
from careplace.casework.import_file import Row

Words = tuple[str, ...]
"""What a row says of its service: the texts of SERVICE_COLUMNS."""


@dataclass(frozen=True)
class Match:
    """The services that a row may be about. `certain` is whether it is one, and nothing that the row says contradicts it."""

    services: tuple[Service, ...]
    certain: bool


class Services:
    """The services of a place by location ID, contract reference and name; also those whose contracts have ended."""

    def __init__(self, place: str):
        self.by: dict[str, dict[str, list[Service]]] = {name: defaultdict(list) for name in SERVICE_COLUMNS}
        for service in Service.objects.at(place):
            for column, text in zip(SERVICE_COLUMNS, _texts(service), strict=True):
                if text:
                    self.by[column][text].append(service)

    def match(self, words: Words) -> Match:
        """The services with the location ID, else with the contract reference, else with exactly the name."""
        folded = [text.casefold() for text in words]
        for column, text in zip(SERVICE_COLUMNS, folded, strict=True):
            if services := self.by[column].get(text):
                certain = len(services) == 1 and not _contradicted(folded[0], services[0])
                return Match(tuple(services), certain)
        return Match((), certain=False)


def words_of(row: Row) -> Words:
    """What a row says of its service."""
    return tuple(row.get(column, "") for column in SERVICE_COLUMNS)


def _texts(service: Service) -> list[str]:
    texts = (service.location_id, service.contract_reference, service.name)
    return [text.strip().casefold() for text in texts]


def _contradicted(location_id: str, service: Service) -> bool:
    """Whether the row has the location ID of another: a house and the one that followed it may have one name."""
    own = service.location_id.casefold()
    return bool(location_id and own and location_id != own)
