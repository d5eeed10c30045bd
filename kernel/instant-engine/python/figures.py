"""matplotlib's figures as pictures of the cell that makes them.

The backend of this process, by `MPLBACKEND`: `plt.show()` shows a picture where it is called, and
what is open at a cell's end is shown there.
"""

import io

from matplotlib import pyplot
from matplotlib._pylab_helpers import Gcf
from matplotlib.backend_bases import FigureManagerBase
from matplotlib.backends.backend_agg import FigureCanvasAgg

from . import shown


class FigureManager(FigureManagerBase):
    """A figure without a window."""

    @classmethod
    def pyplot_show(cls, *, block=None):
        """What `plt.show()` does."""
        show()


class FigureCanvas(FigureCanvasAgg):
    """Draws in memory."""

    manager_class = FigureManager


def show():
    """Shows all open figures and closes them."""
    try:
        for manager in Gcf.get_all_fig_managers():
            figure = manager.canvas.figure
            content = io.BytesIO()
            figure.savefig(content, format="png", bbox_inches="tight")
            shown.picture(content.getvalue(), repr(figure))
    finally:
        pyplot.close("all")
