"""Left out of a plain `pytest`: it fetches the CLI at first. Naming the file runs it."""

collect_ignore = ["test_session.py"]
