"""The councils of England on a map, each a link to its page."""
