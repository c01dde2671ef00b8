"""Training steps of the same models in plain PyTorch: the peer of "dotnet run -c Release --project Benchmarks -- step".

    python3 Benchmarks/Peers/step.py --model mae --preset tiny --batch 32 --threads 2
    python3 Benchmarks/Peers/step.py --model resnet50 --size 210 --batch 4 --threads 2

Models, losses and optimisers are those of the published code. Input is normal noise: zeros run faster. Prints one JSON object. With
--serve it reads numbers of steps from stdin and answers each with the seconds of those steps, so that another program can take turns with
it; an empty line ends it.
"""

import argparse
import json
import resource
import statistics
import sys
import time

import torch

import autoencoder
import finetune
import multimodal
import resnet
import transformer

STEPS = {"mae": autoencoder.Step, "finetune": finetune.Step, "resnet18": resnet.Step, "resnet50": resnet.Step, "mmcl": multimodal.Step}


def run(training):
    """One step; returns its seconds."""
    start = time.perf_counter()
    loss = training.loss()
    loss.item()
    loss.backward()
    training.optimizer.step()
    training.optimizer.zero_grad(set_to_none=True)
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
        seconds = [run(training) for _ in range(int(line))]
        print(json.dumps({"seconds": seconds, "peak_bytes": peak_bytes()}), flush=True)


def measure(training, options):
    for _ in range(options.warmup):
        run(training)
    seconds = [run(training) for _ in range(options.steps)]
    print(json.dumps({
        **description(),
        "model": options.model,
        "batch": options.batch,
        "steps": options.steps,
        "best_per_second": options.batch / min(seconds),
        "median_per_second": options.batch / statistics.median(seconds),
        "peak_bytes": peak_bytes(),
    }))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", choices=STEPS, default="mae")
    parser.add_argument("--preset", choices=transformer.PRESETS, default="tiny", help="the ECG encoder")
    parser.add_argument("--imaging", choices=resnet.BLOCKS, default="resnet50", help="the image encoder of mmcl")
    parser.add_argument("--size", type=int, default=210, help="rows and columns of an image")
    parser.add_argument("--samples", type=int, default=2500, help="samples per lead of finetune")
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--mask-ratio", type=float, default=0.8)
    parser.add_argument("--warmup", type=int, default=3)
    parser.add_argument("--steps", type=int, default=20)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--foreach", action="store_true", help="the optimiser's multi-tensor form")
    parser.add_argument("--channels-first", action="store_true", help="images as [batch, channels, height, width]; slower as a rule")
    parser.add_argument("--serve", action="store_true", help="take turns with another program over stdin and stdout")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    training = STEPS[options.model](options)
    serve(training) if options.serve else measure(training, options)


if __name__ == "__main__":
    main()
