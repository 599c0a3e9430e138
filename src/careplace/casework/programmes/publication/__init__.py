"""Publication of a programme's paper for the board: what keeps it back, its files, its corrections and its withdrawal."""
