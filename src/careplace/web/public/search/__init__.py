"""Search and the first page: from what a reader writes to a place."""
