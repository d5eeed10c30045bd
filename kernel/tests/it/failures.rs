//! Failures: what is said, and what happens to the cells behind.

use array_kernel::wire::Channel;
use expect_test::expect;
use serde_json::json;

use crate::bench::{Bench, check};

#[tokio::test]
async fn a_compile_error_is_one_error() {
    check(
        "compile_error no method `foo`",
        expect![[r#"
        iopub - status starting
        iopub a status busy
        iopub a execute_input [1] "compile_error no method `foo`"
        iopub a error CompileError: [E0001] no method `foo`
        shell a execute_reply error CompileError: [E0001] no method `foo`
        iopub a status idle
    "#]],
    )
    .await;
}

#[tokio::test]
async fn output_before_a_panic_stays() {
    check(
        "print before\npanic index out of bounds",
        expect![[r#"
        iopub - status starting
        iopub a status busy
        iopub a execute_input [1] "print before\npanic index out of bounds"
        iopub a stream stdout "before\n"
        iopub a error Panic: index out of bounds
        shell a execute_reply error Panic: index out of bounds
        iopub a status idle
    "#]],
    )
    .await;
}

#[tokio::test]
async fn an_error_at_the_top_level() {
    check(
        "fail no such file",
        expect![[r#"
        iopub - status starting
        iopub a status busy
        iopub a execute_input [1] "fail no such file"
        iopub a error Error: no such file
        shell a execute_reply error Error: no such file
        iopub a status idle
    "#]],
    )
    .await;
}

#[tokio::test]
async fn a_crash() {
    check(
        "die signal 11 (SIGSEGV)",
        expect![[r#"
        iopub - status starting
        iopub a status busy
        iopub a execute_input [1] "die signal 11 (SIGSEGV)"
        iopub a error RunnerDied: the cell's process died: signal 11 (SIGSEGV)
        shell a execute_reply error RunnerDied: the cell's process died: signal 11 (SIGSEGV)
        iopub a status idle
    "#]],
    )
    .await;
}

#[tokio::test]
async fn a_fault_of_the_evaluator() {
    check(
        "fault rustc was not found: install it",
        expect![[r#"
        iopub - status starting
        iopub a status busy
        iopub a execute_input [1] "fault rustc was not found: install it"
        iopub a error KernelFault: rustc was not found: install it
        shell a execute_reply error KernelFault: rustc was not found: install it
        iopub a status idle
    "#]],
    )
    .await;
}

#[tokio::test]
async fn a_silent_failure_is_published_too() {
    let mut bench = Bench::new();
    let request = json!({"code": "panic quietly", "silent": true});
    bench.send(Channel::Shell, "a", "execute_request", request);
    expect![[r#"
        iopub - status starting
        iopub a status busy
        iopub a error Panic: quietly
        shell a execute_reply error Panic: quietly
        iopub a status idle
    "#]]
    .assert_eq(&bench.until_idle("a").await);
}

#[tokio::test]
async fn the_error_in_the_reply_is_the_one_published() {
    let mut bench = Bench::new();
    bench.cell("a", "panic boom");
    let (mut error, mut reply) = (None, None);
    while error.is_none() || reply.is_none() {
        let outgoing = bench.next().await;
        match outgoing.message.header.msg_type.as_str() {
            "error" => error = Some(outgoing.message.content),
            "execute_reply" => reply = Some(outgoing.message.content),
            _ => {}
        }
    }
    let (error, reply) = (error.expect("an error"), reply.expect("a reply"));
    for key in ["ename", "evalue", "traceback"] {
        assert_eq!(error[key], reply[key]);
    }
    assert!(reply["traceback"].as_array().is_some_and(|lines| lines.len() > 1));
    assert_eq!(reply["execution_count"], 1);
}

#[tokio::test]
async fn cells_behind_a_failure_are_aborted_other_requests_are_not() {
    let mut bench = Bench::new();
    bench.cell("a", "panic boom");
    bench.cell("b", "print never");
    bench.send(Channel::Shell, "c", "is_complete_request", json!({"code": "1"}));
    bench.cell("d", "print never");
    let mut transcript = bench.until_idle("d").await;
    bench.cell("e", "value 1");
    transcript += &bench.until_idle("e").await;
    expect![[r#"
        iopub - status starting
        iopub a status busy
        iopub a execute_input [1] "panic boom"
        iopub a error Panic: boom
        shell a execute_reply error Panic: boom
        iopub a status idle
        iopub b status busy
        shell b execute_reply {"status":"aborted"}
        iopub b status idle
        iopub c status busy
        shell c is_complete_reply {"status":"complete"}
        iopub c status idle
        iopub d status busy
        shell d execute_reply {"status":"aborted"}
        iopub d status idle
        iopub e status busy
        iopub e execute_input [2] "value 1"
        iopub e execute_result [2] "1"
        shell e execute_reply [2] ok {}
        iopub e status idle
    "#]]
    .assert_eq(&transcript);
}

#[tokio::test]
async fn stop_on_error_false_lets_the_next_cell_run() {
    let mut bench = Bench::new();
    let request = json!({"code": "panic boom", "stop_on_error": false});
    bench.send(Channel::Shell, "a", "execute_request", request);
    bench.cell("b", "value 1");
    expect![[r#"
        iopub - status starting
        iopub a status busy
        iopub a execute_input [1] "panic boom"
        iopub a error Panic: boom
        shell a execute_reply error Panic: boom
        iopub a status idle
        iopub b status busy
        iopub b execute_input [2] "value 1"
        iopub b execute_result [2] "1"
        shell b execute_reply [2] ok {}
        iopub b status idle
    "#]]
    .assert_eq(&bench.until_idle("b").await);
}
