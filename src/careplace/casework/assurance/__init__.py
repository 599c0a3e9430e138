"""Quality assurance of services: the list of a team's services, signals, priority, visits, escalation and campaigns."""
