"""The Web API's methods, one module per noun (https://docs.slack.dev/reference/methods)."""
