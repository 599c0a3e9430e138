"""One timeline of a home: ratings, visits, signals, decisions and states, through every registration of it."""
