"""Services of a team: list, page, and forms."""
