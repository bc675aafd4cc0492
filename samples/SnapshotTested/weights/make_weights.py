"""Writes digits.npz: a network of 64 -> 48 -> 10, pruned at random to 15 % and to 4 of every 16."""
import numpy as np

random = np.random.default_rng(2026)
fc1 = random.normal(0, 0.4, (48, 64)).astype(np.float32)
fc1[random.random(fc1.shape) > 0.15] = 0
fc2 = random.normal(0, 0.4, (10, 48)).astype(np.float32)
for group in fc2.reshape(10, 3, 16).reshape(-1, 16):
    group[np.argsort(np.abs(group))[:12]] = 0
np.savez("digits.npz", **{
    "fc1.weight": fc1,
    "fc1.bias": random.normal(0, 0.1, 48).astype(np.float32),
    "fc2.weight": fc2,
    "fc2.bias": random.normal(0, 0.1, 10).astype(np.float32),
})
