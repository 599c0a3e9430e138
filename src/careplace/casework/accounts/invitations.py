"""Inviting people, and accepting an invitation: each with its audit event."""

import hmac
from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from careplace.casework.accounts.codes import digest_of_code, new_code
from careplace.casework.accounts.mails import send_invitation
from careplace.casework.accounts.models import Invitation, User
from careplace.casework.audit.chain import Chain, locked_chain
from careplace.casework.scope.actor import TIMER, Actor
from careplace.casework.scope.models import Membership

DAYS = 7
"""How long an invitation is open."""
ATTEMPTS = 5
"""How many wrong codes an invitation survives."""


class InvitationRefused(Exception):
    """The code is not that of an open invitation. The message does not say whether the address was ever invited."""

    def __init__(self) -> None:
        super().__init__(
            "This code does not match an open invitation for this e-mail address. Check both, or ask the person who "
            "invited you to send another."
        )


def invite(actor: Actor, email: str, role: str, site: str) -> Invitation:
    """Invite a person to have a role at the actor's place, and send the code by mail once it is recorded.

    An open invitation to the same role is withdrawn: only the last code works.

    Args:
        site: the address of the page where the code is typed.

    Raises:
        NotAllowed: for an actor who does not manage people.
    """
    actor.check("people.manage")
    code, email = new_code(), email.strip().lower()
    with locked_chain(actor.place, actor.person) as chain:
        _withdraw(chain, email, role)
        invitation = _record(chain, email, role, code)
        transaction.on_commit(lambda: send_invitation(invitation, code, site))
    return invitation


def _withdraw(chain: Chain, email: str, role: str) -> None:
    open_invitations = Invitation.objects.filter(
        email=email, place=chain.place, role=role, used_at=None, withdrawn_at=None
    )
    for invitation in open_invitations:
        _end(chain, invitation, "withdraw")


def _end(chain: Chain, invitation: Invitation, action: str) -> None:
    invitation.withdrawn_at = timezone.now()
    invitation.save(update_fields=["withdrawn_at"])
    chain.append(action, ("invitation", str(invitation.id)), {}, {"role": invitation.role})


def withdraw_expired(now: datetime) -> int:
    """Withdraw every invitation whose time is over, in the chain of its place; how many."""
    expired = Invitation.objects.filter(used_at=None, withdrawn_at=None, expires_at__lte=now)
    count = 0
    for place in sorted(set(expired.values_list("place", flat=True))):
        with locked_chain(place, TIMER) as chain:
            for invitation in expired.filter(place=place).select_for_update().order_by("id"):
                _end(chain, invitation, "expire")
                count += 1
    return count


def _record(chain: Chain, email: str, role: str, code: str) -> Invitation:
    invited_at = timezone.now()
    invitation = Invitation(
        email=email,
        place=chain.place,
        role=role,
        code_digest=digest_of_code(code, email),
        invited_by=chain.person,
        invited_at=invited_at,
        expires_at=invited_at + timedelta(days=DAYS),
    )
    invitation.full_clean(exclude=["invited_by"])
    invitation.save(force_insert=True)
    chain.append("invite", ("invitation", str(invitation.id)), {}, invitation.values(), personal=("email",))
    return invitation


def open_invitation(email: str, code: str) -> Invitation:
    """The open invitation that a code belongs to. A wrong code counts against every open invitation of the address.

    Raises:
        InvitationRefused: when there is none.
    """
    digest = digest_of_code(code, email)
    candidates = Invitation.objects.filter(
        email=email.strip().lower(),
        used_at=None,
        withdrawn_at=None,
        expires_at__gt=timezone.now(),
        attempts__lt=ATTEMPTS,
    )
    for invitation in candidates:
        if hmac.compare_digest(invitation.code_digest, digest):
            return invitation
    candidates.update(attempts=F("attempts") + 1)
    raise InvitationRefused


def known_user(email: str) -> User | None:
    """The user of an address, where there is one already."""
    return User.objects.filter(email=email.strip().lower()).first()


def accept(invitation: Invitation, user: User) -> Membership:
    """Give the user the role of an invitation, once.

    Raises:
        InvitationRefused: where it was used or withdrawn meanwhile, or is another person's.
    """
    with locked_chain(invitation.place, str(user.pk)) as chain:
        invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
        if invitation.used_at or invitation.withdrawn_at or invitation.email != user.email:
            raise InvitationRefused
        invitation.used_at = timezone.now()
        invitation.save(update_fields=["used_at"])
        return _give(chain, invitation, user)


def _give(chain: Chain, invitation: Invitation, user: User) -> Membership:
    membership, _new = Membership.objects.get_or_create(
        user=user, place=invitation.place, role=invitation.role, ended_at=None
    )
    chain.append("accept", ("membership", str(membership.id)), {}, membership.values())
    return membership


def join(invitation: Invitation, name: str, password: str) -> User:
    """A new user from an invitation, whose address the code has verified, with the role that was offered."""
    with transaction.atomic():
        user = User.objects.create_user(invitation.email, name, password)
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        accept(invitation, user)
    return user
