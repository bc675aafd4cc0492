"""A pruned network with branches and k-winners: joined.safetensors, Joined.cs, inputs and PyTorch's outputs.

    make_class.py FOLDER
"""

import sys
from pathlib import Path

import torch

sys.path.insert(0, str(Path.cwd() / "tests" / "sparsecompile-torch"))
from models import Joined  # noqa: E402
from sparsecompile_torch import Pruner, csharp_class, export  # noqa: E402

folder = Path(sys.argv[1])
torch.manual_seed(18)
model = Joined()
Pruner(model, {"conv1": "rows", "conv2": "8x1", "fc": "n:32"}, {"conv1": 0.3, "conv2": 0.25, "fc": 0.125}).finish()
model(torch.randn(50, 3, 8, 8))
model.eval()
export(model, folder / "joined.safetensors")
(folder / "Joined.cs").write_text(csharp_class(model, "Joined", "joined.safetensors", [3, 8, 8]))
inputs = torch.randn(20, 3, 8, 8)
inputs.numpy().tofile(folder / "inputs")
model(inputs).detach().numpy().tofile(folder / "outputs")
