"""Campaigns: the list, a campaign with its chart and spread, its sites, and what was measured there."""
