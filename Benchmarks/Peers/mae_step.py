"""Steps of the same masked autoencoder in plain PyTorch: the peer of "dotnet run -c Release --project Benchmarks -- step".

    python3 Benchmarks/Peers/mae_step.py --preset tiny --batch 32 --threads 2

Model, loss and optimiser are those of the published code: patch embedding by a strided convolution, random masking by argsort,
pre-norm blocks with erf GELU, mean squared error plus correlation, AdamW with two parameter groups. Input is normal noise: zeros run
faster. Prints one JSON object. With --serve it reads numbers of steps from stdin and answers each with the seconds of those steps,
so that another program can take turns with it; an empty line ends it.
"""

import argparse
import json
import resource
import statistics
import sys
import time

import torch
from torch import nn
from torch.nn import functional

PRESETS = {  # encoder (width, depth, heads), decoder (width, depth, heads)
    "pluto": ((256, 2, 8), (160, 1, 8)),
    "tiny": ((384, 3, 6), (256, 2, 8)),
    "small": ((512, 4, 8), (256, 2, 8)),
    "medium": ((640, 5, 10), (256, 2, 8)),
}
LEADS, SAMPLES, PATCH = 12, 2500, 100
COLUMNS = SAMPLES // PATCH
PATCHES = LEADS * COLUMNS


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


class Block(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.norm1, self.norm2 = nn.LayerNorm(width, eps=1e-6), nn.LayerNorm(width, eps=1e-6)
        self.attention = Attention(width, heads)
        self.mlp = nn.Sequential(nn.Linear(width, 4 * width), nn.GELU(), nn.Linear(4 * width, width))

    def forward(self, x):
        x = x + self.attention(self.norm1(x))
        return x + self.mlp(self.norm2(x))


def position_table(width):
    """Sine and cosine of the column in the first half, of the row in the second; zeros for the class token."""
    frequencies = 10000.0 ** -(torch.arange(width // 4, dtype=torch.float64) / (width // 4))
    grid = torch.arange(PATCHES)
    halves = []
    for index in (grid % COLUMNS, grid // COLUMNS):
        angles = index[:, None] * frequencies
        halves += [angles.sin(), angles.cos()]
    return torch.cat([torch.zeros(1, width), torch.cat(halves, dim=1).float()])[None]


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


class Training:
    def __init__(self, options):
        torch.manual_seed(options.seed)
        self.model = MaskedAutoencoder(options.preset, options.mask_ratio, correlation_weight=0.1)
        plain = [p for p in self.model.parameters() if p.ndim <= 1]
        rest = [p for p in self.model.parameters() if p.ndim > 1]
        groups = [{"params": plain, "weight_decay": 0.0}, {"params": rest, "weight_decay": 0.05}]
        # The faster of both ways to walk over the parameters.
        self.optimizer = torch.optim.AdamW(groups, lr=1e-4, betas=(0.9, 0.95), foreach=options.foreach)
        self.x = torch.randn(options.batch, 1, LEADS, SAMPLES)

    def step(self):
        """One step; returns its seconds."""
        start = time.perf_counter()
        loss = self.model.loss(self.x)
        loss.item()
        loss.backward()
        self.optimizer.step()
        self.optimizer.zero_grad(set_to_none=True)
        return time.perf_counter() - start


def description():
    return {
        "torch": torch.__version__,
        "onednn": torch.backends.mkldnn.is_available(),
        "mkl": torch.backends.mkl.is_available(),
        "threads": torch.get_num_threads(),
    }


def peak_bytes():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def serve(training):
    print(json.dumps(description()), flush=True)
    for line in sys.stdin:
        if not line.strip():
            break
        seconds = [training.step() for _ in range(int(line))]
        print(json.dumps({"seconds": seconds, "peak_bytes": peak_bytes()}), flush=True)


def measure(training, options):
    for _ in range(options.warmup):
        training.step()
    seconds = [training.step() for _ in range(options.steps)]
    print(json.dumps({
        **description(),
        "preset": options.preset,
        "batch": options.batch,
        "steps": options.steps,
        "best_ecg_per_second": options.batch / min(seconds),
        "median_ecg_per_second": options.batch / statistics.median(seconds),
        "peak_bytes": peak_bytes(),
    }))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--preset", choices=PRESETS, default="tiny")
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--mask-ratio", type=float, default=0.8)
    parser.add_argument("--warmup", type=int, default=3)
    parser.add_argument("--steps", type=int, default=20)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--foreach", action="store_true", help="AdamW's multi-tensor form")
    parser.add_argument("--serve", action="store_true", help="take turns with another program over stdin and stdout")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    training = Training(options)
    serve(training) if options.serve else measure(training, options)


if __name__ == "__main__":
    main()
