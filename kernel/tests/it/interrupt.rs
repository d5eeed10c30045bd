//! Interrupts.

use array_kernel::wire::Channel;
use expect_test::expect;
use serde_json::json;

use crate::bench::Bench;

#[tokio::test]
async fn an_interrupt_ends_the_cell_and_aborts_what_waits() {
    let mut bench = Bench::new();
    bench.cell("a", "print running\nwait");
    bench.cell("b", "print never");
    bench.until(|line| line.contains("stream")).await;
    bench.send(Channel::Control, "i", "interrupt_request", json!({}));
    // The interrupt's own messages come between those of the cells, anywhere.
    let transcript = bench.until_idle("b").await;
    let of_cells: Vec<&str> =
        transcript.lines().filter(|line| line.split(' ').nth(1) != Some("i")).collect();
    expect![[r#"
        iopub a error KeyboardInterrupt: the cell was interrupted
        shell a execute_reply error KeyboardInterrupt: the cell was interrupted
        iopub a status idle
        iopub b status busy
        shell b execute_reply {"status":"aborted"}
        iopub b status idle"#]]
    .assert_eq(&of_cells.join("\n"));
}

#[tokio::test]
async fn control_requests_are_answered_while_a_cell_runs() {
    let mut bench = Bench::new();
    bench.cell("a", "print running\nwait");
    bench.until(|line| line.contains("stream")).await;
    bench.send(Channel::Control, "k", "kernel_info_request", json!({}));
    let transcript = bench.until_idle("k").await;
    assert!(
        transcript.starts_with("iopub k status busy\ncontrol k kernel_info_reply"),
        "{transcript}"
    );
}

#[tokio::test]
async fn an_interrupt_without_a_cell_does_nothing() {
    let mut bench = Bench::new();
    bench.send(Channel::Control, "i", "interrupt_request", json!({}));
    let mut transcript = bench.until_idle("i").await;
    bench.cell("a", "value 1");
    transcript += &bench.until_idle("a").await;
    expect![[r#"
        iopub - status starting
        iopub i status busy
        control i interrupt_reply {"status":"ok"}
        iopub i status idle
        iopub a status busy
        iopub a execute_input [1] "value 1"
        iopub a execute_result [1] "1"
        shell a execute_reply [1] ok {}
        iopub a status idle
    "#]]
    .assert_eq(&transcript);
}
