"""Explore: the locations of one register, filtered, sorted, paged and taken away; the address says what is shown."""
