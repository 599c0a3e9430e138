"""Places: their addresses, what a page of one reads from the edition, and the pages."""
