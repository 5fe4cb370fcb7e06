"""Runs the command that it is given, and writes what it took as JSON to standard output.

A process of its own: the most memory that a process held counts what its parent held when it was forked, so the
parent has to be small. Uses as few modules as it can for the same reason.
"""

import os
import sys
import time

quiet = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
began = time.monotonic()
child = os.posix_spawnp(sys.argv[1], sys.argv[1:], os.environ, file_actions=quiet)
_, status, usage = os.wait4(child, 0)
wall = time.monotonic() - began
print(f'{{"wall": {wall}, "user": {usage.ru_utime}, "system": {usage.ru_stime}, '
      f'"mib": {usage.ru_maxrss / 1024}, "status": {os.waitstatus_to_exitcode(status)}}}')
