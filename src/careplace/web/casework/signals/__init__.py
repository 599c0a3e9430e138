"""Signals about a service: noting one, and closing it."""
