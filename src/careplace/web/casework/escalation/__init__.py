"""Escalation: the ladder with its cases, a case and its timeline, and the forms that move one."""
