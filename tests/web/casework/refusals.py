"""What people get who may not see a page."""


def refused(role: str) -> int:
    """403, with the reason, for people of the team; a provider's own user does not learn that there is such a page: 404."""
    return 404 if role == "provider_user" else 403
