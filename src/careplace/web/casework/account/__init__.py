"""Signing in: what of django-allauth is ours, and invitations."""
