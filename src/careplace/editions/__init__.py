"""Editions: tables and figures of one set of raw files, made whole, sealed, and chosen by one swap."""
