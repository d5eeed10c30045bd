//! Reductions and statistics.

use array_core::prelude::*;

use crate::case::Case;
use crate::value::{Value, any, float, numeric, of, real, real_or_bool};

/// What a reduction folds, as the case names it.
enum Fold {
    All,
    Axis(isize),
    Axes(Vec<i64>),
}

fn fold(case: &Case) -> Fold {
    match (case.axis(), case.ints("axes")) {
        (Some(axis), _) => Fold::Axis(axis),
        (None, Some(axes)) => Fold::Axes(axes),
        (None, None) => Fold::All,
    }
}

/// The reduction that the case names, of one family of element types each: whole, by one axis, by
/// several, each with and without the folded axes kept.
macro_rules! reductions {
    ($case:expr; $($family:ident: $all:ident $all_keep:ident $axis:ident $axis_keep:ident
        $axes:ident $axes_keep:ident;)*) => {
        match $case.call.as_str() {
            $(stringify!($all) => match (fold($case), $case.keeps_axes()) {
                (Fold::All, false) => $family!(&$case.args[0], a => a.$all()),
                (Fold::All, true) => $family!(&$case.args[0], a => a.$all_keep()),
                (Fold::Axis(axis), false) => $family!(&$case.args[0], a => a.$axis(axis)),
                (Fold::Axis(axis), true) => $family!(&$case.args[0], a => a.$axis_keep(axis)),
                (Fold::Axes(axes), false) => $family!(&$case.args[0], a => a.$axes(&axes[..])),
                (Fold::Axes(axes), true) => $family!(&$case.args[0], a => a.$axes_keep(&axes[..])),
            },)*
            _ => None,
        }
    };
}

pub(crate) fn call(case: &Case) -> Option<Value> {
    if case.args.is_empty() {
        return None;
    }
    basic(case)
        .or_else(|| nan_aware(case))
        .or_else(|| quantiles(case))
        .or_else(|| averages(case))
        .or_else(|| statistics(case))
}

fn basic(case: &Case) -> Option<Value> {
    if let Some(ddof) = case.int("ddof") {
        let ddof = usize::try_from(ddof).ok()?;
        let a = &case.args[0];
        return match case.call.as_str() {
            "std" => real!(a, a => a.std_with(ddof)),
            _ => real!(a, a => a.var_with(ddof)),
        };
    }
    match (case.call.as_str(), case.axis()) {
        ("cumsum", None) => return numeric!(&case.args[0], a => a.cumsum()),
        ("cumsum", Some(axis)) => return numeric!(&case.args[0], a => a.cumsum_axis(axis)),
        ("cumprod", None) => return numeric!(&case.args[0], a => a.cumprod()),
        ("cumprod", Some(axis)) => return numeric!(&case.args[0], a => a.cumprod_axis(axis)),
        _ => {}
    }
    reductions! { case;
        any: sum sum_keepdims sum_axis sum_axis_keepdims sum_axes sum_axes_keepdims;
        any: prod prod_keepdims prod_axis prod_axis_keepdims prod_axes prod_axes_keepdims;
        any: mean mean_keepdims mean_axis mean_axis_keepdims mean_axes mean_axes_keepdims;
        numeric: std std_keepdims std_axis std_axis_keepdims std_axes std_axes_keepdims;
        numeric: var var_keepdims var_axis var_axis_keepdims var_axes var_axes_keepdims;
        real_or_bool: min min_keepdims min_axis min_axis_keepdims min_axes min_axes_keepdims;
        real_or_bool: max max_keepdims max_axis max_axis_keepdims max_axes max_axes_keepdims;
        real: ptp ptp_keepdims ptp_axis ptp_axis_keepdims ptp_axes ptp_axes_keepdims;
        real: median median_keepdims median_axis median_axis_keepdims median_axes
            median_axes_keepdims;
        real_or_bool: argmin argmin_keepdims argmin_axis argmin_axis_keepdims argmin_axes
            argmin_axes_keepdims;
        real_or_bool: argmax argmax_keepdims argmax_axis argmax_axis_keepdims argmax_axes
            argmax_axes_keepdims;
        any: any any_keepdims any_axis any_axis_keepdims any_axes any_axes_keepdims;
        any: all all_keepdims all_axis all_axis_keepdims all_axes all_axes_keepdims;
        any: count_nonzero count_nonzero_keepdims count_nonzero_axis count_nonzero_axis_keepdims
            count_nonzero_axes count_nonzero_axes_keepdims;
    }
}

fn nan_aware(case: &Case) -> Option<Value> {
    reductions! { case;
        float: nansum nansum_keepdims nansum_axis nansum_axis_keepdims nansum_axes
            nansum_axes_keepdims;
        float: nanmean nanmean_keepdims nanmean_axis nanmean_axis_keepdims nanmean_axes
            nanmean_axes_keepdims;
        float: nanmedian nanmedian_keepdims nanmedian_axis nanmedian_axis_keepdims nanmedian_axes
            nanmedian_axes_keepdims;
        float: nanstd nanstd_keepdims nanstd_axis nanstd_axis_keepdims nanstd_axes
            nanstd_axes_keepdims;
        float: nanvar nanvar_keepdims nanvar_axis nanvar_axis_keepdims nanvar_axes
            nanvar_axes_keepdims;
        float: nanmin nanmin_keepdims nanmin_axis nanmin_axis_keepdims nanmin_axes
            nanmin_axes_keepdims;
        float: nanmax nanmax_keepdims nanmax_axis nanmax_axis_keepdims nanmax_axes
            nanmax_axes_keepdims;
    }
}

/// Quantiles at one level or at a list of them.
fn quantiles(case: &Case) -> Option<Value> {
    macro_rules! at {
        ($q:expr; $($all:ident $all_keep:ident $axis:ident $axis_keep:ident
            $axes:ident $axes_keep:ident;)*) => {
            match (case.call.as_str(), case.args.as_slice()) {
                $((stringify!($all), [Value::F64(a)]) => {
                    Some(match (fold(case), case.keeps_axes()) {
                        (Fold::All, false) => a.$all($q).into(),
                        (Fold::All, true) => a.$all_keep($q).into(),
                        (Fold::Axis(axis), false) => a.$axis($q, axis).into(),
                        (Fold::Axis(axis), true) => a.$axis_keep($q, axis).into(),
                        (Fold::Axes(axes), false) => a.$axes($q, &axes[..]).into(),
                        (Fold::Axes(axes), true) => a.$axes_keep($q, &axes[..]).into(),
                    })
                })*
                _ => None,
            }
        };
    }
    macro_rules! quantiles {
        ($q:expr) => {
            at! { $q;
                quantile quantile_keepdims quantile_axis quantile_axis_keepdims quantile_axes
                    quantile_axes_keepdims;
                percentile percentile_keepdims percentile_axis percentile_axis_keepdims
                    percentile_axes percentile_axes_keepdims;
                nanquantile nanquantile_keepdims nanquantile_axis nanquantile_axis_keepdims
                    nanquantile_axes nanquantile_axes_keepdims;
                nanpercentile nanpercentile_keepdims nanpercentile_axis
                    nanpercentile_axis_keepdims nanpercentile_axes nanpercentile_axes_keepdims;
            }
        };
    }
    match (case.float("q"), case.floats("q")) {
        (Some(q), _) => quantiles!(q),
        (None, Some(list)) => quantiles!(&list[..]),
        (None, None) => None,
    }
}

fn averages(case: &Case) -> Option<Value> {
    let ("average", [Value::F64(a), Value::F64(weights)]) =
        (case.call.as_str(), case.args.as_slice())
    else {
        return None;
    };
    Some(match (fold(case), case.keeps_axes()) {
        (Fold::All, false) => average_with(a, weights).into(),
        (Fold::All, true) => average_keepdims_with(a, weights).into(),
        (Fold::Axis(axis), false) => average_axis_with(a, axis, weights).into(),
        (Fold::Axis(axis), true) => average_axis_keepdims_with(a, axis, weights).into(),
        (Fold::Axes(axes), false) => average_axes_with(a, axes, weights).into(),
        (Fold::Axes(axes), true) => average_axes_keepdims_with(a, axes, weights).into(),
    })
}

fn statistics(case: &Case) -> Option<Value> {
    let n = case.int("n").and_then(|n| usize::try_from(n).ok());
    match (case.call.as_str(), case.args.as_slice()) {
        ("diff", [Value::F64(a)]) => Some(match case.axis() {
            Some(axis) => diff_axis_with(a, axis, n?).into(),
            None => diff_with(a, n?).into(),
        }),
        ("histogram", [Value::F64(a)]) => Some(histogram(a, case.int("bins")?).into()),
        ("bincount", [Value::I64(a)]) => Some(bincount(a).into()),
        ("digitize", [Value::F64(a), Value::F64(edges)]) => Some(digitize(a, edges).into()),
        ("corrcoef", [Value::F64(a)]) => Some(corrcoef(a).into()),
        ("cov", [Value::F64(a)]) => Some(cov(a).into()),
        ("convolve", [Value::F64(a), Value::F64(v)]) => {
            let mode = match case.word("mode")? {
                "same" => ConvolveMode::Same,
                "valid" => ConvolveMode::Valid,
                _ => ConvolveMode::Full,
            };
            Some(convolve_with(a, v, mode).into())
        }
        _ => None,
    }
}
