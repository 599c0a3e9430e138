"""Forms that arrive twice: a second click, or a browser that sends again, saves nothing twice."""
