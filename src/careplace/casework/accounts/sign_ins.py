"""Sign-ins in the audit: who, when, with which factors and roles, and from which network; never a password or a code.

A sign-in is at no place, and opens every place where the person has a role: it is in the chain of each, where that place's
auditors see it. What is about nobody who has a role (an address that nobody has) is in a chain of its own, so that an
attempt takes as long whether there is such a person or not.
"""

from collections.abc import Mapping
from ipaddress import ip_address, ip_network
from typing import Any

from django.db import transaction

from careplace.casework.accounts.models import User
from careplace.casework.audit.chain import locked_chain
from careplace.casework.audit.models import Event
from careplace.casework.scope.actor import actor_at, places_of

KIND = "sign-in"
STRANGER = "somebody who is not signed in"
"""Who did it, in the audit, before a person has shown who they are."""
NO_PLACE = "no-place"
"""The chain of attempts that are about nobody with a role at any place."""
PREFIXES = {4: 24, 6: 48}
"""Bits of an address that are kept: the network of an office or a provider, not the device."""


def note_sign_in(
    user: User | None, action: str, address: str, details: Mapping[str, Any] | None = None
) -> None:
    """Add an event about a person's sign-in to the chain of each place where they have a role.

    Args:
        user: None for an address that nobody has.
        address: the network address of the device; only its network is kept, where it can be erased.
        details: what else happened; nothing secret.
    """
    network = {"network": network_of(address)} | dict(details or {})
    person = str(user.pk) if user is not None and action in BY_PERSON else STRANGER
    record = str(user.pk) if user is not None else "unknown"
    with transaction.atomic():
        for place in (places_of(user) if user is not None else []) or [NO_PLACE]:
            with locked_chain(place, person) as chain:
                roles = {"roles": _roles(user, place)} if action == "sign-in" else {}
                chain.append(action, (KIND, record), {}, network | roles, personal=("network",))


BY_PERSON = frozenset(
    (
        "sign-in",
        "sign-out",
        "change-password",
        "reset-password",
        "add-factor",
        "remove-factor",
        "reset-factor",
    )
)
"""Actions of a person who has shown who they are."""


def note_lock_out(user: User | None, address: str) -> None:
    """Add an event that a person must wait, once for each time: whoever goes on trying adds none."""
    record = str(user.pk) if user is not None else "unknown"
    # Not by the moment: while a clock that ran ahead is set back, what comes later has an earlier one.
    last = Event.objects.filter(kind=KIND, record=record).order_by("-pk").first()
    if last is None or last.action != "lock-out":
        note_sign_in(user, "lock-out", address)


def network_of(address: str) -> str:
    """The network of an address, such as 192.0.2.0/24; "" for what is no address."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return ""
    # A server that listens on IPv6 sees IPv4 addresses inside those of IPv6.
    parsed = getattr(parsed, "ipv4_mapped", None) or parsed
    return str(ip_network(f"{parsed}/{PREFIXES[parsed.version]}", strict=False))


def _roles(user: User | None, place: str) -> list[str]:
    actor = actor_at(user, place)
    return sorted(actor.roles) if actor else []
