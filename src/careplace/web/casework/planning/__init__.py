"""The plan of the year, the team's time and leave, the calendar, and its file for calendar programs."""
