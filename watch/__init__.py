"""Ticks, rules, findings: what is to be told, not how."""
