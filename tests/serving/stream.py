"""Streamlit's websocket, spoken without a browser: what a server sends to whoever opens it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect
from websockets.typing import Subprotocol


def first_run(site: str, cookies: Mapping[str, str], query: str = "", page: str = "") -> str:
    """All that the first run of the page at the address `page` sends, as text."""
    given = {"Origin": site, "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())}
    protocols = [Subprotocol("streamlit"), Subprotocol(cookies.get("_streamlit_xsrf", "none"))]
    address = f"{site.replace('http', 'ws')}/_stcore/stream"
    with connect(address, additional_headers=given, subprotocols=protocols, max_size=None) as socket:
        asked = BackMsg()
        asked.rerun_script.query_string = query
        asked.rerun_script.page_name = page
        socket.send(asked.SerializeToString())
        return "\n".join(_until_finished(iter(lambda: socket.recv(30), None)))


def _until_finished(received: Iterator[str | bytes]) -> Iterator[str]:
    for data in received:
        message = ForwardMsg()
        message.ParseFromString(bytes(data))  # type: ignore[arg-type]
        yield str(message)
        if message.WhichOneof("type") == "script_finished":
            return
