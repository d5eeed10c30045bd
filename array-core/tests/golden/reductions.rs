//! Reductions and statistics.

use array_core::prelude::*;

use crate::case::Case;
use crate::value::{Value, any, float, numeric, of, real, real_or_bool};

/// A reduction by whatever the case names: all axes, one, several, or one kept.
macro_rules! reduce {
    ($family:ident, $case:expr, $whole:ident $axis:ident $axes:ident $keepdims:ident) => {{
        let a = &$case.args[0];
        match ($case.axis(), $case.ints("axes"), $case.params["keepdims"].as_bool()) {
            (Some(axis), _, Some(true)) => $family!(a, a => a.$keepdims(axis)),
            (Some(axis), _, _) => $family!(a, a => a.$axis(axis)),
            (None, Some(axes), _) => $family!(a, a => a.$axes(&axes[..])),
            (None, None, _) => $family!(a, a => a.$whole()),
        }
    }};
    ($family:ident, $case:expr, $whole:ident $axis:ident) => {{
        let a = &$case.args[0];
        match $case.axis() {
            Some(axis) => $family!(a, a => a.$axis(axis)),
            None => $family!(a, a => a.$whole()),
        }
    }};
}

pub(crate) fn call(case: &Case) -> Option<Value> {
    if case.args.is_empty() {
        return None;
    }
    basic(case).or_else(|| nan_aware(case)).or_else(|| statistics(case))
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
    match case.call.as_str() {
        "sum" => reduce!(any, case, sum sum_axis sum_axes sum_axis_keepdims),
        "prod" => reduce!(any, case, prod prod_axis prod_axes prod_axis_keepdims),
        "mean" => reduce!(any, case, mean mean_axis mean_axes mean_axis_keepdims),
        "std" => reduce!(numeric, case, std std_axis std_axes std_axis_keepdims),
        "var" => reduce!(numeric, case, var var_axis var_axes var_axis_keepdims),
        "min" => reduce!(real_or_bool, case, min min_axis min_axes min_axis_keepdims),
        "max" => reduce!(real_or_bool, case, max max_axis max_axes max_axis_keepdims),
        "ptp" => reduce!(real, case, ptp ptp_axis),
        "median" => reduce!(real, case, median median_axis),
        "argmin" => reduce!(real_or_bool, case, argmin argmin_axis),
        "argmax" => reduce!(real_or_bool, case, argmax argmax_axis),
        "any" => reduce!(any, case, any any_axis),
        "all" => reduce!(any, case, all all_axis),
        "count_nonzero" => reduce!(any, case, count_nonzero count_nonzero_axis),
        "cumsum" => reduce!(numeric, case, cumsum cumsum_axis),
        "cumprod" => reduce!(numeric, case, cumprod cumprod_axis),
        _ => None,
    }
}

fn nan_aware(case: &Case) -> Option<Value> {
    macro_rules! nan {
        ($($whole:ident $axis:ident),*) => {
            match (case.call.as_str(), case.axis()) {
                $(
                    (stringify!($whole), None) => float!(&case.args[0], a => $whole(a)),
                    (stringify!($whole), Some(axis)) => float!(&case.args[0], a => $axis(a, axis)),
                )*
                ("nanpercentile", _) => {
                    let q = case.float("q")?;
                    float!(&case.args[0], a => nanpercentile(a, q))
                }
                _ => None,
            }
        };
    }
    nan!(
        nansum nansum_axis, nanmean nanmean_axis, nanmedian nanmedian_axis, nanstd nanstd_axis,
        nanvar nanvar_axis, nanmin nanmin_axis, nanmax nanmax_axis
    )
}

fn statistics(case: &Case) -> Option<Value> {
    let q = case.float("q");
    let n = case.int("n").and_then(|n| usize::try_from(n).ok());
    match (case.call.as_str(), case.args.as_slice()) {
        ("percentile", [Value::F64(a)]) => Some(match case.axis() {
            Some(axis) => percentile_axis(a, q?, axis).into(),
            None => percentile(a, q?).into(),
        }),
        ("quantile", [Value::F64(a)]) => Some(quantile(a, q?).into()),
        ("average", [Value::F64(a), Value::F64(weights)]) => Some(average_with(a, weights).into()),
        ("diff", [Value::F64(a)]) => Some(match case.axis() {
            Some(axis) => diff_axis_with(a, axis, n?).into(),
            None => diff_with(a, n?).into(),
        }),
        ("gradient", [Value::F64(a)]) => Some(gradient(a).into()),
        ("histogram", [Value::F64(a)]) => Some(histogram(a, case.int("bins")?).into()),
        ("bincount", [Value::I64(a)]) => Some(bincount(a).into()),
        ("digitize", [Value::F64(a), Value::F64(edges)]) => Some(digitize(a, edges).into()),
        ("corrcoef", [Value::F64(a)]) => Some(corrcoef(a).into()),
        ("cov", [Value::F64(a)]) => Some(cov(a).into()),
        ("trapezoid", [Value::F64(y), Value::F64(x)]) => Some(trapezoid_with(y, x).into()),
        ("interp", [Value::F64(x), Value::F64(xp), Value::F64(fp)]) => {
            Some(interp(x, xp, fp).into())
        }
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
