"""The application: Slack, the terminal, settings, and the composition root."""
