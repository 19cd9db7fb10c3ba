"""One error for what Azure refused and for not reaching it: a plain sentence and a remedy."""

from __future__ import annotations

from core import errors


class AzureError(errors.BotError):
    """Azure's answer as a person needs it.

    `code` is ours and stable: `azure-forbidden`, `azure-quota`, `azure-unreachable`, … (see
    `refusal_table`). `provider_code` and `provider_message` are Azure's own words, shortened and
    cleaned of secrets; `status` is the HTTP status, 0 when there was no answer; `request_id` is
    Azure's, for a support case. `retriable` says whether the same call may succeed later by itself.
    """

    code = "azure-error"

    def __init__(
        self,
        sentence: str,
        *,
        remedy: str = "",
        code: str | None = None,
        provider_code: str = "",
        provider_message: str = "",
        status: int = 0,
        request_id: str = "",
        retriable: bool = False,
    ) -> None:
        super().__init__(sentence, remedy=remedy, code=code)
        self.provider_code = provider_code
        self.provider_message = provider_message
        self.status = status
        self.request_id = request_id
        self.retriable = retriable
