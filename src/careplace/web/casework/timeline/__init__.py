"""The timeline on the page of a service."""
