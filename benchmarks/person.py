"""Somebody whose browser is on another machine: asks the served chat over its websocket, as a browser does, and draws nothing."""

import time
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

_HEADLINE = 'class="headline"'
_LARGEST = 2**24


class Person:
    """One session. Use it with ``async with``; it holds the ids of the box and of the button for a new conversation."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._ids: dict[str, str] = {}

    async def __aenter__(self) -> Self:
        host = urlsplit(self._address).netloc
        names = [Subprotocol("streamlit"), Subprotocol("PLACEHOLDER_AUTH_TOKEN")]
        self._line: ClientConnection = await connect(
            f"ws://{host}/_stcore/stream", subprotocols=names, additional_headers={"Origin": self._address}, max_size=_LARGEST
        )
        await self._run()
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None) -> None:
        await self._line.close()

    async def ask(self, words: str) -> float:
        """The seconds from sending these words until the outcome came back."""
        box = WidgetState(id=self._ids["box"])
        box.chat_input_value.data = words
        return await self._run(box)

    async def begin_anew(self) -> None:
        """Press the button for a new conversation."""
        await self._run(WidgetState(id=self._ids["New conversation"], trigger_value=True))

    async def _run(self, *changed: WidgetState) -> float:
        """One run of the script, with these widgets changed: the seconds until the outcome came, or until the end of the run."""
        message = BackMsg()
        message.rerun_script.query_string = ""
        message.rerun_script.widget_states.widgets.extend(changed)
        begun, came = time.perf_counter(), None
        await self._line.send(message.SerializeToString())
        async for received in self._line:
            forward = ForwardMsg.FromString(received if isinstance(received, bytes) else received.encode())
            if forward.WhichOneof("type") == "script_finished":
                break
            element = forward.delta.new_element
            if element.HasField("chat_input"):
                self._ids["box"] = element.chat_input.id
            elif element.HasField("button"):
                self._ids[element.button.label] = element.button.id
            elif came is None and _HEADLINE in element.html.body:
                came = time.perf_counter() - begun
        return came if came is not None else time.perf_counter() - begun
