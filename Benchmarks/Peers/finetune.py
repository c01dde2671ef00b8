"""Fine-tuning: tokens pooled by attention with their mean as the query, fc_norm twice as published, a linear head, AdamW."""

import torch
from torch import nn
from torch.nn import functional

from transformer import LEADS, PATCH, PRESETS, Block, position_table

DROP_PATH, SMOOTHING, CLASSES = 0.1, 0.1, 2


class FineTunedEncoder(nn.Module):
    def __init__(self, preset, samples):
        super().__init__()
        width, depth, heads = PRESETS[preset][0]
        self.patch_embed = nn.Conv2d(1, width, kernel_size=(1, PATCH), stride=(1, PATCH))
        self.cls_token = nn.Parameter(torch.randn(1, 1, width) * 1e-6)
        self.pos_embed = nn.Parameter(position_table(width, samples))
        self.blocks = nn.Sequential(*[Block(width, heads, DROP_PATH * i / max(depth - 1, 1)) for i in range(depth)])
        self.attention_pool = nn.MultiheadAttention(width, heads, batch_first=True)
        self.fc_norm = nn.LayerNorm(width, eps=1e-6)
        self.head = nn.Linear(width, CLASSES)

    def forward(self, x):
        tokens = self.patch_embed(x).flatten(2).transpose(1, 2)
        tokens = torch.cat([self.cls_token.expand(x.shape[0], -1, -1), tokens], dim=1) + self.pos_embed
        tokens = self.blocks(tokens)[:, 1:]
        pooled, _ = self.attention_pool(tokens.mean(dim=1, keepdim=True), tokens, tokens, need_weights=False)
        return self.head(self.fc_norm(self.fc_norm(pooled[:, 0])))


class Step:
    def __init__(self, options):
        self.model = FineTunedEncoder(options.preset, options.samples)
        plain = [p for p in self.model.parameters() if p.ndim <= 1]
        rest = [p for p in self.model.parameters() if p.ndim > 1]
        groups = [{"params": plain, "weight_decay": 0.0}, {"params": rest, "weight_decay": 0.05}]
        self.optimizer = torch.optim.AdamW(groups, lr=1e-4, foreach=options.foreach)
        self.x, self.truth = torch.randn(options.batch, 1, LEADS, options.samples), torch.arange(options.batch) % CLASSES

    def loss(self):
        return functional.cross_entropy(self.model(self.x), self.truth, label_smoothing=SMOOTHING)
