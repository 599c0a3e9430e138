"""About the site: methods, sources, dictionary, accessibility, privacy, editions, corrections."""
