"""The mails of our own; those of signing in are django-allauth's."""

from django.core.mail import send_mail

from careplace.casework.accounts.models import Invitation
from careplace.casework.clocks import local_day
from careplace.casework.scope.roles import roles
from careplace.publish.wording import day

INVITATION = """You are invited to Careplace's casework as {role}: {does}

To accept, open {site} and type this e-mail address and this code:

    {code}

The code works once, until {expires}. If you did not expect this mail, ignore it.
"""


def send_invitation(invitation: Invitation, code: str, site: str) -> None:
    """Send the code of an invitation. It is in the text, never in an address: addresses are logged."""
    role = roles()[invitation.role]
    text = INVITATION.format(
        role=role.title.lower(),
        does=role.does,
        site=site,
        code=code,
        expires=day(local_day(invitation.expires_at)),
    )
    send_mail("You are invited to Careplace's casework", text, None, [invitation.email])
