"""A server on loopback that takes its time: drips, hangs, sends in circles."""

import asyncio
import contextlib
import threading

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x01\x00\x00\x00\x01\x00\x08\x00\x00\x00\x00"
PAUSE = 0.2


class SlowServer:
    """Answers from a thread of its own within a with block; its port was free."""

    def __enter__(self):
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self.thread.start()
        starting = asyncio.start_server(answer, "127.0.0.1", 0)
        self.server = asyncio.run_coroutine_threadsafe(starting, self.loop).result()
        self.port = self.server.sockets[0].getsockname()[1]
        return self

    def __exit__(self, *_):
        asyncio.run_coroutine_threadsafe(self.end(), self.loop).result()
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()

    async def end(self):
        self.server.close()
        answers = asyncio.all_tasks() - {asyncio.current_task()}
        for each in answers:
            each.cancel()
        await asyncio.gather(*answers, return_exceptions=True)


async def answer(reader, writer):
    # Clients go away whenever they like, and so does the server.
    with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
        request = await reader.readuntil(b"\r\n\r\n")
        path = request.split()[1].decode().partition("?")[0]
        await PATHS.get(path, status)(writer)
        await writer.drain()
    writer.close()


async def drip(writer):
    writer.write(HEAD + b"Content-Length: 100000\r\n\r\n")
    await bytewise(writer, PNG + bytes(1000))


async def drip_head(writer):
    await bytewise(writer, HEAD + b"X-Padding: " + b"x" * 1000)


async def bytewise(writer, content):
    for byte in content:
        writer.write(bytes([byte]))
        await writer.drain()
        await asyncio.sleep(PAUSE)


async def hang(writer):
    await asyncio.sleep(300)


async def circle(writer):
    writer.write(b"HTTP/1.1 302 Found\r\nLocation: /circle\r\nContent-Length: 0\r\n\r\n")


async def endless(writer):
    writer.write(HEAD + b"Transfer-Encoding: chunked\r\n\r\n" + b"%x\r\n%b\r\n" % (len(PNG), PNG))
    while True:
        writer.write(b"400\r\n" + bytes(1024) + b"\r\n")
        await writer.drain()
        await asyncio.sleep(PAUSE / 10)


async def status(writer):
    writer.write(b"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nRetry-After: 1000000000\r\n\r\n")


PATHS = {"/drip": drip, "/drip-head": drip_head, "/hang": hang, "/circle": circle, "/endless": endless}
