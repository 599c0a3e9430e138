"""Documents read into sentences and tables, each with its place in the file."""
