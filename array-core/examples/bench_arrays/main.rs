//! The Rust side of `tests/bench/arrays`: measures operations when it is asked to.
//!
//! Requests are lines on stdin and each is answered by one line on stdout, so that NumPy and
//! array-core can take turns in one run and see the same load:
//!
//! - `machine`: what the processor can do, as JSON;
//! - `prepare NAME SIZE DTYPE`: `ready`, or `unknown` if there is no such operation;
//! - `run COUNT`: the seconds that so many calls of the prepared operation take;
//! - `accuracy`: errors of sums, means and variances, as JSON.

#![allow(clippy::print_stdout, reason = "stdout is the protocol")]

mod accuracy;
mod data;
mod machine;
mod operations;

use std::io::{BufRead, Write};
use std::time::Instant;

fn main() {
    let mut prepared: operations::Run = Box::new(|| ());
    for line in std::io::stdin().lock().lines() {
        let line = line.expect("requests are lines of text");
        let words: Vec<&str> = line.split_whitespace().collect();
        let answer = match words[..] {
            ["machine"] => machine::describe(),
            ["accuracy"] => accuracy::errors(),
            ["prepare", name, size, dtype] => {
                let size = size.parse().expect("a size is a number");
                match operations::find(name, size, dtype) {
                    Some(run) => {
                        prepared = run;
                        "ready".to_owned()
                    }
                    None => "unknown".to_owned(),
                }
            }
            ["run", count] => {
                let count: usize = count.parse().expect("a count is a number");
                let start = Instant::now();
                for _ in 0..count {
                    prepared();
                }
                start.elapsed().as_secs_f64().to_string()
            }
            _ => panic!("no such request: {line}"),
        };
        println!("{answer}");
        std::io::stdout().flush().expect("who asks also reads");
    }
}
