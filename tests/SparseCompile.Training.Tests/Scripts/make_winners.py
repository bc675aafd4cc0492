"""K-winners of three kinds with duty cycles and 1,000 inputs each, most of them with ties: weights.npz, NAME.in and NAME.out.

    make_winners.py FOLDER
"""

import sys
from pathlib import Path

import torch
from torch import nn

from sparsecompile_torch import KWinners, KWinnersPerPixel, export

INPUTS = 1000
SHAPES = {"vector": (60,), "image": (8, 6, 5), "pixels": (24, 3, 4), "plain": (40,)}

folder = Path(sys.argv[1])
torch.manual_seed(18)
model = nn.ModuleDict({
    "vector": KWinners(60, share=0.125, boost=1.5),
    "image": KWinners(8, share=0.1, boost=0.7),
    "pixels": KWinnersPerPixel(24, count=5, boost=2.3),
    "plain": KWinners(40, count=7),
})
for name, module in model.items():
    # Duty cycles as a training leaves them.
    for _ in range(3):
        module(torch.randn(17, *SHAPES[name]))
model.eval()
export(model, folder / "weights.npz")
for name, module in model.items():
    values = torch.randn(INPUTS, *SHAPES[name])
    values[100:700] = (values[100:700] * 2).round() / 2
    values[700:800] = values[700:800].relu()
    values[800:900] = values[800:900].sign()
    values[900:] *= 1e-39
    values.numpy().tofile(folder / f"{name}.in")
    module(values).numpy().tofile(folder / f"{name}.out")
