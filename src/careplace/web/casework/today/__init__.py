"""Today: who needs the team and why, what changed, and which dates come next."""
