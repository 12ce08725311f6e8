"""One request to somebody else's machine: whatever it does, there is an answer within the time, and nothing is followed or read on."""

import socket
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from procflow.relay import posting
from procflow.relay.posting import barred, post

pytestmark = pytest.mark.loopback
MOVED = "/moved"


@contextmanager
def listening(talk):
    """Somebody who, asked once, does whatever `talk` does with the connection."""
    with socket.create_server(("127.0.0.1", 0)) as door:

        def answer():
            with door.accept()[0] as asked:
                talk(asked)

        thread = threading.Thread(target=answer, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{door.getsockname()[1]}/in?of=1"
        thread.join(timeout=30)


def saying(words):
    def talk(asked):
        asked.recv(65_536)
        asked.sendall(words)

    return talk


@pytest.mark.parametrize(("status", "problem"), [(200, ""), (204, ""), (302, "redirected"), (410, "answered"), (500, "answered")])
def test_a_status_is_kept_with_what_it_means(status, problem):
    with listening(saying(f"HTTP/1.1 {status} X\r\nContent-Length: 0\r\n\r\n".encode())) as url:
        answer = post(url, {"webhook-id": "1"}, b"{}")
    assert (answer.status, answer.problem) == (status, problem)
    assert answer.milliseconds >= 0


def test_the_request_arrives_as_it_was_meant_and_no_redirect_is_followed():
    seen = []

    class Page(BaseHTTPRequestHandler):
        def do_POST(self):
            seen.append((self.path, self.headers["webhook-id"], self.headers["Host"], self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(307)
            self.send_header("Location", MOVED)
            self.end_headers()

        def log_message(self, *_):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Page) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        place = f"127.0.0.1:{server.server_address[1]}"
        answer = post(f"http://{place}/in?of=1", {"webhook-id": "7"}, b'{"a":1}')
        server.shutdown()
    assert (answer.status, answer.problem) == (307, "redirected")
    assert seen == [("/in?of=1", "7", place, b'{"a":1}')]


def test_an_endless_answer_is_not_read():
    def endless(asked):
        asked.recv(65_536)
        asked.sendall(b"HTTP/1.1 200 X\r\n\r\n")
        try:
            while True:
                asked.sendall(b"x" * 65_536)
        except OSError:
            return

    with listening(endless) as url:
        assert post(url, {}, b"{}").problem == ""


def test_one_who_keeps_silent_is_waited_for_no_longer_than_the_limit():
    over = threading.Event()
    with listening(lambda _: over.wait(30)) as url:
        answer = post(url, {}, b"{}", patience=0.2)
        over.set()
    assert (answer.status, answer.problem) == (0, "timeout")


def test_one_who_sends_a_byte_now_and_then_neither():
    def drip(asked):
        asked.recv(65_536)
        try:
            for byte in b"HTTP/1.1 200 X\r\n" + b"X: y\r\n" * 1000:
                asked.sendall(bytes([byte]))
                time.sleep(0.05)
        except OSError:
            return

    with listening(drip) as url:
        answer = post(url, {}, b"{}", patience=0.4)
    assert (answer.status, answer.problem) == (0, "timeout")
    assert answer.milliseconds < 20_000


@pytest.mark.parametrize("words", [b"SSH-2.0-x\r\n", b"HTTP/1.1 abc\r\n\r\n"])
def test_what_is_no_http_is_told_so(words):
    with listening(saying(words)) as url:
        assert post(url, {}, b"{}").problem == "garbled"


def test_one_who_hangs_up_is_not_reached():
    with listening(lambda asked: asked.recv(65_536)) as url:
        assert post(url, {}, b"{}").problem == "unreachable"


def test_where_nobody_listens_nobody_is_reached():
    with socket.create_server(("127.0.0.1", 0)) as door:
        port = door.getsockname()[1]
    answer = post(f"http://127.0.0.1:{port}/", {}, b"{}")
    assert (answer.status, answer.problem) == (0, "unreachable")


def test_a_connection_that_is_not_encrypted_as_asked_is_not_trusted():
    with listening(saying(b"HTTP/1.1 200 X\r\n\r\n")) as url:
        assert post(url.replace("http:", "https:"), {}, b"{}").problem == "untrusted"


@pytest.mark.parametrize("address", ["169.254.169.254", "fe80::1%eth0", "::ffff:169.254.169.254", "0.0.0.0", "224.0.0.1", "ff02::1"])
def test_addresses_at_which_no_receiver_can_be_are_barred(address):
    assert barred(address) is True


@pytest.mark.parametrize("address", ["127.0.0.1", "::1", "10.1.2.3", "192.168.1.9", "203.0.113.7", "2001:db8::1"])
def test_a_receiver_may_be_on_this_machine_or_in_the_house(address):
    assert barred(address) is False


def test_to_a_barred_address_nothing_is_sent(monkeypatch):
    seen = []
    monkeypatch.setattr(posting, "barred", lambda _: True)
    with listening(lambda asked: seen.append(asked.recv(65_536))) as url:
        assert post(url, {}, b"{}").problem == "barred"
    assert seen == [b""]
