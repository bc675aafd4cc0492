"""Makes the package importable from the source tree, and arithmetic reproducible on machines with more cores."""

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "src" / "sparsecompile-torch"))

torch = pytest.importorskip("torch")
torch.set_num_threads(1)
