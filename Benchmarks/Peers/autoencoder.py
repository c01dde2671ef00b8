"""The masked autoencoder: random masking by argsort, mean squared error plus correlation, AdamW with two parameter groups."""

import torch
from torch import nn
from torch.nn import functional

from transformer import LEADS, PATCH, PATCHES, PRESETS, SAMPLES, Block, position_table


class MaskedAutoencoder(nn.Module):
    def __init__(self, preset, mask_ratio, correlation_weight):
        super().__init__()
        (width, depth, heads), (decoder_width, decoder_depth, decoder_heads) = PRESETS[preset]
        self.kept, self.correlation_weight = int(PATCHES * (1 - mask_ratio)), correlation_weight
        self.patch_embed = nn.Conv2d(1, width, kernel_size=(1, PATCH), stride=(1, PATCH))
        self.cls_token = nn.Parameter(torch.randn(1, 1, width) * 0.02)
        self.mask_token = nn.Parameter(torch.randn(1, 1, decoder_width) * 0.02)
        self.register_buffer("positions", position_table(width))
        self.register_buffer("decoder_positions", position_table(decoder_width))
        self.blocks = nn.Sequential(*[Block(width, heads) for _ in range(depth)])
        self.norm = nn.LayerNorm(width, eps=1e-6)
        self.decoder_embed = nn.Linear(width, decoder_width)
        self.decoder_blocks = nn.Sequential(*[Block(decoder_width, decoder_heads) for _ in range(decoder_depth)])
        self.decoder_norm = nn.LayerNorm(decoder_width, eps=1e-6)
        self.decoder_pred = nn.Linear(decoder_width, PATCH)
        for layer in self.modules():
            if isinstance(layer, nn.Linear):
                nn.init.xavier_uniform_(layer.weight)
                nn.init.zeros_(layer.bias)

    def forward(self, x):
        batch = x.shape[0]
        tokens = self.patch_embed(x).flatten(2).transpose(1, 2) + self.positions[:, 1:]
        shuffle = torch.rand(batch, PATCHES).argsort(dim=1)
        restore = shuffle.argsort(dim=1)
        kept = shuffle[:, : self.kept, None]
        tokens = tokens.gather(1, kept.expand(-1, -1, tokens.shape[2]))
        tokens = torch.cat([(self.cls_token + self.positions[:, :1]).expand(batch, -1, -1), tokens], dim=1)
        latent = self.decoder_embed(self.norm(self.blocks(tokens)))
        filled = torch.cat([latent[:, 1:], self.mask_token.expand(batch, PATCHES - self.kept, -1)], dim=1)
        filled = filled.gather(1, restore[:, :, None].expand(-1, -1, filled.shape[2]))
        tokens = torch.cat([latent[:, :1], filled], dim=1) + self.decoder_positions
        return self.decoder_pred(self.decoder_norm(self.decoder_blocks(tokens)))[:, 1:]

    def loss(self, x):
        prediction = self(x)
        error = functional.mse_loss(prediction, x.reshape(x.shape[0], PATCHES, PATCH))
        signals = [standardize(signal.reshape(-1, SAMPLES)) for signal in (prediction, x)]
        correlation = (signals[0] * signals[1]).sum(dim=1).div(SAMPLES - 1).mean()
        return (1 - self.correlation_weight) * error + self.correlation_weight * (1 - correlation)


def standardize(x):
    return (x - x.mean(dim=1, keepdim=True)) / (x.var(dim=1, keepdim=True) + 1e-12).sqrt()


class Step:
    def __init__(self, options):
        self.model = MaskedAutoencoder(options.preset, options.mask_ratio, correlation_weight=0.1)
        plain = [p for p in self.model.parameters() if p.ndim <= 1]
        rest = [p for p in self.model.parameters() if p.ndim > 1]
        groups = [{"params": plain, "weight_decay": 0.0}, {"params": rest, "weight_decay": 0.05}]
        self.optimizer = torch.optim.AdamW(groups, lr=1e-4, betas=(0.9, 0.95), foreach=options.foreach)
        self.x = torch.randn(options.batch, 1, LEADS, SAMPLES)

    def loss(self):
        return self.model.loss(self.x)
