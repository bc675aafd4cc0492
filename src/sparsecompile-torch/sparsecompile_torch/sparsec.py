"""Asks the command-line tool ``sparsec``."""

import json
import os
import shutil
import subprocess
from typing import Any, List, Mapping, Optional, Sequence


class SparsecError(RuntimeError):
    """``sparsec`` is missing, or refused what it was asked; the message is its own."""


def sparsec_command() -> List[str]:
    """How the tool is started: the environment variable SPARSEC, in words, or the program on the path.

    Raises:
        SparsecError: there is none.
    """
    stated = os.environ.get("SPARSEC", "").split()
    found = shutil.which("sparsec")
    if not stated and found is None:
        raise SparsecError("The tool 'sparsec' is not on the path. Expected it there, or its command in the environment variable SPARSEC.")
    return stated or [str(found)]


def estimate(requests: Sequence[Mapping[str, Any]], command: Optional[Sequence[str]] = None, targets: Sequence[str] = ()) -> List[Mapping[str, Any]]:
    """Estimated times of layers, by ``sparsec estimate --requests - --json``.

    Args:
        requests: ``name``, ``rows``, ``columns``, ``pattern`` and ``density``; for convolutions also ``channels``, ``height``, ``width``,
            ``kernel``, ``stride``, ``padding``, ``dilation`` and ``groups``, instead of ``columns``.
        command: How the tool is started.
        targets: Hardware targets, as ``sparsec hw`` calls them, to count cycles of.

    Returns:
        For each request in order: ``nanoseconds``, ``denseNanoseconds``, ``nonZeros``, ``macs``, ``kernel``, ``patternFound``, and ``cycles`` by target.

    Raises:
        SparsecError: the tool is missing or refuses a request.
    """
    words = [*(command or sparsec_command()), "estimate", "--requests", "-", "--json", *(["--target", ",".join(targets)] if targets else [])]
    try:
        done = subprocess.run(words, input=json.dumps({"layers": list(requests)}), capture_output=True, text=True, check=False)
    except OSError as error:
        raise SparsecError(f"'{words[0]}' cannot be started: {error.strerror}.") from error
    if done.returncode != 0:
        raise SparsecError(done.stderr.strip().splitlines()[-1] if done.stderr.strip() else f"'{words[0]}' ended with code {done.returncode}.")
    return json.loads(done.stdout)["layers"]
