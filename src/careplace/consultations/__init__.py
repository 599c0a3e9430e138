"""Consultations as files and rows: the questionnaire that is published, responses on their way in, counts that are safe.

Pure of any site: the site that takes responses and casework both use it, and know nothing of each other.
"""
