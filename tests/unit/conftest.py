"""Unit tests open no sockets: a rule that needs one belongs in another room."""

import pytest
import pytest_socket


@pytest.fixture(autouse=True)
def _no_sockets() -> None:
    # A loop's own wake-up pair is a Unix socket.
    pytest_socket.disable_socket(allow_unix_socket=True)
