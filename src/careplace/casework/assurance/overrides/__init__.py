"""Overrides: a person's own band for the priority of a service, with a reason and an end. The scheme's band stays shown."""
