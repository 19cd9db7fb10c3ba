"""Left out of a plain `pytest`: one session, in order, by one worker. `make test` runs it first."""

collect_ignore = ["test_session.py"]
