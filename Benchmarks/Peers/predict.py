"""From WFDB files to probabilities in NumPy, SciPy and PyTorch: the peer of "dotnet run -c Release --project Benchmarks -- predict".

The same steps: header and samples of format 16, outliers limited to four deviations, baseline by asymmetric least squares, normalisation of
the three groups of leads, the fine-tuned model, softmax. The banded solver of LAPACK is the fastest that SciPy has for the baseline; the
published code uses a sparse one. With --serve it reads numbers of files from stdin and answers each with the seconds of every batch.
"""

import argparse
import json
import os
import sys
import time

import numpy as np
import torch
from scipy.linalg import solveh_banded

import finetune
from step import description, peak_bytes

SMOOTHNESS, ASYMMETRY, ITERATIONS, CLAMP = 1e7, 0.3, 5, 4
GROUPS = (slice(0, 3), slice(3, 6), slice(6, 12))


def read(path):
    """Millivolts [leads, samples] of a record in format 16."""
    with open(path) as header:
        leads = int(header.readline().split()[1])
        signals = [header.readline().split() for _ in range(leads)]
    counts = np.fromfile(os.path.join(os.path.dirname(path), signals[0][0]), dtype="<i2").reshape(-1, leads).T
    gains = np.array([float(signal[2].split("/")[0]) for signal in signals])
    return counts / gains[:, None]


def baseline(y, penalty):
    z, weights = None, np.ones_like(y)
    for _ in range(ITERATIONS):
        bands = penalty.copy()
        bands[2] += weights
        z = solveh_banded(bands, weights * y, overwrite_ab=True, check_finite=False)
        weights = ASYMMETRY * (y > z) + (1 - ASYMMETRY) * (y < z)
    return z


def penalty_of(samples):
    """The upper bands of λ D Dᵀ, D the second differences."""
    bands = np.zeros((3, samples))
    bands[0, 2:], bands[1, 1:], bands[2] = 1, -4, 6
    bands[1, [1, -1]] = -2
    bands[2, [0, -1]], bands[2, [1, -2]] = 1, 5
    return SMOOTHNESS * bands


def prepare(path, penalty):
    x = read(path)
    x = np.nan_to_num(x)
    bound = CLAMP * x.std()
    x = np.clip(x, -bound, bound)
    x = x - np.stack([baseline(lead, penalty) for lead in x])
    for group in GROUPS:
        x[group] = (x[group] - x[group].mean()) / np.sqrt(x[group].var() + 1e-12)
    return x.astype(np.float32)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", required=True, help="the records")
    parser.add_argument("--preset", default="tiny")
    parser.add_argument("--samples", type=int, default=5000)
    parser.add_argument("--batch", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--serve", action="store_true")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(0)
    model = finetune.FineTunedEncoder(options.preset, options.samples).eval()
    paths = sorted(os.path.join(options.folder, name) for name in os.listdir(options.folder) if name.endswith(".hea"))
    penalty = penalty_of(options.samples)

    def predict(first):
        batch = [paths[(first + i) % len(paths)] for i in range(options.batch)]
        x = torch.from_numpy(np.stack([prepare(path, penalty) for path in batch]))[:, None]
        with torch.inference_mode():
            return model(x).softmax(dim=1)[:, 1].tolist()

    print(json.dumps(description()), flush=True)
    next_file = 0
    for line in sys.stdin:
        if not line.strip():
            break
        seconds = []
        for _ in range(int(line)):
            start = time.perf_counter()
            predict(next_file)
            seconds.append(time.perf_counter() - start)
            next_file += options.batch
        print(json.dumps({"seconds": seconds, "peak_bytes": peak_bytes()}), flush=True)


if __name__ == "__main__":
    main()
