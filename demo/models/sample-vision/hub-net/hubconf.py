# Made up for Axial's demonstration; not meant to be run.
dependencies = ["torch"]

from hubnet.models import hub_net_l as _hub_net_l
from hubnet.models import hub_net_s as _hub_net_s


def hub_net_s(pretrained=True, **kwargs):
    """Small model, 21 million parameters."""
    return _hub_net_s(pretrained, **kwargs)


def hub_net_l(pretrained=True, **kwargs):
    """Large model, 88 million parameters."""
    return _hub_net_l(pretrained, **kwargs)
