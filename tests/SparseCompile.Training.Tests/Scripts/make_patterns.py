"""Prunes tensors of random shapes to every pattern: FOLDER/tensors.npz, and FOLDER/names.txt with what each should be called.

    make_patterns.py FOLDER
"""

import random
import sys
from pathlib import Path

import torch

from sparsecompile_torch import identify, parse_pattern
from sparsecompile_torch.exporting import write_tensors

SPECS = ["any", "rows", "n:4", "n:32", "n:32@0", "16x1", "8x1", "4x4", "1x8", "lines", "complementary4", "complementary16",
         "complementary8-free", "tiles8", "tiles16"]

folder = Path(sys.argv[1])
generator = random.Random(18)
torch.manual_seed(18)
tensors, lines = {}, []
for spec in SPECS:
    pattern = parse_pattern(spec)
    for number in range(12):
        window = generator.choice([(), (3,), (3, 3), (5, 5)])
        shape = (generator.randint(3, 100), generator.choice([1, 4, 32, 64] if window else [25, 64, 100, 160, 257]), *window)
        density = generator.choice([1 / 4, 1 / 8, 1 / 16])
        weight = pattern.project(torch.randn(shape), density)
        name = f"t{len(tensors)}"
        tensors[name] = weight.numpy()
        found = identify(weight)
        lines.append(f"{name}\t{spec}\t{pattern.fit(weight):.9f}\t{found.name}\t{found.fit:.9f}\t{pattern.name(shape, density)}")
write_tensors(tensors, folder / "tensors.npz")
(folder / "names.txt").write_text("\n".join(lines) + "\n")
