"""A local Slack workspace at the wire: Web API, interactivity, Socket Mode, and its page.

Start with `server.LocalSlack`. The Slack facts in this package are those of https://docs.slack.dev.
"""
