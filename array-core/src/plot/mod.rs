//! Plots: what matplotlib's `pyplot` draws, as SVG pictures through plotters.
//!
//! A constructor such as [`plot`] gives a [`Plot`], builder methods say what it shows, and as the
//! last expression of a cell (or through `display`) it is drawn. Colours read on a light and on a
//! dark ground, which the picture lets through.
//!
//! | file | idea |
//! |---|---|
//! | `data` | what can be plotted |
//! | `builder` | the plot and its builder methods |
//! | `charts` | bars, histograms, box plots |
//! | `fields` | matrices as colours, contour lines, images |
//! | `subplots` | several plots in one picture |
//! | `panel`, `legend` | one set of axes: layout, ticks, what explains colours |
//! | `marks`, `contour` | what is drawn inside the axes |
//! | `scale`, `colors`, `canvas`, `png` | places, colours, and the drawing itself |

mod axis_ticks;
mod builder;
mod canvas;
mod charts;
mod colors;
mod contour;
mod data;
mod fields;
mod legend;
mod marks;
mod panel;
mod png;
mod scale;
mod subplots;
#[cfg(test)]
mod tests;

pub use builder::{Plot, plot, plot_y, scatter};
pub use charts::{BarNames, bar, boxplot, hist};
pub use colors::Colormap;
pub use contour::{ContourLevels, Levels};
pub use data::{Numbers, PlotData};
pub use fields::{contour, contour_xy, heatmap, imshow, matshow};
pub use subplots::{Figure, subplots};

/// The names of this module that cells see.
pub mod prelude {
    pub use super::{
        Colormap, Figure, Plot, PlotData, bar, boxplot, contour, contour_xy, heatmap, hist, imshow,
        matshow, plot, plot_y, scatter, subplots,
    };
}
