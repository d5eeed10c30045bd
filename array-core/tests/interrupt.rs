//! Interrupts: in a process of its own, because the request reaches every running calculation.

use std::future::pending;
use std::panic;
use std::thread;
use std::time::Duration;

use array_core::prelude::*;
use array_core::{cell, interrupt, session};

#[test]
fn an_interrupt_stops_what_runs_and_keeps_the_arrays() {
    session::start();
    let a = linspace(0, 1, 1_000_000);
    let asker = thread::spawn(|| {
        thread::sleep(Duration::from_millis(50));
        interrupt::request();
    });
    let endless = panic::catch_unwind(|| {
        loop {
            let _ = exp(&a) * 2.;
        }
    });
    asker.join().unwrap();
    let payload = endless.unwrap_err();
    assert!(session::is_interrupt(&*payload));
    assert_eq!(session::panic_message(&*payload), "KeyboardInterrupt");
    assert_eq!((&a + 1.).shape(), [1_000_000], "the request is forgotten and the array usable");

    for _ in 0..2 {
        let asker = thread::spawn(|| {
            thread::sleep(Duration::from_millis(50));
            interrupt::request();
        });
        let waiting = panic::catch_unwind(|| cell::block_on(cell::interruptible(pending::<()>())));
        asker.join().unwrap();
        assert!(session::is_interrupt(&*waiting.unwrap_err()));
    }
}
