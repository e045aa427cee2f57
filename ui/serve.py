"""Serves the chat with security headers: ``python -m ui.serve``, with ``--port`` and ``--address`` to change where."""

import argparse
from collections.abc import Sequence
from pathlib import Path

import uvicorn
from starlette.middleware import Middleware
from streamlit import config
from streamlit.starlette import App

from ui.forgetting import forgetting
from ui.headers import SecurityHeaders

SCRIPT = Path(__file__).resolve().parent.parent / "app.py"


def main(arguments: Sequence[str] | None = None) -> None:
    """Serve until stopped. The address is this machine's own unless another is asked for."""
    app = App(SCRIPT, lifespan=forgetting, middleware=[Middleware(SecurityHeaders)])
    options = _read(arguments, str(config.get_option("server.address")), int(config.get_option("server.port")))
    config.set_option("server.address", options.address)
    config.set_option("server.port", options.port)
    print(f"Can I share this? is at http://{options.address}:{options.port} (Ctrl+C stops it)", flush=True)
    uvicorn.run(
        app,
        host=options.address,
        port=options.port,
        server_header=False,
        log_level="warning",
        access_log=False,
        ws_max_size=int(config.get_option("server.maxMessageSize")) * 1024 * 1024,
    )


def _read(arguments: Sequence[str] | None, address: str, port: int) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m ui.serve", description="Serve the chat with security headers.")
    parser.add_argument("--address", default=address, help="where to listen (default: %(default)s)")
    parser.add_argument("--port", type=int, default=port, help="the port (default: %(default)s)")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main()
