# Made up for Axial's demonstration; not meant to be run. torch.hub does not import this file.
from hubnet.models import hub_net_s

if __name__ == "__main__":
    print(hub_net_s(pretrained=False))
