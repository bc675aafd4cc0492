"""A short training on real pictures reaches its accuracy under every pattern (2,000 pictures of Fashion-MNIST, bounded in steps)."""

import pytest
import torch
from torch import nn
from torch.nn import functional

from models import FASHION, fashion
from sparsecompile_torch import ComplementaryEvolution, Gradual, Pruner, RigL, StraightThrough, identify

EPOCHS, BATCH, PICTURES = 6, 50, 2000
STEPS = EPOCHS * PICTURES // BATCH

pytestmark = pytest.mark.skipif(not FASHION.exists(), reason="Debian's dataset-fashion-mnist is not installed")


@pytest.mark.parametrize("pattern, method, name", [
    ("16x1", lambda: Gradual(STEPS), "blocks of 16 x 1"),
    ("n:32", lambda: RigL(STEPS), "4:32"),
    ("rows", lambda: StraightThrough(STEPS), "98 in every row"),
    ("complementary8", lambda: ComplementaryEvolution(STEPS), "complementary sets of 8 rows"),
])
def test_an_eighth_of_the_weights_is_enough(pattern, method, name):
    torch.manual_seed(1)
    x, y = fashion("train", PICTURES)
    xt, yt = fashion("t10k", 1000)
    model = nn.Sequential(nn.Flatten(), nn.Linear(784, 128), nn.ReLU(), nn.Linear(128, 10))
    optimizer = torch.optim.Adam(model.parameters(), lr=2e-3)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, STEPS)
    pruner = Pruner(model, {"1": pattern}, 1 / 8, method(), optimizer)
    for step in range(STEPS):
        chosen = torch.randint(PICTURES, (BATCH,))
        optimizer.zero_grad()
        functional.cross_entropy(model(x[chosen]), y[chosen]).backward()
        optimizer.step()
        schedule.step()
        pruner.step()
    pruner.finish()
    accuracy = float((model(xt).argmax(1) == yt).float().mean())
    assert identify(model[1].weight).name == name
    assert accuracy >= 0.77, f"{accuracy:.3f} of 1,000 pictures"
