"""Reports of a place as files: made in the background by a process of their own, cached, and sent to every reader alike."""
