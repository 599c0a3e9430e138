"""One registered location: what every register and publication of the edition knows of it."""
