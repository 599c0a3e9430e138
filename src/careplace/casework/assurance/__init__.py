"""Quality assurance of services: the list of a team's services, and what is known about each."""
