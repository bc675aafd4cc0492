"""Masks of every pattern on tensors of random shapes: FOLDER/masks.npz holds NAME.w and NAME.m, FOLDER/masks.txt pattern and density of each.

    make_masks.py FOLDER
"""

import random
import sys
from pathlib import Path

import torch

from sparsecompile_torch import parse_pattern
from sparsecompile_torch.exporting import write_tensors

SPECS = ["any", "rows", "n:4", "n:32", "n:32+", "n:16@0", "16x1", "8x1", "4x4", "1x8", "lines", "row-lines", "column-lines",
         "complementary4", "complementary16", "complementary8-free", "tiles4", "tiles16"]

folder = Path(sys.argv[1])
generator = random.Random(81)
torch.manual_seed(81)
tensors, lines = {}, []
for spec in SPECS:
    for number in range(6):
        window = generator.choice([(), (3,), (3, 3)])
        shape = (generator.randint(1, 70), generator.choice([1, 16, 33] if window else [7, 32, 100]), *window)
        density = generator.choice([0.75, 1 / 2, 1 / 4, 1 / 8, 1 / 16])
        weight = torch.randn(shape)
        if number == 0:
            # Many equal magnitudes: the first of them stay.
            weight = (weight * 2).round()
        name = f"t{len(lines)}"
        tensors[name + ".w"] = weight.numpy()
        tensors[name + ".m"] = parse_pattern(spec).mask(weight, density).float().numpy()
        lines.append(f"{name}\t{spec}\t{density!r}")
write_tensors(tensors, folder / "masks.npz")
(folder / "masks.txt").write_text("\n".join(lines) + "\n")
