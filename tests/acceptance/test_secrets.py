"""Passwords, keys and tokens appear in nothing that the provider or Terraform writes, whatever the log level."""
import os
import signal

from harness.processes import provider_of, until
from harness.results import test

PASSWORD = "Planted-Passw0rd-7c1f"
WRITE_ONLY = "Planted-Passw0rd-9d2e"
CONFIG = '''
variable "password" {
  type      = string
  sensitive = true
}

variable "write_only" {
  type      = string
  sensitive = true
  ephemeral = true
}

resource "aws_redshift_cluster" "test" {
  cluster_identifier  = "warehouse"
  master_username     = "admin"
  master_password     = var.password
  node_type           = "ra3.xlplus"
  number_of_nodes     = 2
  skip_final_snapshot = true
}

resource "aws_redshift_cluster" "write_only" {
  cluster_identifier         = "write-only"
  master_username            = "admin"
  master_password_wo         = var.write_only
  master_password_wo_version = 1
  node_type                  = "ra3.xlplus"
  number_of_nodes            = 2
  skip_final_snapshot        = true
}

resource "aws_glue_catalog_database" "test" {
  name = "sales"
}
'''
# The state holds a password that is no write-only attribute: that is Terraform's, and is not searched.
NOT_SEARCHED = (".tfstate", ".tfstate.backup", "tfplan", "main.tf", "secret_profile")


def planted(workspace):
    """Secrets in every place that holds some; returns them all."""
    key = workspace.environment["AWS_SECRET_ACCESS_KEY"]
    workspace.environment.update(TF_VAR_password=PASSWORD, TF_VAR_write_only=WRITE_ONLY, TF_LOG="trace", TF_LOG_PATH=workspace.path("trace.log"))
    return [key, PASSWORD, WRITE_ONLY]


def everything(workspace, *ended):
    """{where: text} of all that the commands wrote."""
    found = {"output": "".join(command.text for command in ended)}
    for folder, _, names in os.walk(workspace.folder):
        for name in names:
            path = os.path.join(folder, name)
            if not name.endswith(NOT_SEARCHED) and not os.path.islink(path):
                with open(path, encoding="utf-8", errors="replace") as file:
                    found[os.path.relpath(path, workspace.folder)] = file.read()
    return found


def search(context, workspace, secrets, *ended):
    texts = everything(workspace, *ended)
    context.check(len(texts["trace.log"]) > 20000, "the trace is too short to be one")
    for where, text in texts.items():
        for secret in secrets:
            at = text.find(secret)
            context.check(at < 0, f"a secret is in {where}: …{text[max(0, at - 300):at + 40]}")


@test("no planted secret is in any output or log of a full run", types=["aws_redshift_cluster"], on=["sandbox"])
def full_run(context):
    workspace = context.workspace(CONFIG)
    secrets = planted(workspace)
    ended = [workspace.run("plan", "-no-color", "-input=false"), workspace.apply(), workspace.run("plan", "-no-color", "-input=false")]
    context.server.faults({"service": "redshift", "operation": "ModifyCluster", "kind": "refuse", "status": 400, "code": "InvalidParameterValue",
                           "message": f"The password {PASSWORD}-new is not good", "times": -1})
    workspace.environment["TF_VAR_password"] = PASSWORD + "-new"
    ended.append(workspace.apply(check=False))
    context.contains(ended[-1].text, "InvalidParameterValue")
    context.server.faults()
    ended.append(workspace.destroy())
    search(context, workspace, secrets, *ended)


@test("no planted secret is in what a crash leaves behind", types=["aws_redshift_cluster"], on=["sandbox"])
def crash(context):
    context.server.options(delay=60000)
    workspace = context.workspace(CONFIG)
    secrets = planted(workspace)
    process = workspace.start("apply", "-input=false", "-no-color", "-auto-approve")
    until(lambda: context.server.calls().count("redshift.DescribeClusters") >= 2, "waiting for the cluster")
    os.kill(provider_of(process), signal.SIGSEGV)
    ended = workspace.finish(process, 60)
    context.check(ended.code != 0, "the apply succeeded without a provider")
    search(context, workspace, secrets, ended)


@test("no credential of a profile, a session or an assumed role is in any log", on=["moto"])
def sessions(context):
    workspace = context.workspace('''
provider "aws" {
  profile = "lake"
  assume_role {
    role_arn    = "arn:aws:iam::123456789012:role/deployer"
    external_id = "Planted-External-Id"
  }
}

data "aws_caller_identity" "test" {}
''')
    secrets = planted(workspace) + ["Planted-Secret-Key-31b7", "Planted-Session-Token-88aa", "SecretAccessKey>", "SessionToken>"]
    with open(workspace.path("secret_profile"), "w", encoding="utf-8") as file:
        file.write("[lake]\naws_access_key_id = AKIAPLANTED000000001\naws_secret_access_key = Planted-Secret-Key-31b7\n"
                   "aws_session_token = Planted-Session-Token-88aa\n")
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        del workspace.environment[name]
    workspace.environment["AWS_SHARED_CREDENTIALS_FILE"] = workspace.path("secret_profile")
    ended = workspace.apply()
    context.contains(str(workspace.state()), "assumed-role/deployer")
    search(context, workspace, secrets, ended)
