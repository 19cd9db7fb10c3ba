"""Plan, policy, approval, lock, durable run, audit. Knows neither Slack nor Azure."""
