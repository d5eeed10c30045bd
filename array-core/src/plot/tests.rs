//! What the pictures say, whatever they look like.

use super::*;
use crate::creation::linspace;
use crate::display::Render;

/// How often a piece of SVG occurs.
fn count(plot: &Plot, piece: &str) -> usize {
    plot.to_svg().matches(piece).count()
}

#[test]
fn the_bundle_is_svg_with_a_line_of_text() {
    let bundle = plot([1, 2], [3, 4]).title("t").label("a<b").bundle();
    assert_eq!(bundle.plain(), "<plot of 1 series \"t\": a<b>");
    let svg = bundle.get("image/svg+xml").unwrap();
    assert!(svg.starts_with("<svg") && svg.ends_with("</svg>"));
    assert!(svg.contains("a&lt;b") && !svg.contains("a<b"));
}

#[test]
fn nan_splits_a_line_and_a_lone_point_is_a_dot() {
    let whole = plot_y([1.0, 2.0, 3.0, 4.0, 5.0]).grid(false);
    let split = plot_y([1.0, 2.0, f64::NAN, 4.0, 5.0]).grid(false);
    let lone = plot_y([1.0, 2.0, f64::NAN, 4.0]).grid(false);
    // The axes are one line of their own.
    assert_eq!((count(&whole, "<polyline"), count(&whole, "<circle")), (2, 0));
    assert_eq!((count(&split, "<polyline"), count(&split, "<circle")), (3, 0));
    assert_eq!((count(&lone, "<polyline"), count(&lone, "<circle")), (2, 1));
}

#[test]
fn columns_of_a_matrix_are_series() {
    let matrix = crate::Array::from(ndarray::arr2(&[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]));
    assert_eq!(plot([0, 1], &matrix).bundle().plain(), "<plot of 3 series>");
}

#[test]
#[should_panic(expected = "plot: x and y must have the same length, got 3 and 2")]
fn lengths_must_agree() {
    let _ = plot([1, 2, 3], [1, 2]);
}

#[test]
fn nothing_to_show_is_said() {
    for plot in [plot_y(Vec::<f64>::new()), plot_y([f64::NAN]), hist([f64::INFINITY], 3)] {
        assert_eq!(count(&plot, "no data to show"), 1);
    }
    assert_eq!(
        count(&heatmap(crate::Array::from(ndarray::Array2::<f64>::zeros((0, 3)))), "no data"),
        1
    );
}

#[test]
fn a_log_axis_says_what_it_leaves_out() {
    let plot = plot_y([-1.0, 0.0, 1.0, 10.0]).logy();
    assert_eq!(count(&plot, "2 values ≤ 0 have no place on a log axis"), 1);
}

#[test]
fn marks_outside_the_limits_are_left_out() {
    let dots = scatter([0.0, 1.0, 2.0], [0.0, 1.0, 2.0]).xlim((0.5, 3)).ylim((0, 3));
    assert_eq!(count(&dots, "<circle"), 2);
}

#[test]
fn long_series_stay_small_pictures() {
    let y: Vec<f64> = (0..1_000_000).map(|i| f64::from(i).sin()).collect();
    let line = plot_y(&y).to_svg();
    assert!(line.len() < 100_000, "{} bytes", line.len());
    let dots = scatter(0..50_000, vec![1.0; 50_000]).to_svg();
    assert!(dots.len() < 400_000, "{} bytes", dots.len());
}

#[test]
fn bars_stand_on_zero_over_their_names() {
    let plot = bar(["up", "down"], [2.0, -1.0]);
    assert_eq!((count(&plot, "<rect"), count(&plot, ">\nup\n")), (2, 1));
}

#[test]
fn names_that_would_overlap_are_thinned_out() {
    let names: Vec<String> = (0..100).map(|i| format!("name {i}")).collect();
    let plot = bar(names, vec![1.0; 100]);
    assert!((5..30).contains(&count(&plot, ">\nname ")), "{}", count(&plot, ">\nname "));
}

#[test]
fn a_histogram_counts_as_numpy_does() {
    let plot = hist([0.0, 0.1, 0.5, 1.0, f64::NAN], 2);
    let marks::Marks::Bars(bars) = &plot.series[0].marks else { panic!("not bars") };
    assert_eq!(bars.heights, [2.0, 2.0]);
}

#[test]
fn odd_numbers_make_pictures_too() {
    for y in [[f64::MAX, f64::MIN], [1e-310, 2e-310], [1e300, 1e-300], [7.0, 7.0]] {
        for plot in [plot_y(y), plot_y(y).logy(), plot_y(y).xlim((5, 2)), bar([1, 2], y)] {
            let svg = plot.size((60, 40)).to_svg();
            assert!(!svg.contains("NaN") && !svg.contains("inf"), "{y:?}: {svg}");
        }
    }
}

#[test]
fn setters_take_whole_numbers() {
    let thick = plot_y([1.0, 2.0]).width(3).alpha(1).xlim((0, 2_usize)).ylim((0_i64, 2.5));
    let same = plot_y([1.0, 2.0]).width(3.0).xlim((0.0, 2.0)).ylim((0.0, 2.5));
    assert_eq!(thick.to_svg(), same.to_svg());
}

#[test]
fn bars_take_borrowed_names() {
    let names = vec!["up".to_owned(), "down".to_owned()];
    let of_strings = [bar(&names, [2, 1]), bar(&names[..], [2, 1]), bar(names.clone(), [2, 1])];
    let words = ["up", "down"];
    let of_words = [bar(&words, [2, 1]), bar(words.to_vec(), [2, 1]), bar(&words[..], [2, 1])];
    for plot in of_strings.iter().chain(&of_words) {
        assert_eq!(plot.to_svg(), bar(words, [2, 1]).to_svg());
    }
}

#[test]
fn colour_limits_change_pictures_and_their_bar() {
    let grid = || crate::Array::from(ndarray::arr2(&[[0.0, 50.0], [100.0, 1000.0]]));
    let clamped = || crate::Array::from(ndarray::arr2(&[[0.0, 50.0], [100.0, 100.0]]));
    // The same colours as of data that end there, and the same bar.
    assert_eq!(heatmap(grid()).vmin(0).vmax(100).to_svg(), heatmap(clamped()).to_svg());
    assert_eq!(imshow(grid()).vmax(100.0).to_svg(), imshow(clamped()).to_svg());
    assert_ne!(contour(grid()).to_svg(), contour(grid()).vmax(5000).to_svg());
    assert_eq!(plot_y([1.0, 2.0]).vmin(0).to_svg(), plot_y([1.0, 2.0]).to_svg());
}

#[test]
fn contour_lines_stand_at_the_levels() {
    let grid = || crate::Array::from(ndarray::arr2(&[[0.0, 0.0], [100.0, 100.0]]));
    // The axes are one line of their own.
    let lines = |plot: Plot| count(&plot.grid(false), "<polyline") - 1;
    assert_eq!(lines(contour(grid()).levels([25.0, 75.0])), 2);
    assert_eq!(lines(contour(grid()).levels(linspace(10, 90, 5))), 5);
    assert!(lines(contour(grid()).levels(30)) > lines(contour(grid()).levels(3)));
}

#[test]
#[should_panic(expected = "vmax: vmin must be less than vmax, got 2 and 1")]
fn colour_limits_must_be_a_range() {
    let _ = heatmap(crate::Array::from(ndarray::arr2(&[[0.0, 1.0]]))).vmin(2).vmax(1);
}

#[test]
fn labels_of_histograms_side_by_side_do_not_overlap() {
    let values: Vec<f64> = (0..100).map(|i| f64::from(i) * 1e-6 - 5e-5).collect();
    let svg = subplots((1, 6), (0..6).map(|_| hist(&values, 10))).to_svg();
    // Where centred texts begin and end: the labels of the x axes.
    let mut labels: Vec<(f64, f64)> = svg
        .split("<text")
        .filter(|text| text.contains("text-anchor=\"middle\"") && !text.contains("transform"))
        .map(|text| {
            let between = |before, after| {
                let (_, rest) = text.split_once(before).unwrap();
                rest.split_once(after).unwrap().0.trim()
            };
            let middle: f64 = between(" x=\"", "\"").parse().unwrap();
            let size = between("font-size=\"", "\"").parse().unwrap();
            let half = canvas::text_width(between(">", "<"), size) / 2.0;
            (middle - half, middle + half)
        })
        .collect();
    labels.sort_by(|a, b| a.0.total_cmp(&b.0));
    assert!(labels.len() >= 6, "{svg}");
    assert!(labels.windows(2).all(|pair| pair[0].1 <= pair[1].0), "{labels:?}");
}
