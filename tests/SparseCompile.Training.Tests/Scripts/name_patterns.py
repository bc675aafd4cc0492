"""Names the patterns of FOLDER/masks.npz in FOLDER/found.txt: name, pattern and fit a line.

    name_patterns.py FOLDER
"""

import sys
from pathlib import Path

import numpy as np
import torch

from sparsecompile_torch import identify

folder = Path(sys.argv[1])
tensors = np.load(folder / "masks.npz")
found = {name: identify(torch.from_numpy(tensors[name])) for name in tensors.files}
(folder / "found.txt").write_text("".join(f"{name}\t{pattern.name}\t{pattern.fit:.9f}\n" for name, pattern in found.items()))
