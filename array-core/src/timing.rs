//! Measuring time: `timeit!`, and the clock behind the magic `%time`.

use std::fmt;
use std::hint::black_box;
use std::time::{Duration, Instant};

use crate::interrupt;

/// As IPython's `%timeit`: so many runs, each long enough to be measured well.
const RUNS: usize = 7;
/// The shortest run that counts.
const ENOUGH: Duration = Duration::from_millis(200);

/// Runs code many times and prints how long it takes (IPython: `%timeit`).
///
/// The value of the code is computed and dropped in each loop. The expression's value is the
/// [`Timing`] for whoever wants to go on with the figures.
///
/// ```no_run
/// use array_core::prelude::*;
///
/// let a = arange(1000);
/// timeit!(a.sum());
/// let timing = timeit!(sqrt(&a));
/// assert!(timing.mean() > 0.);
/// ```
#[macro_export]
macro_rules! timeit {
    // What `%timeit -n LOOPS -r RUNS` becomes.
    ($code:block $loops:literal $runs:literal) => {{
        #[allow(unused_mut)]
        let mut code = || $code;
        let timing = $crate::timing::measure($loops, $runs, &mut || {
            ::std::hint::black_box(code());
        });
        #[allow(clippy::print_stdout)]
        { println!("{timing}"); }
        timing
    }};
    ($($code:tt)*) => {{
        let timing = $crate::timing::timeit(|| { $($code)* });
        #[allow(clippy::print_stdout)]
        { println!("{timing}"); }
        timing
    }};
}

/// How long a piece of code takes.
#[derive(Clone, Debug)]
pub struct Timing {
    /// Seconds per loop, one figure a run.
    seconds: Vec<f64>,
    loops: usize,
}

impl Timing {
    /// The mean time of a loop, in seconds.
    #[must_use]
    pub fn mean(&self) -> f64 {
        self.seconds.iter().sum::<f64>() / self.seconds.len() as f64
    }

    /// The shortest time of a loop, in seconds: the figure that other work on the machine disturbs
    /// least.
    #[must_use]
    pub fn best(&self) -> f64 {
        self.seconds.iter().copied().fold(f64::INFINITY, f64::min)
    }

    /// The standard deviation between the runs, in seconds.
    #[must_use]
    pub fn std(&self) -> f64 {
        let mean = self.mean();
        let squares = self.seconds.iter().map(|seconds| (seconds - mean).powi(2));
        (squares.sum::<f64>() / self.seconds.len() as f64).sqrt()
    }

    /// How many loops each run has.
    #[must_use]
    pub fn loops(&self) -> usize {
        self.loops
    }
}

impl fmt::Display for Timing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let runs = self.seconds.len();
        write!(
            f,
            "{} ± {} per loop (mean ± std. dev. of {runs} {}, {} {} each)",
            Seconds(self.mean()),
            Seconds(self.std()),
            if runs == 1 { "run" } else { "runs" },
            grouped(self.loops),
            if self.loops == 1 { "loop" } else { "loops" },
        )
    }
}

/// Times a closure; [`timeit!`](crate::timeit!) prints the result, too.
pub fn timeit<T>(mut code: impl FnMut() -> T) -> Timing {
    measure(0, RUNS, &mut || {
        black_box(code());
    })
}

/// Times so many runs of so many loops; zero loops are as many as make a run long enough.
#[doc(hidden)]
pub fn measure(loops: usize, runs: usize, code: &mut dyn FnMut()) -> Timing {
    let mut run = |loops: usize| {
        let start = Instant::now();
        for _ in 0..loops {
            code();
        }
        interrupt::check();
        start.elapsed()
    };
    let mut loops = loops;
    if loops == 0 {
        loops = 1;
        while run(loops) < ENOUGH / 10 {
            loops *= 10;
        }
        // The last trial took a tenth of enough at least.
        while run(loops) < ENOUGH && loops < usize::MAX / 10 {
            loops *= 2;
        }
    }
    let seconds = (0..runs).map(|_| run(loops).as_secs_f64() / loops as f64).collect();
    Timing { seconds, loops }
}

/// Measures the cell that it stands in, for `%time`.
#[derive(Debug)]
pub struct Clock(Instant);

impl Clock {
    /// Starts it.
    #[must_use]
    pub fn start() -> Self {
        Self(Instant::now())
    }

    /// Prints the time since its start.
    #[allow(clippy::print_stdout)] // Printing is its job.
    pub fn report(&self) {
        println!("Wall time: {}", Seconds(self.0.elapsed().as_secs_f64()));
    }
}

/// A duration with three significant digits and a unit that suits it.
struct Seconds(f64);

impl fmt::Display for Seconds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let units = [(1., "s"), (1e-3, "ms"), (1e-6, "µs"), (1e-9, "ns")];
        let fitting = units.iter().find(|(unit, _)| self.0 >= *unit);
        let (unit, name) = fitting.unwrap_or(&units[3]);
        let value = self.0 / unit;
        let digits = if value >= 99.95 {
            0
        } else if value >= 9.995 {
            1
        } else {
            2
        };
        write!(f, "{value:.digits$} {name}")
    }
}

/// A number with commas between its thousands.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (k, digit) in digits.chars().enumerate() {
        if k > 0 && (digits.len() - k).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_have_three_digits_and_a_unit() {
        let check = |seconds: f64, text: &str| assert_eq!(Seconds(seconds).to_string(), text);
        check(0., "0.00 ns");
        check(1.5e-10, "0.15 ns");
        check(1.234e-8, "12.3 ns");
        check(9.999e-6, "10.0 µs");
        check(2.5e-4, "250 µs");
        check(0.0421, "42.1 ms");
        check(2.75, "2.75 s");
        check(1234., "1234 s");
    }

    #[test]
    fn a_timing_reads_like_ipythons() {
        let timing = Timing { seconds: vec![1e-6, 3e-6], loops: 10_000 };
        let text = "2.00 µs ± 1.00 µs per loop (mean ± std. dev. of 2 runs, 10,000 loops each)";
        assert_eq!(timing.to_string(), text);
        assert_eq!(timing.best(), 1e-6);
        let once = timeit!({ 1 + 1 } 1 1).to_string();
        assert!(
            once.ends_with(" ± 0.00 ns per loop (mean ± std. dev. of 1 run, 1 loop each)"),
            "{once}"
        );
        assert_eq!(grouped(1_234_567), "1,234,567");
        assert_eq!(grouped(100), "100");
    }

    #[test]
    fn slow_code_is_timed() {
        let mut calls = 0;
        let timing = timeit(|| {
            calls += 1;
            std::thread::sleep(ENOUGH / 4);
        });
        assert!(calls >= RUNS && timing.mean() >= ENOUGH.as_secs_f64() / 4.);
    }
}
