"""The sheet of a place's providers that people take on visits."""
