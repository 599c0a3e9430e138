"""Who sees the pages of early warning: rows of the table in access.py."""

from tests.web.casework.access_priority import READERS

AT_PLACE: dict[str, dict] = {"early-warning": {"roles": READERS}, "model-card": {"roles": READERS}}
"""{page of a place: its row}"""
