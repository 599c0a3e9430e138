"""Who needs the team today, and why: each service with what is published about it and what officers noted."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from careplace.casework.assurance.models import Service, Signal
from careplace.casework.assurance.published_signals import PublishedSignal


@dataclass(frozen=True)
class Need:
    """A service and why it needs the team."""

    service: Service
    published: list[PublishedSignal]
    noted: list[Signal]


def needs(
    services: Iterable[Service], published: Mapping[str, list[PublishedSignal]], noted: Iterable[Signal]
) -> list[Need]:
    """The services about which there is any signal, in the order of `order`."""
    by_service: dict[Any, list[Signal]] = {}
    for signal in noted:
        by_service.setdefault(signal.service_id, []).append(signal)
    pairs = [Need(s, published.get(s.location_id, []), by_service.get(s.pk, [])) for s in services]
    return sorted((need for need in pairs if need.published or need.noted), key=order)


def order(need: Need) -> tuple[int, int, str]:
    """Services with more open signals first, then those with more that is published, then by name.

    It stands in for a team's own scheme of priorities, and gives no score.
    """
    return -len(need.noted), -len(need.published), need.service.name
