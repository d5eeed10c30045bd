//! An engine process: its life, its faults and its death.

use std::sync::Arc;
use std::time::{Duration, Instant};

use array_kernel::evaluator::process::{Patience, ProcessEvaluator};
use array_kernel::evaluator::{Evaluator, Fault};
use array_kernel::wire::Channel;
use expect_test::expect;
use serde_json::json;
use tokio::process::Command;

use crate::bench::Bench;

/// The engine in Python; its cells are commands too.
pub(crate) const ENGINE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/engine.py");

fn bench(arguments: &'static [&'static str]) -> (Bench, Arc<ProcessEvaluator>) {
    bench_with(arguments, Patience::default())
}

fn bench_with(
    arguments: &'static [&'static str],
    patience: Patience,
) -> (Bench, Arc<ProcessEvaluator>) {
    let launch = move || {
        let mut command = Command::new("python3");
        command.arg(ENGINE).args(arguments);
        Ok(command)
    };
    let evaluator = ProcessEvaluator::start(Box::new(launch), patience);
    (Bench::with(evaluator.clone()), evaluator)
}

/// No patience at all, where an engine is known not to answer.
const SHORT: Duration = Duration::from_millis(50);

#[tokio::test]
async fn cells_run_in_the_process() {
    let (mut bench, evaluator) = bench(&[]);
    bench.cell("a", "print out\neprint err\ngarbage\nvalue 1");
    expect![[r#"
        iopub - status starting
        iopub a status busy
        iopub a execute_input [1] "print out\neprint err\ngarbage\nvalue 1"
        iopub a stream stdout "out\n"
        iopub a stream stderr "err\n"
        iopub a execute_result [1] "1"
        shell a execute_reply [1] ok {}
        iopub a status idle
    "#]]
    .assert_eq(&bench.until_idle("a").await);
    evaluator.shutdown().await;
}

#[tokio::test]
async fn questions_are_answered_by_the_process() {
    let (mut bench, evaluator) = bench(&[]);
    let completed = bench.reply("complete_request", json!({"code": "ze", "cursor_pos": 2})).await;
    assert_eq!(completed["matches"], json!(["zeros"]));
    let inspected = bench.reply("inspect_request", json!({"code": "ze", "cursor_pos": 2})).await;
    assert_eq!(inspected["data"]["text/markdown"], "**doc**");
    assert!(evaluator.variables().await.unwrap().is_empty());
    evaluator.restart().await.unwrap();
    bench.cell("b", "ask name?");
    bench.until(|line| line.contains("input_request")).await;
    bench.send(Channel::Stdin, "answer", "input_reply", json!({"value": "Ada"}));
    assert!(bench.until_idle("b").await.contains("execute_result [1] \"Ada\""));
}

#[tokio::test]
async fn a_process_that_dies_is_told_and_replaced() {
    let (mut bench, _evaluator) = bench(&[]);
    bench.cell("a", "print last words\ndie 3");
    let mut transcript = bench.until_idle("a").await;
    bench.cell("b", "value 1");
    transcript += &bench.until_idle("b").await;
    expect![[r#"
        iopub - status starting
        iopub a status busy
        iopub a execute_input [1] "print last words\ndie 3"
        iopub a stream stdout "last words\n"
        iopub a error RunnerDied: the cell's process died: the engine ended with exit code 3; all variables and definitions are gone with it, run the cells again from the top
        shell a execute_reply error RunnerDied: the cell's process died: the engine ended with exit code 3; all variables and definitions are gone with it, run the cells again from the top
        iopub a status idle
        iopub b status busy
        iopub b execute_input [2] "value 1"
        iopub b execute_result [2] "1"
        shell b execute_reply [2] ok {}
        iopub b status idle
    "#]].assert_eq(&transcript);
}

#[tokio::test]
async fn a_fault_is_told_and_the_next_cell_tries_again() {
    let (mut bench, _evaluator) = bench(&[]);
    bench.cell("a", "fault the disk is full");
    let mut transcript = bench.until_idle("a").await;
    bench.cell("b", "value 1");
    transcript += &bench.until_idle("b").await;
    expect![[r#"
        iopub - status starting
        iopub a status busy
        iopub a execute_input [1] "fault the disk is full"
        iopub a error KernelFault: the disk is full
        shell a execute_reply error KernelFault: the disk is full
        iopub a status idle
        iopub b status busy
        iopub b execute_input [2] "value 1"
        iopub b execute_result [2] "1"
        shell b execute_reply [2] ok {}
        iopub b status idle
    "#]]
    .assert_eq(&transcript);
}

#[tokio::test]
async fn a_process_that_does_not_start_says_why() {
    let (mut failing, _evaluator) = bench(&["--fail"]);
    failing.cell("a", "value 1");
    expect![[r#"
        iopub - status starting
        iopub a status busy
        iopub a execute_input [1] "value 1"
        iopub a error KernelFault: the engine ended with exit code 1 before it was ready: cannot start: no compiler
        shell a execute_reply error KernelFault: the engine ended with exit code 1 before it was ready: cannot start: no compiler
        iopub a status idle
    "#]].assert_eq(&failing.until_idle("a").await);

    let launch = || Ok(Command::new("/no/such/engine"));
    let mut missing = Bench::with(ProcessEvaluator::start(Box::new(launch), Patience::default()));
    missing.cell("a", "value 1");
    expect![[r#"
        iopub - status starting
        iopub a status busy
        iopub a execute_input [1] "value 1"
        iopub a error KernelFault: the engine "/no/such/engine" could not be started: No such file or directory (os error 2)
        shell a execute_reply error KernelFault: the engine "/no/such/engine" could not be started: No such file or directory (os error 2)
        iopub a status idle
    "#]].assert_eq(&missing.until_idle("a").await);

    let launch = || Err(Fault("run `array-kernel install`".to_owned()));
    let mut unbuilt = Bench::with(ProcessEvaluator::start(Box::new(launch), Patience::default()));
    unbuilt.cell("a", "value 1");
    unbuilt.until_idle("a").await;
    unbuilt.cell("b", "value 1");
    expect![[r#"
        iopub b status busy
        iopub b execute_input [2] "value 1"
        iopub b error KernelFault: run `array-kernel install`
        shell b execute_reply error KernelFault: run `array-kernel install`
        iopub b status idle
    "#]]
    .assert_eq(&unbuilt.until_idle("b").await);
}

#[tokio::test]
async fn an_interrupt_reaches_the_process() {
    let (mut bench, _evaluator) = bench(&[]);
    bench.cell("a", "print running\nsleep 30");
    bench.until(|line| line.contains("stream")).await;
    bench.send(Channel::Control, "i", "interrupt_request", json!({}));
    bench.until(|line| line == "iopub a error KeyboardInterrupt: the cell was interrupted").await;
    bench.until_idle("a").await;
    bench.cell("b", "value 1");
    assert!(bench.until_idle("b").await.contains("execute_result"));
}

#[tokio::test]
async fn an_interrupt_ends_the_wait_for_a_process_that_is_not_ready() {
    let launch = || {
        let mut command = Command::new("sleep");
        command.arg("600");
        Ok(command)
    };
    let evaluator = ProcessEvaluator::start(Box::new(launch), Patience::default());
    let mut bench = Bench::with(evaluator.clone());
    bench.cell("a", "value 1");
    bench.until(|line| line.contains("execute_input")).await;
    // The cell may not wait yet when the first interrupt comes.
    let interrupting = tokio::spawn(async move {
        loop {
            evaluator.interrupt().await;
            tokio::task::yield_now().await;
        }
    });
    expect![[r#"
        iopub a error KeyboardInterrupt: the cell was interrupted
        shell a execute_reply error KeyboardInterrupt: the cell was interrupted
        iopub a status idle
    "#]]
    .assert_eq(&bench.until_idle("a").await);
    interrupting.abort();
}

#[tokio::test]
async fn a_process_that_ignores_an_interrupt_is_killed() {
    let patience = Patience { interrupt: SHORT, ..Patience::default() };
    let (mut bench, _evaluator) = bench_with(&[], patience);
    bench.cell("a", "print running\nhang");
    bench.until(|line| line.contains("stream")).await;
    bench.send(Channel::Control, "i", "interrupt_request", json!({}));
    let error = bench.until(|line| line.starts_with("iopub a error")).await;
    expect!["iopub a error RunnerDied: the cell's process died: the engine ended with signal 9 (SIGKILL): it did not stop when interrupted and was killed; all variables and definitions are gone with it, run the cells again from the top"].assert_eq(error.lines().last().unwrap());
    bench.until_idle("a").await;
    bench.cell("b", "value 1");
    assert!(bench.until_idle("b").await.contains("execute_result"));
}

#[tokio::test]
async fn typing_does_not_wait_for_a_process_that_does_not_answer() {
    let patience = Patience { question: SHORT, ..Patience::default() };
    let (mut bench, _evaluator) = bench_with(&[], patience);
    bench.cell("a", "value 1");
    bench.until_idle("a").await;
    let reply = bench.reply("complete_request", json!({"code": "slow"})).await;
    assert_eq!((&reply["status"], &reply["matches"]), (&json!("ok"), &json!([])));
}

#[tokio::test]
async fn a_process_that_does_not_end_is_killed() {
    let patience = Patience { shutdown: SHORT, ..Patience::default() };
    let (mut bench, evaluator) = bench_with(&["--stay"], patience);
    bench.cell("a", "value 1");
    bench.until_idle("a").await;
    let asked = Instant::now();
    evaluator.shutdown().await;
    assert!(asked.elapsed() < Duration::from_secs(60), "its own end takes ten minutes");
}
