"""Matrix products in plain PyTorch: the peer of "dotnet run -c Release --project Benchmarks -- gpu-gemm cuda".

    python3 Benchmarks/Peers/gemm.py
    python3 Benchmarks/Peers/gemm.py 1024x1024x1024 8192x8192x8192

C = A B^T in float32 on uniform random inputs, once with float32 products and once with TF32 products, which keep 10 bits of the mantissa. Prints
GFLOP/s with everything on the device, best and median, and the relative error of some rows against float64. As there, products are queued for
20 ms before the device is waited for.
"""

import argparse
import statistics
import time

import torch

SHAPES = ["1024x1024x1024", "4816x1152x384", "4816x1536x384", "4816x384x1536"]
PRECISIONS = {"float32": "highest", "TF32": "high"}  # torch.set_float32_matmul_precision
SECONDS_PER_PRECISION, SECONDS_PER_TURN, MOST_PER_TURN = 1, 0.02, 1000


def turn(device, multiply, count):
    """Seconds of so many products."""
    start = time.perf_counter()
    for _ in range(count):
        multiply()
    if device.type == "cuda":
        torch.cuda.synchronize(device)
    return time.perf_counter() - start


def measure(device, multiply):
    """Seconds of one product, of every turn. The first product chooses a kernel, the second says how many make a turn; neither counts."""
    turn(device, multiply, 1)
    count = min(max(int(SECONDS_PER_TURN / turn(device, multiply, 1)), 1), MOST_PER_TURN)
    seconds, start = [], time.perf_counter()
    while len(seconds) < 2 or time.perf_counter() - start < SECONDS_PER_PRECISION:
        seconds.append(turn(device, multiply, count) / count)
    return seconds


def relative_error(a, b, c):
    rows = torch.linspace(0, len(a) - 1, 4, dtype=torch.float64, device=a.device).long()
    exact = torch.stack([(b.double() * a[row].double()).sum(1) for row in rows])
    return ((c[rows].double() - exact).norm() / exact.norm()).item()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shapes", nargs="*", default=SHAPES, metavar="MxNxK")
    parser.add_argument("--device", type=torch.device, default="cuda")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    device = torch.device(options.device)
    torch.manual_seed(options.seed)
    name = torch.cuda.get_device_name(device) if device.type == "cuda" else device.type
    print(f"C = A B^T, float32, uniform random inputs, {name}, PyTorch {torch.__version__}, CUDA {torch.version.cuda}.")
    print(f"{'M x N x K':>16} {'products':>12} {'best':>10} {'median':>10} {'error':>10}")
    for shape in options.shapes:
        m, n, k = map(int, shape.split("x"))
        a, b = (torch.rand(rows, k, device=device) * 2 - 1 for rows in (m, n))
        c = torch.empty(m, n, device=device)
        for products, precision in PRECISIONS.items():
            torch.set_float32_matmul_precision(precision)
            seconds = measure(device, lambda: torch.mm(a, b.t(), out=c))
            best, median = (2e-9 * m * n * k / s for s in (min(seconds), statistics.median(seconds)))
            print(f"{shape:>16} {products:>12} {best:10.1f} {median:10.1f} {relative_error(a, b, c):10.1e}", flush=True)


if __name__ == "__main__":
    main()
