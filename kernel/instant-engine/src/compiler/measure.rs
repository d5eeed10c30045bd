//! `timeit!` for so many loops and runs as the user says.

/// Measures code like array-core's macro of that name, which chooses both numbers itself; zero loops
/// are as many as it would take.
pub(super) const MEASURE: &str = r#"macro_rules! timeit {
($code:block $loops:literal $runs:literal) => {{
let mut __code = || $code;
__measure($loops, $runs, &mut || { ::std::hint::black_box(__code()); })
}};
($($rest:tt)*) => { ::array_core::timeit!($($rest)*) };
}
fn __measure(mut loops: usize, runs: usize, code: &mut dyn FnMut()) {
    let mut run = |loops: usize| {
        let start = ::std::time::Instant::now();
        for _ in 0..loops { code(); }
        ::array_core::cell::check_interrupt();
        start.elapsed().as_secs_f64()
    };
    if loops == 0 {
        loops = 1;
        while run(loops) < 0.02 { loops *= 10; }
        while run(loops) < 0.2 { loops *= 2; }
    }
    let seconds: Vec<f64> = (0..runs).map(|_| run(loops) / loops as f64).collect();
    let mean = seconds.iter().sum::<f64>() / runs as f64;
    let variance = seconds.iter().map(|time| (time - mean).powi(2)).sum::<f64>() / runs as f64;
    let shown = |time: f64| {
        let units = [(1., "s"), (1e-3, "ms"), (1e-6, "µs")];
        let (unit, name) = units.into_iter().find(|(unit, _)| time >= *unit).unwrap_or((1e-9, "ns"));
        let value = time / unit;
        let digits = if value >= 99.95 { 0 } else if value >= 9.995 { 1 } else { 2 };
        format!("{value:.digits$} {name}")
    };
    fn grouped(number: usize) -> String {
        match number {
            0..1000 => number.to_string(),
            _ => format!("{},{:03}", grouped(number / 1000), number % 1000),
        }
    }
    println!(
        "{} ± {} per loop (mean ± std. dev. of {runs} {}, {} {} each)",
        shown(mean),
        shown(variance.sqrt()),
        if runs == 1 { "run" } else { "runs" },
        grouped(loops),
        if loops == 1 { "loop" } else { "loops" },
    );
}
"#;
