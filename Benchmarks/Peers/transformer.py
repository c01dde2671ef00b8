"""The vision transformer's parts, as the published code has them: pre-norm blocks, erf GELU, positions of sines and cosines."""

import torch
from torch import nn

LEADS, SAMPLES, PATCH = 12, 2500, 100
COLUMNS = SAMPLES // PATCH
PATCHES = LEADS * COLUMNS

PRESETS = {  # encoder (width, depth, heads), decoder (width, depth, heads)
    "pluto": ((256, 2, 8), (160, 1, 8)),
    "tiny": ((384, 3, 6), (256, 2, 8)),
    "small": ((512, 4, 8), (256, 2, 8)),
    "medium": ((640, 5, 10), (256, 2, 8)),
}


class Attention(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads, self.scale = heads, (width // heads) ** -0.5
        self.qkv, self.proj = nn.Linear(width, 3 * width), nn.Linear(width, width)

    def forward(self, x):
        batch, tokens, width = x.shape
        q, k, v = self.qkv(x).reshape(batch, tokens, 3, self.heads, width // self.heads).permute(2, 0, 3, 1, 4).unbind(0)
        weights = ((q @ k.transpose(-2, -1)) * self.scale).softmax(dim=-1)
        return self.proj((weights @ v).transpose(1, 2).reshape(batch, tokens, width))


class DropPath(nn.Module):
    """Leaves the branch out for whole samples."""

    def __init__(self, rate):
        super().__init__()
        self.rate = rate

    def forward(self, x):
        if self.rate == 0 or not self.training:
            return x
        kept = x.new_empty(x.shape[0], 1, 1).bernoulli_(1 - self.rate)
        return x * kept.div_(1 - self.rate)


class Block(nn.Module):
    def __init__(self, width, heads, drop_path=0.0):
        super().__init__()
        self.norm1, self.norm2 = nn.LayerNorm(width, eps=1e-6), nn.LayerNorm(width, eps=1e-6)
        self.attention = Attention(width, heads)
        self.mlp = nn.Sequential(nn.Linear(width, 4 * width), nn.GELU(), nn.Linear(4 * width, width))
        self.drop_path = DropPath(drop_path)

    def forward(self, x):
        x = x + self.drop_path(self.attention(self.norm1(x)))
        return x + self.drop_path(self.mlp(self.norm2(x)))


def position_table(width, samples=SAMPLES):
    """Sine and cosine of the column in the first half, of the row in the second; zeros for the class token."""
    columns = samples // PATCH
    frequencies = 10000.0 ** -(torch.arange(width // 4, dtype=torch.float64) / (width // 4))
    grid = torch.arange(LEADS * columns)
    halves = []
    for index in (grid % columns, grid // columns):
        angles = index[:, None] * frequencies
        halves += [angles.sin(), angles.cos()]
    return torch.cat([torch.zeros(1, width), torch.cat(halves, dim=1).float()])[None]
