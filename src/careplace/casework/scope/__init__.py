"""Who may see and do what, and where: roles, memberships of places, permissions."""
