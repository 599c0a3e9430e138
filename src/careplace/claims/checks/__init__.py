"""Statements compared with figures: their own, those of an earlier text, and an edition's."""
