"""Why a service is where it is in the order, and a person's own band for it."""
