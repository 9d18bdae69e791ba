# An application with what gateways get wrong: a WebSocket, events, uploads.
import base64, hashlib, http.server, threading

seen = threading.Event()


class Echo(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        if self.path == "/socket":
            self.socket()
        elif self.path == "/events":
            self.events()
        else:
            seen.set()
            self.answer(b"ok")

    def do_POST(self):
        left, size = int(self.headers["Content-Length"]), 0
        while size < left:
            size += len(self.rfile.read(min(65536, left - size)))
        self.answer(str(size).encode())

    def answer(self, body):
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def events(self):
        self.close_connection = True
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()
        seen.clear()
        self.wfile.write(b"data: first\n\n")
        self.wfile.flush()
        if seen.wait(15):
            self.wfile.write(b"data: second\n\n")

    def socket(self):
        self.close_connection = True
        accept = hashlib.sha1((self.headers["Sec-WebSocket-Key"] + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").encode()).digest()
        self.send_response(101)
        self.send_header("Upgrade", "websocket")
        self.send_header("Connection", "Upgrade")
        self.send_header("Sec-WebSocket-Accept", base64.b64encode(accept).decode())
        self.end_headers()
        # One short masked frame (RFC 6455, 5.2) comes back unmasked.
        head = self.rfile.read(2)
        size = head[1] & 0x7F
        mask, data = self.rfile.read(4), self.rfile.read(size)
        self.wfile.write(bytes([head[0], size]) + bytes(byte ^ mask[at % 4] for at, byte in enumerate(data)))
        self.wfile.flush()


http.server.ThreadingHTTPServer(("0.0.0.0", 8090), Echo).serve_forever()
