"""Runs a program in a pseudo-terminal and records what it writes there, with the time of each piece.

usage: run-in-pty.py COLUMNS ROWS PROGRAM ARGUMENT...

Each line of stdout is JSON: [milliseconds since the start, the piece in base64]; the last one is the exit code.
"""

import base64
import fcntl
import json
import os
import pty
import struct
import sys
import termios
import time

columns, rows = int(sys.argv[1]), int(sys.argv[2])
began = time.monotonic()
child, terminal = pty.fork()
if child == 0:
    # Set before the program looks.
    fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    os.execvp(sys.argv[3], sys.argv[3:])

while True:
    try:
        piece = os.read(terminal, 65536)
    except OSError:
        break
    if not piece:
        break
    print(json.dumps([round((time.monotonic() - began) * 1000), base64.b64encode(piece).decode()]), flush=True)

print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
