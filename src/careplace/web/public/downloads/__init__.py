"""Downloads: every table and every file of figures of the edition, and the figures of a place, to take away whole."""
