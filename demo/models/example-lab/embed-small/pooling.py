# Made up for Axial's demonstration; not meant to be run.
def mean_pooling(hidden, mask):
    mask = mask.unsqueeze(-1)
    return (hidden * mask).sum(1) / mask.sum(1)
