"""A runner for Bolt's listeners that wakes on the ack.

Bolt's own asyncio runner looks every 10 ms whether the listener has acknowledged, and a listener
that acknowledges and then raises before the next look loses its ack. This one is woken by the
ack itself and keeps it whatever happens afterwards.
"""

from __future__ import annotations

import asyncio
import time
from typing import Any

from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.listener.async_listener import AsyncListener
from slack_bolt.listener.asyncio_runner import AsyncioListenerRunner
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse


class WakingAck(AsyncAck):
    """`ack()` as listeners know it; the first call resolves `settled`."""

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # Bolt leaves it without annotations
        self.settled: asyncio.Future[None] | None = None

    async def __call__(self, *args: Any, **kwargs: Any) -> BoltResponse:
        response = await super().__call__(*args, **kwargs)
        self.settle()
        return response

    def repeat(self, response: BoltResponse) -> None:
        """Acknowledge with a response that was made before; it is not changed by sending it."""
        self.response = response
        self.settle()

    def settle(self) -> None:
        if self.settled is not None and not self.settled.done():
            self.settled.set_result(None)

    async def wait(self, seconds: float) -> None:
        """Until it is acknowledged or ended, no longer than `seconds`."""
        loop = asyncio.get_running_loop()
        self.settled = loop.create_future()
        timer = loop.call_later(max(seconds, 0), self.settle)
        try:
            await self.settled
        finally:
            timer.cancel()


class WakingRunner(AsyncioListenerRunner):
    """Answers Slack as soon as the listener has acknowledged; the listener goes on as a task.

    A listener that says of itself `ends_with_ack` needs no task: it is awaited. Lazy listeners are
    not run: the bot tracks its own background work. `running` holds the tasks so that they are
    neither collected nor forgotten at shutdown.
    """

    def __init__(self, stock: AsyncioListenerRunner) -> None:
        super().__init__(
            logger=stock.logger,
            process_before_response=False,
            listener_error_handler=stock.listener_error_handler,
            listener_start_handler=stock.listener_start_handler,
            listener_completion_handler=stock.listener_completion_handler,
            lazy_listener_runner=stock.lazy_listener_runner,
        )
        self.running: set[asyncio.Task[None]] = set()

    async def run(
        self,
        request: AsyncBoltRequest,
        response: BoltResponse | None,
        listener_name: str,
        listener: AsyncListener,
        starting_time: float | None = None,
    ) -> BoltResponse | None:
        """The listener's acknowledgement; None where it ended or ran out of time without one."""
        ack = WakingAck()
        request.context["ack"] = ack
        if listener.auto_acknowledgement:
            await ack()
        listening = self._listen(ack, request, listener)
        if getattr(listener, "ends_with_ack", False):
            await listening
        else:
            task = asyncio.create_task(listening, name=listener_name)
            self.running.add(task)
            task.add_done_callback(self.running.discard)
            if ack.response is None:
                begun = time.time() if starting_time is None else starting_time
                await ack.wait(listener.ack_timeout - (time.time() - begun))
        if ack.response is None:
            self.logger.warning("The listener %s ended without ack().", listener_name)
        return ack.response

    async def _listen(
        self, ack: WakingAck, request: AsyncBoltRequest, listener: AsyncListener
    ) -> None:
        answer = BoltResponse(status=200, body="")
        try:
            await listener.run_ack_function(request=request, response=answer)
        # Whatever a listener raises must reach the app's error handler, as Bolt promises.
        except Exception as error:  # noqa: BLE001
            failed = BoltResponse(status=500)
            await self.listener_error_handler.handle(
                error=error,
                request=request,
                response=failed if ack.response is None else None,
            )
            if ack.response is None:
                ack.response = failed
        finally:
            ack.settle()
