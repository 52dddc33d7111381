"""A crash of the application leaves no copy of its memory."""

import subprocess
import sys

import pytest

CRASH = """
import os, resource
resource.setrlimit(resource.RLIMIT_CORE, (resource.getrlimit(resource.RLIMIT_CORE)[1],) * 2)
from kodiko_desktop.__main__ import main
try:
    main(["--help"])
except SystemExit:
    pass
print(resource.getrlimit(resource.RLIMIT_CORE)[0], flush=True)
os.abort()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="core files are of POSIX systems")
def test_a_crash_of_the_application_writes_no_core_file(tmp_path):
    ended = subprocess.run([sys.executable, "-c", CRASH], cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert ended.returncode == -6 and ended.stdout.splitlines()[-1] == "0"
    assert not list(tmp_path.glob("core*"))
