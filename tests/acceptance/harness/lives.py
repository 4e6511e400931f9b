"""The resource types' files in ../kinds, and what their configurations stand on."""
import glob
import importlib
import json
import os

PROVIDER = '''
provider "aws" {
  region                  = "us-east-1"
  skip_metadata_api_check = "true"
  max_retries             = 3
}
'''
SETTINGS = '''
variable "unique" {
  type = string
}

variable "step" {
  type    = string
  default = "create"
}

locals {
  changed = var.step != "create"
  other   = var.step == "replace" ? "-other" : ""
}
'''


def loaded():
    folder = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "kinds")
    paths = sorted(glob.glob(os.path.join(folder, "*", "*.py")))
    return {os.path.basename(path)[:-3]: importlib.import_module(".".join(["kinds", *path[:-3].split(os.sep)[-2:]])) for path in paths}


KINDS = loaded()


def modules(steps):
    """A configuration with a module for each {type: step}; every name in it is used once."""
    return PROVIDER + "".join(
        f'module "{name}" {{\n  source = "./{name}"\n  unique = "trip{number}"\n  step   = "{step}"\n{arguments(name)}}}\n'
        for number, (name, step) in enumerate(steps.items()))


def arguments(name):
    """What a type's file prepares on a sandbox, as arguments of its module."""
    prepare = getattr(KINDS[name], "prepare", None)
    return "".join(f"  {key} = {json.dumps(value)}\n" for key, value in (prepare(None, "sandbox") if prepare else {}).items())


def write(folder, name, text):
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
        file.write(text)


def write_modules(folder, names):
    for name in names:
        write(os.path.join(folder, name), "main.tf", SETTINGS + KINDS[name].CONFIG)
