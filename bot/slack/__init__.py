"""Slack: what is heard there, what is shown there. Decides nothing; the workflow does."""
