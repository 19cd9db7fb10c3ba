"""A person registers a process server with its configuration server: the guide and the proof.

Shared by `deploy`, whose last step it is, and `register`.
"""
