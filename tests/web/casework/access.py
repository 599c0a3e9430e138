"""Who sees which page: one table of address x role x state, which test_access.py walks with every role and place.

A page that is not in the table fails the test. Roles that are not named get 403, and providers' own users 404; people of
another place get 404 for every page of a place; people who did not sign in are taken to the sign-in page.
"""

from dataclasses import dataclass

from tests.web.casework import (
    access_campaigns,
    access_coding,
    access_consultation,
    access_planning,
    access_programmes,
    access_proof,
    access_provider,
    access_records,
    access_reviews,
    access_signals,
)
from tests.web.casework.access_closing import RECORD_PAGES as CLOSING
from tests.web.casework.access_escalation import AT_PLACE as ESCALATION
from tests.web.casework.access_followup import RECORD_PAGES as FOLLOWUP
from tests.web.casework.access_judgements import RECORD_PAGES as JUDGEMENTS
from tests.web.casework.access_priority import AT_PLACE as PRIORITY
from tests.web.casework.access_report import RECORD_PAGES as REVIEW_REPORT
from tests.web.casework.access_warning import AT_PLACE as WARNING

ALL_ROLES = frozenset(
    (
        "administrator",
        "team_manager",
        "quality_officer",
        "panel_member",
        "commissioner",
        "partner_reader",
        "review_lead",
        "reviewer",
        "evaluator",
        "provider_user",
        "auditor",
    )
)
REVIEWERS = frozenset(("review_lead", "reviewer"))
EVALUATORS = frozenset(("evaluator",))
READERS = ALL_ROLES - {"provider_user"} - REVIEWERS - EVALUATORS
WRITERS = frozenset(("team_manager", "quality_officer", "commissioner"))
CONTRACTS = frozenset(("team_manager", "commissioner"))
TEAM = frozenset(("team_manager", "quality_officer"))
MANAGER = frozenset(("team_manager",))
VISIT_READERS = TEAM | {"panel_member", "commissioner"}
NOBODY: frozenset[str] = frozenset()
STATES = ("active", "suspended", "ended")


@dataclass(frozen=True)
class Page:
    """A page of the table. `roles` see it; `states` has, for a page of a service, the roles in each state.

    `form` is whether it takes what a form sends; `id` is the kind of record that its address names.
    """

    roles: frozenset[str]
    states: dict[str, frozenset[str]] | None = None
    action: str = ""
    form: bool = False
    id: str = ""


def _every(roles: frozenset[str]) -> dict[str, frozenset[str]]:
    return dict.fromkeys(STATES, roles)


PAGES = {
    "today": Page(ALL_ROLES),
    "services": Page(READERS),
    "service-add": Page(WRITERS, form=True),
    "services-import": Page(TEAM, form=True),
    "services-csv": Page(READERS),
    "service": Page(READERS, _every(READERS), id="service"),
    "service-edit": Page(WRITERS, _every(WRITERS) | {"ended": NOBODY}, form=True, id="service"),
    "service-action resume": Page(
        MANAGER, _every(NOBODY) | {"suspended": MANAGER}, "resume", form=True, id="service"
    ),
    "service-action end-contract": Page(
        CONTRACTS, _every(CONTRACTS) | {"ended": NOBODY}, "end-contract", form=True, id="service"
    ),
    "service-action reopen": Page(
        CONTRACTS, _every(NOBODY) | {"ended": CONTRACTS}, "reopen", form=True, id="service"
    ),
    "signal-add": Page(TEAM, _every(TEAM), form=True, id="service"),
    "signal-close": Page(TEAM, form=True, id="signal"),
    "visits": Page(VISIT_READERS),
    "actions": Page(VISIT_READERS),
    "visit-plan": Page(TEAM, _every(TEAM), form=True, id="service"),
    "service-plan": Page(VISIT_READERS, _every(VISIT_READERS), id="service"),
    "action-add": Page(TEAM, _every(TEAM), form=True, id="service"),
    "people": Page(frozenset(("administrator",))),
    "invite": Page(frozenset(("administrator",)), form=True),
    "membership-end": Page(frozenset(("administrator",)), form=True, id="membership"),
    "audit": Page(frozenset(("auditor",))),
    "audit-csv": Page(frozenset(("auditor",))),
} | {name: Page(**row) for name, row in (ESCALATION | PRIORITY | WARNING).items()}
"""{page of a place: who sees it}"""

OF_APPLICATIONS = (
    access_campaigns.PAGES,
    access_consultation.PAGES,
    access_planning.ROWS,
    access_programmes.PAGES,
    access_proof.PAGES,
    access_provider.ROWS,
    access_records.ROWS,
    access_reviews.ROWS,
    access_signals.PAGES,
)
PAGES |= {name: Page(**row) for table in OF_APPLICATIONS for name, row in table.items()}

VISIT_STATES = ("planned", "recording", "accuracy", "review", "final", "cancelled")


def _in(roles: frozenset[str], *states: str) -> dict[str, frozenset[str]]:
    return {state: roles if state in states else NOBODY for state in VISIT_STATES}


VISIT_PAGES = {
    "visit": Page(VISIT_READERS, _in(VISIT_READERS, *VISIT_STATES)),
    "evidence-add": Page(TEAM, _in(TEAM, "recording", "review"), form=True),
    "evidence": Page(TEAM, _in(TEAM, "recording", "review"), form=True),
    "visit-grades": Page(TEAM, _in(TEAM, "recording", "review"), form=True),
    "visit-offline": Page(TEAM, _in(TEAM, "recording", "review")),
    "visit-sync": Page(TEAM, _in(TEAM, "recording", "review"), form=True),
    "challenge-add": Page(TEAM, _in(TEAM, "accuracy"), form=True),
    "challenge-answer": Page(TEAM, _in(TEAM, *VISIT_STATES), form=True),
    "visit-action-add": Page(TEAM, _in(TEAM, *VISIT_STATES), form=True),
    "visit-step plan-again": Page(TEAM, _in(TEAM, "planned"), form=True),
    "visit-step cancel": Page(MANAGER, _in(MANAGER, "planned"), form=True),
    "visit-step start": Page(TEAM, _in(TEAM, "planned"), form=True),
    "visit-step send-draft": Page(TEAM, _in(TEAM, "recording"), form=True),
    "visit-step end-accuracy": Page(TEAM, _in(TEAM, "accuracy"), form=True),
    "visit-step send-back": Page(MANAGER, _in(MANAGER, "review"), form=True),
    "visit-step finalise": Page(MANAGER, _in(MANAGER, "review"), form=True),
}
"""{page of a visit: who sees it in each state of the visit}; a challenge's answer is asked for while it is open."""

ACTION_STATES = ("proposed", "agreed", "done", "verified", "moved")
MOVES = {
    "edit": {"proposed": TEAM, "agreed": TEAM},
    "agree": {"proposed": TEAM},
    "report-done": {"agreed": TEAM},
    "not-enough": {"done": TEAM},
    "verify": {"done": TEAM},
    "move": {"proposed": MANAGER, "agreed": MANAGER},
}
"""{move of an action: {state: who may make it}}"""

RECORD_PAGES = access_campaigns.RECORD_PAGES | access_proof.RECORD_PAGES | access_proof.STATEMENT_PAGES
RECORD_PAGES |= access_provider.RECORD_PAGES
RECORD_PAGES |= access_consultation.RECORD_PAGES
RECORD_PAGES |= dict.fromkeys([*access_reviews.PAGES, *access_reviews.WITHOUT_EDITION])
RECORD_PAGES |= {page: {} for page in access_coding.EVERY}
RECORD_PAGES |= JUDGEMENTS | REVIEW_REPORT | FOLLOWUP | CLOSING
"""Pages of records of other kinds: their own modules have their roles, and walk them."""

OPEN = {
    "account_login": 200,
    "account_logout": 302,
    "account_inactive": 200,
    "account_signup": 200,
    "account_reset_password": 200,
    "account_confirm_password_reset_code": 302,
    "account_complete_password_reset": 302,
    "account_password_reset_completed": 200,
    "account_email_verification_sent": 302,
    "mfa_authenticate": 302,
    "mfa_login_webauthn": 302,
    "openid_connect_login": 404,
    "openid_connect_callback": 404,
    "socialaccount_login_cancelled": 200,
    "socialaccount_login_error": 401,
    "invitation": 200,
    "health": 200,
    "robots": 200,
    "print-styles": 200,
    "visits-worker": 200,
    "favicon": 302,
}
"""{page for people who have not signed in: what they get}"""

OWN = {
    "home",
    "account_email",
    "account_reauthenticate",
    "account_change_password",
    "mfa_index",
    "mfa_reauthenticate",
    "mfa_activate_totp",
    "mfa_deactivate_totp",
    "mfa_replace_totp",
    "mfa_list_webauthn",
    "mfa_add_webauthn",
    "mfa_reauthenticate_webauthn",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "usersessions_list",
    "socialaccount_connections",
}
"""Pages of a person's own account, for everyone who signed in."""

OWN_PASSKEYS = {"mfa_edit_webauthn", "mfa_remove_webauthn"}
"""Pages of one of a person's passkeys: test_passkeys.py."""
