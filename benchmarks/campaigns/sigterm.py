"""The sample application is told to end (SIGTERM) while clients search by words and by pictures.

    python3 benchmarks/campaigns/sigterm.py --rounds 10 --jdks /usr/lib/jvm/java-17-openjdk-amd64

Takes sample-app/target/imagespace-sample-app.jar. Each round starts it anew, lets clients work, ends
it at a random moment, and counts:

crashes      an exit code other than 143, or a file hs_err_pid*.log
unanswered   requests without a whole answer which the server had begun, as its access log knows
failed       answers of status 500 and above
late         connections that were closed before the server began to read their request, new ones and
             kept ones: clients may send it again, and do
refused      connections after the port was closed
"""

import argparse
import collections
import http.client
import os
import pathlib
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse

ROOT = pathlib.Path(__file__).resolve().parents[2]
JAR = ROOT / "sample-app/target/imagespace-sample-app.jar"
PICTURES = ROOT / "sample-app/src/main/resources/gallery/images"
BOUNDARY = "imagespace-campaign"
TERMINATED = 128 + signal.SIGTERM


def main():
    options = arguments()
    with tempfile.TemporaryDirectory(prefix="sigterm-data-") as data:
        total = rounds(options, data)
    sys.exit(1 if any(total[name] for name in ("crashes", "unanswered", "failed")) else 0)


def rounds(options, data):
    total = collections.Counter()
    for jdk in options.jdks:
        for backend in options.backends:
            sums, drains = collections.Counter(), []
            for number in range(options.rounds):
                counts, drain = Round(options, jdk, backend, number, data).run()
                sums += counts
                drains.append(drain)
            total += sums
            print(
                f"{pathlib.Path(jdk).name} {backend}: {options.rounds} rounds, "
                + ", ".join(f"{sums[name]} {name}" for name in Round.COUNTED)
                + f"; drained in {min(drains):.1f} to {max(drains):.1f} s",
                flush=True,
            )
    return total


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5, help="for each JDK and backend")
    parser.add_argument("--clients", type=int, default=16)
    parser.add_argument("--deadline", type=float, default=30, help="seconds for what was accepted")
    parser.add_argument("--backends", type=listed, default=["onnx", "pytorch"])
    parser.add_argument("--jdks", type=listed, default=[os.environ.get("JAVA_HOME", "/usr")])
    parser.add_argument("--keep", type=pathlib.Path, help="a directory for the logs of bad rounds")
    parser.add_argument("--jar", type=pathlib.Path, default=JAR)
    return parser.parse_args()


def listed(words):
    return words.split(",")


class Round:
    """One life of the application."""

    COUNTED = ("answered", "crashes", "unanswered", "failed", "late", "refused")

    def __init__(self, options, jdk, backend, number, data):
        self.options = options
        self.data = data
        self.name = f"{pathlib.Path(jdk).name}-{backend}-{number}"
        self.java = f"{jdk}/bin/java"
        self.backend = backend
        self.counts = collections.Counter()
        self.lock = threading.Lock()
        self.sent = set()
        self.ended = False

    def run(self):
        with tempfile.TemporaryDirectory(prefix="sigterm-") as folder:
            folder = pathlib.Path(folder)
            with open(folder / "log", "w") as log:
                process = self.start(folder, log)
                try:
                    drain = self.work(process, self.port(process, folder / "log"))
                finally:
                    process.kill()
            self.judge(process.returncode, folder)
        return self.counts, drain

    def start(self, folder, log):
        return subprocess.Popen(
            [
                self.java,
                "-Xmx768m",
                "-Djava.awt.headless=true",
                "-jar",
                str(self.options.jar.resolve()),
                "--server.port=0",
                f"--imagespace.backend={self.backend}",
                "--imagespace.warm-up=both",
                f"--imagespace.sample.data-dir={self.data}",
                f"--spring.lifecycle.timeout-per-shutdown-phase={self.options.deadline}s",
                "--server.tomcat.accesslog.enabled=true",
                f"--server.tomcat.accesslog.directory={folder}",
                "--server.tomcat.accesslog.pattern=%s %r",
                "--server.tomcat.accesslog.buffered=false",
            ],
            cwd=folder,
            stdout=log,
            stderr=subprocess.STDOUT,
        )

    def port(self, process, log):
        until = time.monotonic() + 300
        while time.monotonic() < until and process.poll() is None:
            text = log.read_text()
            if "can be searched" in text:
                return int(re.search(r"started on port (\d+)", text)[1])
            time.sleep(0.1)
        raise SystemExit(f"{self.name} did not start:\n{log.read_text()}")

    def work(self, process, port):
        clients = [
            threading.Thread(target=self.client, args=(port, i)) for i in range(self.options.clients)
        ]
        for client in clients:
            client.start()
        time.sleep(random.uniform(0.5, 2))
        asked = time.monotonic()
        process.terminate()
        try:
            process.wait(self.options.deadline + 30)
        except subprocess.TimeoutExpired:
            self.count("crashes")
            process.kill()
        drain = time.monotonic() - asked
        self.ended = True
        for client in clients:
            client.join()
        return drain

    def client(self, port, number):
        """Half of them keep their connections, half search by pictures."""
        picture = sorted(PICTURES.iterdir())[number].read_bytes()
        kept = None
        request = 0
        while not self.ended:
            request += 1
            path = f"/search?q={urllib.parse.quote_plus('a red car')}&id={number}-{request}"
            connection = kept or http.client.HTTPConnection("127.0.0.1", port, timeout=120)
            kept = None
            try:
                connection.connect() if connection.sock is None else None
            except OSError:
                self.count("refused")
                time.sleep(0.2)
                continue
            try:
                self.ask(connection, path, picture if number % 4 > 1 else None)
                answer = connection.getresponse()
                body = answer.read()
                self.count("answered" if answer.status < 500 else "failed")
                if answer.status >= 500 and self.options.keep:
                    print(self.name, answer.status, body[:300], file=sys.stderr)
                kept = connection if number % 2 and not answer.will_close else None
            except (OSError, http.client.HTTPException):
                with self.lock:
                    self.sent.add(path)
            if kept is None:
                connection.close()

    @staticmethod
    def ask(connection, path, picture):
        if picture is None:
            connection.request("GET", path)
            return
        body = (
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="image"; filename="p"\r\n\r\n'.encode()
            + picture
            + f"\r\n--{BOUNDARY}--\r\n".encode()
        )
        connection.request(
            "POST", path, body, {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}
        )

    def count(self, name):
        with self.lock:
            self.counts[name] += 1

    def judge(self, code, folder):
        """What the server's own log knows was taken."""
        if code != TERMINATED and code != -signal.SIGTERM or list(folder.glob("hs_err*")):
            self.count("crashes")
        taken = " ".join(log.read_text() for log in folder.glob("access_log*"))
        for path in self.sent:
            self.count("unanswered" if path + " " in taken else "late")
        bad = any(self.counts[name] for name in ("crashes", "unanswered", "failed", "late"))
        if bad and self.options.keep:
            shutil.copytree(folder, self.options.keep / self.name, dirs_exist_ok=True)
            print(self.name, "exit", code, dict(self.counts), sorted(self.sent), file=sys.stderr)


if __name__ == "__main__":
    main()
