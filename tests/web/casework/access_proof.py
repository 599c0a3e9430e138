"""Who sees which page of proof: rows of access.py, and the pages of records that test_proof.py walks."""

READERS = frozenset(
    (
        *("administrator", "team_manager", "quality_officer", "panel_member", "commissioner"),
        *("partner_reader", "auditor"),
    )
)
CONTRACTS = frozenset(("team_manager", "commissioner"))
TEAM = frozenset(("team_manager", "quality_officer"))
MANAGER = frozenset(("team_manager",))
NOBODY: frozenset[str] = frozenset()
TRACE = frozenset(("team_manager", "quality_officer", "panel_member", "commissioner"))

PAGES = {
    "proof": {"roles": READERS},
    "proof-csv": {"roles": READERS},
    "contracts": {"roles": READERS},
    "contracts-note": {"roles": CONTRACTS, "form": True},
    "statements": {"roles": TRACE},
    "statement-add": {"roles": TEAM, "form": True},
}
"""{page of a place: fields of its row}"""

RECORD_PAGES = {"proof-figure": TRACE, "contract-correct": CONTRACTS}
"""{page of a record: the roles that see it}"""

STATEMENT_STATES = ("draft", "reviewed", "published", "withdrawn")


def _in(roles: frozenset[str], *states: str) -> dict[str, frozenset[str]]:
    return {state: roles if state in states else NOBODY for state in STATEMENT_STATES}


STATEMENT_PAGES = {
    "statement": _in(TRACE, *STATEMENT_STATES),
    "statement-step rewrite": _in(TEAM, "draft"),
    "statement-step review": _in(MANAGER, "draft"),
    "statement-step send-back": _in(MANAGER, "reviewed"),
    "statement-step publish": _in(MANAGER, "reviewed"),
    "statement-step revise": _in(TEAM, "published", "withdrawn"),
    "statement-step withdraw": _in(MANAGER, "published"),
}
"""{page of a statement: {its state: the roles that see it}}"""
