"""People of a place: who has which role, inviting, and ending a role."""
