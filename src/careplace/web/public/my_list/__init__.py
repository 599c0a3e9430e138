"""A reader's list of locations, held in the address alone."""
