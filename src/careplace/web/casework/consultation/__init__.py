"""Consultations: questions, responses and their moderation, counts, and the closing report."""
