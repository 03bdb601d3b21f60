"""
A worker as small as can be: `answering.py PORT ADDRESS` writes a fact for every move sent to it.

It answers `PORT NUMBER`, or 503 where another worker holds the class.
"""

import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from classroom.store.opening import open_store
from sim.record.errors import RecordError


class Worker(BaseHTTPRequestHandler):
    """
    Answer moves sent to /c/<code>/...
    """

    protocol_version = "HTTP/1.1"

    def do_POST(self):
        """
        Hold the class if it is to be had, and write.
        """
        self.rfile.read(int(self.headers["content-length"]))
        store, code = self.server.store, self.path.split("/")[2]
        try:
            store.hold(code)
            number = store.enter(code, len(list(store.entries(code))), 1, b"{}")
            status, body = 200, f"{self.server.server_port} {number}"
        except RecordError as error:
            status, body = 503, str(error)
        self.send_response(status)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *_):
        """
        Say nothing.
        """


def main():
    """
    Answer until killed.
    """
    server = ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Worker)
    server.store = open_store(sys.argv[2])
    print("ready", flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
