"""Where things are: the repository, the build, tools, the folder of shared reference files, the official provider."""
import glob
import os

from harness.results import Skipped

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))))
CACHE = os.path.join(ROOT, ".cache")
PYTHON = os.path.join(CACHE, "venv", "bin", "python")
MIRRORS = ("/opt/tf-plugins", "/usr/share/terraform/plugins", "/usr/local/share/terraform/plugins",
           "~/.terraform.d/plugins", "~/.local/share/terraform/plugins")


class Build:
    """The build folder under test; run.py sets it."""
    folder = os.path.join(ROOT, "build")

    @classmethod
    def binary(cls, name):
        path = os.path.join(cls.folder, "bin", name)
        if not os.path.exists(path):
            raise AssertionError(f"{path} is missing: run make")
        return path

    @classmethod
    def binaries(cls):
        return os.path.dirname(cls.binary("terraform-provider-aws"))


def tool(name):
    """A program that .ci/setup installs. Where continuous integration runs, it must be there."""
    for path in (os.path.join(CACHE, "bin", name), os.path.join(CACHE, "venv", "bin", name)):
        if os.path.exists(path):
            return path
    said = f"{name} is not here: run .ci/setup"
    raise AssertionError(said) if os.environ.get("CI") == "true" else Skipped(said)


def terraform():
    return tool("terraform")


def shared(*parts):
    """A file of the folder `shared` that stands beside the repository (or beside the folder that holds this work tree)."""
    given = os.environ.get("LAKEFORM_SHARED")
    above = [os.path.dirname(ROOT), os.path.dirname(os.path.dirname(ROOT))]
    for folder in [given] if given else [os.path.join(place, "shared") for place in above]:
        path = os.path.join(folder, *parts)
        if os.path.exists(path):
            return path
    raise Skipped(f"{os.path.join('shared', *parts)} is not beside the repository; LAKEFORM_SHARED=DIR says where it is")


def reference(name):
    return shared("reference", name)


def official(name):
    """The filesystem mirror that holds hashicorp's provider of that name."""
    given = os.environ.get("LAKEFORM_OFFICIAL")
    for mirror in [given] if given else MIRRORS:
        mirror = os.path.expanduser(mirror)
        if glob.glob(os.path.join(mirror, "*", "hashicorp", name, "*", "*", f"terraform-provider-{name}*")):
            return mirror
    raise Skipped(f"the official {name} provider is not on this machine (a filesystem mirror; LAKEFORM_OFFICIAL=DIR says where)")
