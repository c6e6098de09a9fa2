# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs ../shared/fakes/apis.py so that its log is true on a busy machine too: run_fakes.py APIS.PY [OPTION ...]

The server notes the end of an answer, and writes the line of its log, some time after the client has the answer and
may have asked on. Here the last piece of each answer, or the reset that ends it, comes after that line: nothing the
client does in reply can be older in the log, and a log that is read after an answer holds it. Nagle's algorithm is
off, because head and body are sent apart.
"""

import http.server
import os
import runpy
import socket
import socketserver
import struct
import sys


class HeldBack:
    """The output of a connection, one piece behind."""

    def __init__(self, output):
        self.output = output
        self.held = b""

    def write(self, data) -> int:
        self.release()
        self.held = bytes(data)
        return len(data)

    def release(self) -> None:
        data, self.held = self.held, b""
        if data:
            self.output.write(data)

    def flush(self) -> None:
        """What is held back stays so until the request is logged."""

    def close(self) -> None:
        self.output.close()

    @property
    def closed(self) -> bool:
        return self.output.closed


def main() -> None:
    program = sys.argv[1]
    sys.argv = sys.argv[1:]
    sys.path.insert(0, os.path.dirname(program))
    from fake.wire import Sender

    handler = http.server.BaseHTTPRequestHandler
    set_up, handle = handler.setup, handler.handle_one_request

    def set_up_held_back(self) -> None:
        set_up(self)
        self.wfile = HeldBack(self.wfile)

    def handle_and_release(self) -> None:
        handle(self)
        self.wfile.release()
        if getattr(self, "to_be_reset", False):
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.rfile.close()
            self.connection.close()

    def reset_later(sender) -> None:
        sender.handler.to_be_reset = sender.handler.close_connection = True

    socketserver.StreamRequestHandler.disable_nagle_algorithm = True
    handler.setup, handler.handle_one_request = set_up_held_back, handle_and_release
    Sender._reset = reset_later
    runpy.run_path(program, run_name="__main__")


main()
