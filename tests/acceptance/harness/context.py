"""What a test is given: workspaces, its server, and checks that say what was expected."""
import json
import os
import shutil
import tempfile
import uuid

from harness.servers import Sandbox, shared_server
from harness.workspace import Workspace


class Context:
    def __init__(self, one):
        self.test = one
        self.unique = uuid.uuid4().hex[:8]  # for names on servers that tests share
        self._folder = None
        self._sandboxes = []
        self._server = None

    def folder(self, name=None):
        """A new folder that goes when the test has passed."""
        if self._folder is None:
            self._folder = tempfile.mkdtemp(prefix="lakeform-test-")
        return tempfile.mkdtemp(prefix=(name or "folder") + "-", dir=self._folder)

    def sandbox(self, *options):
        """A sandbox of this test's own."""
        self._sandboxes.append(Sandbox(*options))
        return self._sandboxes[-1]

    @property
    def server(self):
        """The server that this run of the test is on."""
        if self._server is None:
            self._server = self.sandbox() if self.test.server == "sandbox" else shared_server(self.test.server)
        return self._server

    def workspace(self, config, source="lakeform/aws", server=None, **more):
        if server is None and self.test.server:
            server = self.server
        made = Workspace(self.folder("workspace"), source, server, **more)
        if config is not None:
            made.write(config)
        return made

    @staticmethod
    def check(holds, said):
        if not holds:
            raise AssertionError(said)

    @staticmethod
    def equal(found, expected, what):
        if found != expected:
            raise AssertionError(f"{what}: found {shown(found)}\nexpected {shown(expected)}")

    def contains(self, text, *parts):
        for part in parts:
            self.check(part in text, f"no {part!r} in:\n{text}")

    def close(self, keep):
        for sandbox in self._sandboxes:
            sandbox.stop()
        if self._folder and not (keep and os.environ.get("LAKEFORM_KEEP")):
            shutil.rmtree(self._folder, ignore_errors=True)

    def kept(self):
        return self._folder if self._folder and os.path.isdir(self._folder) else None


def shown(value):
    try:
        return json.dumps(value, sort_keys=True)
    except TypeError:
        return repr(value)
