"""Quality assurance of providers: services, signals, priority, visits, escalation, campaigns."""
