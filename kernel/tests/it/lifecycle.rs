//! Shutdown, the status at the start, bugs in handlers.

use array_kernel::wire::Channel;
use expect_test::expect;
use serde_json::json;

use crate::bench::{Bench, check};

#[tokio::test]
async fn shutdown_replies_broadcasts_and_ends() {
    let mut transcripts = Vec::new();
    for channel in [Channel::Control, Channel::Shell] {
        let mut bench = Bench::new();
        bench.send(channel, "s", "shutdown_request", json!({"restart": true}));
        transcripts.push(bench.until_idle("s").await);
        bench.end().await;
    }
    expect![[r#"
        iopub - status starting
        iopub s status busy
        control s shutdown_reply {"restart":true,"status":"ok"}
        iopub s shutdown_reply {"restart":true,"status":"ok"}
        iopub s status idle
    "#]]
    .assert_eq(&transcripts[0]);
    assert_eq!(transcripts[1], transcripts[0].replace("control s", "shell s"));
}

#[tokio::test]
async fn shutdown_does_not_wait_for_a_cell() {
    let mut bench = Bench::new();
    bench.cell("a", "print running\nask for ever");
    bench.until(|line| line.contains("input_request")).await;
    bench.send(Channel::Control, "s", "shutdown_request", json!({"restart": false}));
    bench.until_idle("s").await;
    bench.end().await;
}

#[tokio::test]
async fn a_bug_while_a_cell_runs_is_an_error_and_the_kernel_lives_on() {
    check(
        "bug index out of bounds",
        expect![[r#"
        iopub - status starting
        iopub a status busy
        iopub a execute_input [1] "bug index out of bounds"
        iopub a error KernelBug: execute_request: index out of bounds
        shell a execute_reply error KernelBug: execute_request: index out of bounds
        iopub a status idle
    "#]],
    )
    .await;
}

#[tokio::test]
async fn a_bug_in_another_request_is_an_error_reply() {
    let mut bench = Bench::new();
    bench.ask("complete_request", json!({"code": "bug", "cursor_pos": 3}));
    let mut transcript = bench.until_idle("ask").await;
    bench.cell("a", "value 1");
    transcript += &bench.until_idle("a").await;
    expect![[r#"
        iopub - status starting
        iopub ask status busy
        shell ask complete_reply error KernelBug: complete_request: a bug in completion
        iopub ask status idle
        iopub a status busy
        iopub a execute_input [1] "value 1"
        iopub a execute_result [1] "1"
        shell a execute_reply [1] ok {}
        iopub a status idle
    "#]]
    .assert_eq(&transcript);
}
