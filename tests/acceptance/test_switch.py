"""From the official provider to Lakeform and back: the source line and `state replace-provider`."""
import os
import platform
import re
import subprocess

from harness import places
from harness.processes import until
from harness.results import test
from harness.workspace import Workspace

CONFIG = '''
resource "aws_glue_catalog_database" "test" {
  name        = "sales_%s"
  description = "sales"
}
'''


def in_same_folder(context, workspace, source):
    """The same configuration and state with the provider under another address."""
    other = context.workspace(CONFIG % context.unique, source=source)
    os.replace(workspace.path("terraform.tfstate"), other.path("terraform.tfstate"))
    return other


@test("a state of hashicorp/aws is taken over by replace-provider, and given back", types=["aws_glue_catalog_database"], on=["sandbox", "moto"])
def replace_provider(context):
    workspace = context.workspace(CONFIG % context.unique, source="hashicorp/aws")
    workspace.apply()
    for before, after in (("hashicorp/aws", "lakeform/aws"), ("lakeform/aws", "hashicorp/aws")):
        workspace = in_same_folder(context, workspace, after)
        workspace.run("state", "replace-provider", "-auto-approve", before, after, check=True)
        workspace.must_be_empty()
    workspace.destroy()


@test("terraform init takes the provider from a filesystem mirror and locks it", on=["sandbox"])
def init_from_mirror(context):
    workspace = context.workspace(CONFIG % context.unique)
    version = re.search(r"\d+\.\d+\.\d+", subprocess.run([places.Build.binary("terraform-provider-aws"), "--version"],
                                                        stdout=subprocess.PIPE, text=True, check=True).stdout)[0]
    machine = {"x86_64": "amd64", "aarch64": "arm64"}[platform.machine()]
    mirror = workspace.path(".mirror")
    for host in ("registry.terraform.io", "registry.opentofu.org"):
        folder = os.path.join(mirror, host, "lakeform", "aws", version, "linux_" + machine)
        os.makedirs(folder)
        os.symlink(places.Build.binary("terraform-provider-aws"), os.path.join(folder, "terraform-provider-aws_v" + version))
    with open(workspace.rc, "w", encoding="utf-8") as file:
        file.write('provider_installation {\n  filesystem_mirror { path = "%s" }\n}\n' % mirror)
    workspace.init()
    with open(workspace.path(".terraform.lock.hcl"), encoding="utf-8") as file:
        context.contains(file.read(), "lakeform/aws", version, "h1:")
    workspace.apply()
    workspace.must_be_empty()
    workspace.destroy()


@test("Terraform attaches to a provider that runs in debug mode", on=["sandbox"])
def reattach(context):
    workspace = context.workspace(CONFIG % context.unique)
    with subprocess.Popen([places.Build.binary("terraform-provider-aws"), "-debug"], env=workspace.environment, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as provider:
        try:
            line = until(provider.stdout.readline, "the line of the provider").strip()
            name, _, value = line.partition("=")
            context.equal(name, "TF_REATTACH_PROVIDERS", "variable")
            workspace.environment[name] = value.strip("'")
            workspace.apply()
            workspace.must_be_empty()
            context.equal(provider.poll(), None, "the provider's end between two commands")
            workspace.destroy()
        finally:
            provider.terminate()
    context.equal(provider.returncode, 0, "the provider's status after SIGTERM")


@test("the official provider goes on with a state that Lakeform wrote, and the other way round", types=["aws_glue_catalog_database"],
      on=["moto"], group="parity")
def beside_official(context):
    ours = context.workspace(CONFIG % context.unique, source="hashicorp/aws")
    ours.apply()
    theirs = Workspace(context.folder("official"), "hashicorp/aws", context.server, official=True)
    theirs.write(CONFIG % context.unique)
    theirs.init()
    os.replace(ours.path("terraform.tfstate"), theirs.path("terraform.tfstate"))
    theirs.must_be_empty()
    theirs.destroy()
