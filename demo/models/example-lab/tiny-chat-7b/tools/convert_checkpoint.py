# Made up for Axial's demonstration; not meant to be run. No loader imports this file.
import sys

import torch


def main(source, target):
    weights = torch.load(source)
    torch.save({name: value.half() for name, value in weights.items()}, target)


if __name__ == "__main__":
    main(*sys.argv[1:])
