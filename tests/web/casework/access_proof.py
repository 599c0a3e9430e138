"""Who sees which page of proof: rows of access.py, and the pages of records that test_proof.py walks."""

READERS = frozenset(
    (
        *("administrator", "team_manager", "quality_officer", "panel_member", "commissioner"),
        *("partner_reader", "auditor"),
    )
)
CONTRACTS = frozenset(("team_manager", "commissioner"))
TRACE = frozenset(("team_manager", "quality_officer", "panel_member", "commissioner"))

PAGES = {
    "proof": {"roles": READERS},
    "proof-csv": {"roles": READERS},
    "contracts": {"roles": READERS},
    "contracts-note": {"roles": CONTRACTS, "form": True},
}
"""{page of a place: fields of its row}"""

RECORD_PAGES = {"proof-figure": TRACE, "contract-correct": CONTRACTS}
"""{page of a record: the roles that see it}"""
