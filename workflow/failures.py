"""What a card shows of an error."""

from __future__ import annotations

from core import errors
from core.sentences import say
from workflow import operations, procedures


def of(step: str, error: errors.BotError) -> operations.Failure:
    """What the card shows of an error; only a `StepFailed` knows causes and Azure's answer."""
    more = (
        {
            "cause": error.cause,
            "provider_code": error.provider_code,
            "provider_message": error.provider_message,
        }
        if isinstance(error, procedures.StepFailed)
        else {}
    )
    return operations.Failure(
        step=step, code=error.code, sentence=error.sentence, remedy=error.remedy, **more
    )


def unexpected(doing: str, error: Exception) -> procedures.StepFailed:
    """Of a foreign exception only the kind is told: its text may quote anything."""
    return procedures.StepFailed(
        say(
            "step-unforeseen",
            "Something unforeseen ({kind}) happened {doing}.",
            kind=type(error).__name__,
            doing=doing,
        ),
        cause=say(
            "step-unforeseen-cause",
            "Most likely a fault of this program, or an answer it did not expect.",
        ),
        remedy=say(
            "step-unforeseen-remedy",
            "Retry once; if it comes again, the bot's log has the details.",
        ),
        code="unexpected",
    )
