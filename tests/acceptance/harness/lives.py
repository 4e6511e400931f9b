"""The resource types' files in ../kinds, and what their configurations stand on."""
import glob
import importlib
import os

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
    names = sorted(os.path.basename(path)[:-3] for path in glob.glob(os.path.join(folder, "*.py")))
    return {name: importlib.import_module("kinds." + name) for name in names}


KINDS = loaded()
