"""A small Google Cloud: what its REST services keep and answer for a data lake, with etags, without permissions. It is ours, so it shows that a life
hangs together, not that the services agree; the recorded requests and the discovery documents are for that."""
import base64
import email.parser
import email.policy
import hashlib
import http.server
import json
import re
import threading
import urllib.parse as url

BASES = {"STORAGE": "storage/v1/", "BIG_QUERY": "bigquery/v2/", "PUBSUB": "pubsub/v1/", "IAM_BETA": "iam/v1/", "RESOURCE_MANAGER": "cloudresourcemanager/v1/"}


class Store:
    def __init__(self):
        self.objects, self.policies, self.contents, self.requests, self.version = {}, {}, {}, [], 0

    def etag(self):
        self.version += 1
        return "v%d" % self.version


def refusal(status, reason, code):
    return status, {"error": {"code": status, "message": reason, "status": code, "errors": [{"reason": reason}]}}


GONE, EXISTS, STALE = refusal(404, "notFound", "NOT_FOUND"), refusal(409, "duplicate", "ALREADY_EXISTS"), refusal(412, "conditionNotMet", "FAILED_PRECONDITION")


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def handle_any(self):
        path, _, query = self.path.partition("?")
        path = path.replace("%40", "@")  # a segment may be written either way
        data = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.store, self.query = self.server.store, dict(url.parse_qsl(query))
        self.store.requests.append("%s %s" % (self.command, path))
        status, body = self.upload(path, data) if path.startswith("/upload/") else self.answer(path, json.loads(data) if data else {})
        text = b"" if body is None else json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = handle_any

    def upload(self, path, data):
        message = email.parser.BytesParser(policy=email.policy.HTTP).parsebytes(b"Content-Type: " + self.headers["Content-Type"].encode() + b"\r\n\r\n" + data)
        about, content = [p.get_payload(decode=True) for p in message.iter_parts()]
        about = json.loads(about)
        key = "/storage/v1/b/%s/o/%s" % (about["bucket"], url.quote(self.query["name"], safe=""))
        md5 = base64.b64encode(hashlib.md5(content).digest()).decode()
        self.store.objects[key] = dict(about, name=self.query["name"], md5Hash=md5, crc32c="AAAAAA==", generation=str(len(self.store.requests)), storageClass="STANDARD",
                                       mediaLink="http://x", selfLink=key)
        return 200, self.store.objects[key]

    def policy(self, key, body):
        policy = self.store.policies.setdefault(key, {"version": 1, "etag": self.store.etag(), "bindings": []})
        if body is None:
            return 200, policy
        if body.get("etag") not in (None, policy["etag"]):
            return STALE
        self.store.policies[key] = dict(body, etag=self.store.etag())
        return 200, self.store.policies[key]

    def answer(self, path, body):
        objects = self.store.objects
        if path.endswith("/iam"):
            return self.policy(path, body if self.command == "PUT" else None)
        if path.endswith(":getIamPolicy") or path.endswith(":setIamPolicy"):
            return self.policy(path.partition(":")[0], body["policy"] if "set" in path else None)
        made = self.made(path, body)
        if made:
            key, value = made
            if key in objects:
                return EXISTS
            objects[key] = value
            return 200, value
        if self.command == "GET" and path not in objects:
            return self.listed(path)
        if path not in objects:
            return GONE
        if self.command == "DELETE":
            del objects[path]
            return 204, None
        if self.command == "PUT":
            objects[path] = dict(self.defaults(path), **{k: v for k, v in objects[path].items() if k in ("creationTime",)}, **body)
        elif self.command == "PATCH":
            change = body.get("topic") or body.get("serviceAccount") or body
            objects[path] = {k: v for k, v in self.merged(objects[path], change).items() if v is not None}
        return 200, objects[path]

    def merged(self, old, change):
        out = dict(old)
        for key, value in change.items():
            out[key] = {k: v for k, v in self.merged(old.get(key, {}), value).items() if v is not None} if isinstance(value, dict) and isinstance(old.get(key), dict) else value
        return out

    def listed(self, path):
        inside = [v for k, v in sorted(self.store.objects.items()) if k.rpartition("/")[0] == path]
        names = {"b": "items", "o": "items", "datasets": "datasets", "tables": "tables", "topics": "topics", "serviceAccounts": "accounts"}
        kind = path.rpartition("/")[2]
        return (200, {names[kind]: inside} if inside else {}) if kind in names else GONE

    def defaults(self, path):
        return {"etag": self.store.etag(), "selfLink": "https://x" + path, "creationTime": "1700000000000", "lastModifiedTime": "1700000000000"}

    def made(self, path, body):
        """Key and object of what a call makes; None when it makes nothing."""
        if self.command == "POST" and path == "/storage/v1/b":
            more = {"timeCreated": "2026-12-01T00:00:00Z", "updated": "2026-12-01T00:00:00Z", "projectNumber": "42", "selfLink": "https://x/" + body["name"], "rpo": "DEFAULT",
                    "softDeletePolicy": {"retentionDurationSeconds": "604800", "effectiveTime": "2026-12-01T00:00:00Z"}}
            body.setdefault("iamConfiguration", {}).setdefault("publicAccessPrevention", "inherited")
            return path + "/" + body["name"], dict(more, **dict(body, location=body["location"].upper()))
        if self.command == "POST" and path.endswith("/datasets"):
            project = path.split("/")[-2]
            body["datasetReference"]["projectId"] = project
            return path + "/" + body["datasetReference"]["datasetId"], dict(self.defaults(path), access=[{"role": "OWNER", "specialGroup": "projectOwners"}], maxTimeTravelHours="168",
                                                                             storageBillingModel="LOGICAL", isCaseInsensitive=False, **body)
        if self.command == "POST" and path.endswith("/tables"):
            kind = "MATERIALIZED_VIEW" if "materializedView" in body else "VIEW" if "view" in body else "TABLE"
            return path + "/" + body["tableReference"]["tableId"], dict(self.defaults(path), type=kind, location="EU", numRows="0", numBytes="0", numLongTermBytes="0", **body)
        if self.command == "POST" and path.endswith("/serviceAccounts"):
            project = path.split("/")[-2]
            mail = "%s@%s.iam.gserviceaccount.com" % (body["accountId"], project)
            return path + "/" + mail, dict(body.get("serviceAccount", {}), name="projects/%s/serviceAccounts/%s" % (project, mail), email=mail, uniqueId="77", projectId=project)
        if self.command == "PUT" and re.search(r"/topics/[^/]+$", path) and path not in self.store.objects:
            return path, dict(body, name=path.partition("/v1/")[2])
        return None


class Google:
    """Serves on loopback until it is closed."""

    def __init__(self):
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.store = self.server.store = Store()
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def environment(self):
        root = "http://127.0.0.1:%d/" % self.server.server_port
        return dict({"GOOGLE_%s_CUSTOM_ENDPOINT" % name: root + base for name, base in BASES.items()}, GOOGLE_OAUTH_ACCESS_TOKEN="a-token")

    def close(self):
        self.server.shutdown()
        self.server.server_close()
