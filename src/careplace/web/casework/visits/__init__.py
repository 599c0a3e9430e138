"""Visits: the list, a visit and its record, the provider's challenges, and the plan of actions."""
