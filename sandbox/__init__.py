"""A local Slack workspace and a local Azure, at the wire."""
