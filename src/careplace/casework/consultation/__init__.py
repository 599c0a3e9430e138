"""Consultations: what is asked, responses and their moderation, counts of people, and the closing report."""
