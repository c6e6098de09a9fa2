# Made up for Axial's demonstration; not meant to be run.
from .version import __version__
