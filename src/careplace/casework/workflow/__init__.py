"""How records change: tables of allowed transitions, and every change in one transaction with its audit event."""
