"""The audit of a place, for auditors."""
