"""Servers on loopback: the sandbox, one for each test, and third-party servers, one for each run."""
import atexit
import os
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time
import urllib.error
import urllib.request

from harness import places

EXPORT = re.compile(r"export (\w+)=(.*)")
REGION = "us-east-1"


class Server:
    """A running server: `url`, `environment` (variables that point a client at it) and `provider_block`."""
    provider_block = ""

    def __init__(self, process):
        self.process, self.url, self.environment = process, None, {}

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(5)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        if self.process.stdout:
            self.process.stdout.close()

    def boto(self, service, **more):
        """A client that nobody here wrote."""
        import boto3  # pylint: disable=import-outside-toplevel
        with BOTO:
            session = boto3.session.Session(aws_access_key_id=self.environment["AWS_ACCESS_KEY_ID"],
                                            aws_secret_access_key=self.environment["AWS_SECRET_ACCESS_KEY"], region_name=REGION)
            return session.client(service, endpoint_url=self.url, **more)


BOTO = threading.Lock()  # making sessions and clients is not safe in threads


class Sandbox(Server):
    def __init__(self, *options):
        super().__init__(subprocess.Popen([places.Build.binary("lakeform-sandbox"), *options], stdout=subprocess.PIPE, text=True))
        for line in self.process.stdout:
            if not line.strip():
                break
            name, value = EXPORT.match(line).groups()
            self.environment[name] = value
        self.url = self.environment["AWS_ENDPOINT_URL"]

    def control(self, method, name, body=None):
        """The sandbox's control API: see lakeform-sandbox --help."""
        import json  # pylint: disable=import-outside-toplevel
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self.url}/_sandbox/{name}", data, method=method)
        with urllib.request.urlopen(request, timeout=10) as answer:
            return json.loads(answer.read() or b"null")

    def faults(self, *faults):
        self.control("POST", "faults", list(faults))

    def options(self, **options):
        self.control("POST", "options", options)

    def requests(self, clear=False):
        return self.control("DELETE" if clear else "GET", "requests")

    def calls(self, clear=False):
        """["glue.GetDatabase", …] in the order in which they came."""
        return [f"{line.get('service')}.{line.get('operation')}" for line in self.requests(clear)]


class ThirdParty(Server):
    """A server that nobody here wrote, started once for all tests of a run and stopped at its end."""
    provider_block = 'provider "aws" {\n  s3_use_path_style = true\n  max_retries       = 2\n}\n'

    def __init__(self, command, environment, port, ready, accept=()):
        self.folder = tempfile.mkdtemp(prefix="lakeform-server-")
        self.log = os.path.join(self.folder, "log")
        with open(self.log, "w", encoding="utf-8") as log:
            super().__init__(subprocess.Popen(command, cwd=self.folder, env={**os.environ, **environment, "HOME": self.folder},
                                              stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT))
        atexit.register(self.close)
        self.url = f"http://127.0.0.1:{port}"
        self.environment = {"AWS_ENDPOINT_URL": self.url, "AWS_ACCESS_KEY_ID": "testing", "AWS_SECRET_ACCESS_KEY": "Planted-testing-key", "AWS_REGION": REGION}
        self._wait(self.url + ready, accept)

    def _wait(self, url, accept):
        until = time.monotonic() + 90
        while time.monotonic() < until and self.process.poll() is None:
            try:
                with urllib.request.urlopen(url, timeout=5):
                    return
            except urllib.error.HTTPError as error:
                if error.code in accept:
                    return
            except OSError:
                pass
            time.sleep(0.2)
        with open(self.log, encoding="utf-8") as log:
            raise AssertionError(f"{self.process.args[0]} did not start:\n{log.read()[-2000:]}")

    def close(self):
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def moto():
    port = free_port()
    return ThirdParty([places.tool("moto_server"), "-H", "127.0.0.1", "-p", str(port)],
                      {"MOTO_IAM_LOAD_MANAGED_POLICIES": "true"}, port, "/moto-api/")


def ministack():
    port = free_port()
    return ThirdParty([places.tool("ministack")], {"BIND_HOST": "127.0.0.1", "GATEWAY_PORT": str(port), "IOT_MTLS_ENABLED": "0"},
                      port, "/_ministack/health")


def versitygw():
    """Checks signatures. Knows S3 only, so accounts come from moto."""
    port, accounts = free_port(), shared_server("moto")
    data = tempfile.mkdtemp(prefix="lakeform-versitygw-")
    for name in ("objects", "versions"):
        os.makedirs(os.path.join(data, name))
    made = ThirdParty([places.tool("versitygw"), "--port", f"127.0.0.1:{port}", "posix", "--versioning-dir",
                       os.path.join(data, "versions"), os.path.join(data, "objects")],
                      {"ROOT_ACCESS_KEY": "lakeform-root", "ROOT_SECRET_KEY": "lakeform-secret"}, port, "/", accept=(403,))
    atexit.register(shutil.rmtree, data, True)
    made.environment.update(AWS_ENDPOINT_URL=accounts.url, AWS_ENDPOINT_URL_S3=made.url, AWS_ACCESS_KEY_ID="lakeform-root",
                            AWS_SECRET_ACCESS_KEY="lakeform-secret")
    return made


STARTERS = {"moto": moto, "ministack": ministack, "versitygw": versitygw}
STARTED = {}
STARTING = threading.RLock()


def shared_server(name):
    with STARTING:
        if name not in STARTED:
            try:
                STARTED[name] = STARTERS[name]()
            except Exception as failure:  # pylint: disable=broad-except
                STARTED[name] = failure
        if isinstance(STARTED[name], Exception):
            raise STARTED[name]
        return STARTED[name]
