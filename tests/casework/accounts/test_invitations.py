"""Invitations: one mail, one use, in time, for one address; and how roles end."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test import override_settings
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from tests.casework.people import OTHER_PLACE, PLACE, actor, user

from careplace.casework.accounts.codes import ALPHABET, digest_of_code, new_code
from careplace.casework.accounts.invitations import (
    ATTEMPTS,
    InvitationRefused,
    accept,
    invite,
    join,
    open_invitation,
)
from careplace.casework.accounts.mails import send_invitation
from careplace.casework.accounts.memberships import end_membership
from careplace.casework.accounts.models import Invitation, User
from careplace.casework.audit.models import Event
from careplace.casework.audit.verification import faults
from careplace.casework.scope.actor import NotAllowed, actor_at
from careplace.casework.scope.models import Membership

JUNE = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)
EMAIL, SITE = "bob@example.org", "https://casework.example.org/invitation/"
CODE = re.compile(r"\b[2-9B-Z]{4}(?:-[2-9B-Z]{4}){3}\b")


@pytest.fixture(autouse=True)
def mails():
    with override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend"):
        mail.outbox = []
        yield


def invited(role: str = "quality_officer", email: str = EMAIL) -> str:
    """The code that is sent."""
    invite(actor("administrator", name=f"Admin{User.objects.count()} X"), email, role, SITE)
    return CODE.search(mail.outbox[-1].body)[0]


@pytest.mark.usefixtures("both")
def test_a_new_person_joins_with_the_role_that_was_offered():
    code = invited()
    person = join(
        open_invitation(EMAIL.upper(), code.lower().replace("-", " ")), "Bob Jones", "three plain words"
    )
    assert actor_at(person, PLACE).roles == {"quality_officer"}
    assert person.check_password("three plain words")
    assert list(Event.objects.order_by("number").values_list("action", "kind")) == [
        ("invite", "invitation"),
        ("accept", "membership"),
    ]
    assert list(faults()) == []


@pytest.mark.usefixtures("both")
def test_a_person_with_an_account_has_one_role_more():
    person = user("Bob Jones")
    accept(open_invitation(EMAIL, invited()), person)
    accept(open_invitation(EMAIL, invited("auditor")), person)
    assert actor_at(person, PLACE).roles == {"quality_officer", "auditor"}


@pytest.mark.usefixtures("both")
def test_a_code_works_once_also_for_two_at_the_same_moment():
    offer, person = open_invitation(EMAIL, invited()), user("Bob Jones")

    def try_it(_number: int) -> bool:
        try:
            accept(offer, person)
        except InvitationRefused:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(try_it, range(4))) == [False, False, False, True]


@pytest.mark.usefixtures("sqlite")
def test_only_the_last_code_works():
    first, second = invited(), invited()
    with pytest.raises(InvitationRefused):
        open_invitation(EMAIL, first)
    assert open_invitation(EMAIL, second)


@pytest.mark.usefixtures("sqlite")
@pytest.mark.parametrize("change", [{"expires_at": "past"}, {"withdrawn_at": "past"}, {"attempts": ATTEMPTS}])
def test_a_code_that_is_late_withdrawn_or_was_guessed_at_is_refused(change):
    code, past = invited(), timezone.now() - timedelta(seconds=1)
    Invitation.objects.update(**{name: past if value == "past" else value for name, value in change.items()})
    with pytest.raises(InvitationRefused):
        open_invitation(EMAIL, code)


@pytest.mark.usefixtures("sqlite")
def test_after_five_wrong_codes_the_right_one_is_refused():
    code = invited()
    for _ in range(ATTEMPTS):
        with pytest.raises(InvitationRefused):
            open_invitation(EMAIL, new_code())
    with pytest.raises(InvitationRefused):
        open_invitation(EMAIL, code)


@pytest.mark.usefixtures("sqlite")
def test_a_code_is_for_one_address_and_another_person_cannot_use_it():
    code = invited()
    with pytest.raises(InvitationRefused):
        open_invitation("eve@example.org", code)
    with pytest.raises(InvitationRefused):
        accept(open_invitation(EMAIL, code), user("Eve Black"))


@pytest.mark.usefixtures("sqlite")
def test_the_code_is_in_the_text_of_the_mail_and_nowhere_else():
    code = invited()
    plain = code.replace("-", "")
    invitation = Invitation.objects.get()
    stored = " ".join(str(value) for value in vars(invitation).values())
    events = " ".join(Event.objects.values_list("after", flat=True))
    assert plain not in stored.replace("-", "")
    assert plain not in events.replace("-", "")
    assert EMAIL not in events
    assert code not in re.findall(r"https?://\S+", mail.outbox[-1].body)[0]


@pytest.mark.usefixtures("sqlite")
def test_only_administrators_invite():
    with pytest.raises(NotAllowed):
        invite(actor("team_manager"), EMAIL, "auditor", SITE)
    assert not mail.outbox


@pytest.mark.usefixtures("both")
def test_a_role_ends_and_the_last_administrator_stays():
    administrator, officer = actor("administrator"), actor(name="Bob Jones")
    [membership] = Membership.objects.filter(role="quality_officer")
    end_membership(administrator, membership.pk)
    assert actor_at(User.objects.get(pk=officer.person), PLACE) is None
    with pytest.raises(NotAllowed, match="last administrator"):
        end_membership(administrator, Membership.objects.get(role="administrator").pk)
    with pytest.raises(Membership.DoesNotExist):
        end_membership(administrator, membership.pk)


@pytest.mark.usefixtures("sqlite")
def test_a_role_of_another_place_does_not_exist():
    administrator, _officer = actor("administrator"), actor(place=OTHER_PLACE)
    with pytest.raises(Membership.DoesNotExist):
        end_membership(administrator, Membership.objects.get(place=OTHER_PLACE).pk)


def test_codes_do_not_repeat_and_have_no_letters_that_look_alike():
    codes = {new_code() for _ in range(500)}
    assert len(codes) == 500
    assert set("".join(codes)) - {"-"} <= set(ALPHABET)
    assert not set("01OIAEU") & set(ALPHABET)


@given(st.text(st.characters(exclude_characters=ALPHABET + ALPHABET.lower(), max_codepoint=127), max_size=5))
def test_how_a_code_is_typed_does_not_matter(between):
    code = new_code()
    typed = between.join(code.lower())
    assert digest_of_code(typed, EMAIL.upper()) == digest_of_code(code, EMAIL)
    assert digest_of_code(typed, "eve@example.org") != digest_of_code(code, EMAIL)
    assert digest_of_code(new_code(), EMAIL) != digest_of_code(code, EMAIL)


def test_the_last_day_is_that_of_england_and_has_no_leading_zero():
    """23:30 UTC on 30 June is 1 July in England."""
    send_invitation(Invitation(email=EMAIL, role="auditor", expires_at=JUNE), "AAAA-AAAA-AAAA-AAAA", SITE)
    assert "works once, until 1 July 2026." in mail.outbox[-1].body
