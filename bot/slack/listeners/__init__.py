"""What is heard from Slack: one listener for each kind of request, handlers found by name."""
