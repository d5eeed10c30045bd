//! Questions to the user.

use array_kernel::wire::Channel;
use bytes::Bytes;
use expect_test::expect;
use serde_json::json;

use crate::bench::{Bench, check_with};

#[tokio::test]
async fn a_question_goes_to_who_runs_the_cell_and_the_answer_comes_back() {
    let mut bench = Bench::new();
    bench.cell("a", "print before\nask your name?");
    let mut transcript = bench.until(|line| line.contains("execute_input")).await;
    loop {
        let outgoing = bench.next().await;
        if outgoing.channel == Channel::Stdin {
            assert_eq!(outgoing.message.identities, [Bytes::from("client")]);
            assert_eq!(
                outgoing.message.content,
                json!({"prompt": "your name?", "password": false})
            );
            break;
        }
    }
    bench.send(Channel::Stdin, "answer", "input_reply", json!({"value": "Ada"}));
    transcript += &bench.until_idle("a").await;
    expect![[r#"
        iopub - status starting
        iopub a status busy
        iopub a execute_input [1] "print before\nask your name?"
        iopub a execute_result [1] "Some(\"Ada\")"
        shell a execute_reply [1] ok {}
        iopub a status idle
    "#]]
    .assert_eq(&transcript);
}

#[tokio::test]
async fn a_password_is_asked_for_as_such() {
    let mut bench = Bench::new();
    bench.cell("a", "ask_secretly password:");
    let asked = bench.until(|line| line.contains("input_request")).await;
    assert!(asked.ends_with("{\"password\":true,\"prompt\":\"password:\"}\n"), "{asked}");
}

#[tokio::test]
async fn a_client_that_cannot_be_asked_is_not() {
    check_with(
        json!({"code": "ask your name?", "allow_stdin": false}),
        expect![[r#"
        iopub - status starting
        iopub a status busy
        iopub a execute_input [1] "ask your name?"
        iopub a execute_result [1] "None"
        shell a execute_reply [1] ok {}
        iopub a status idle
    "#]],
    )
    .await;
}

#[tokio::test]
async fn answers_that_nobody_waits_for_are_dropped() {
    let mut bench = Bench::new();
    bench.send(Channel::Stdin, "early", "input_reply", json!({"value": "early"}));
    bench.send(Channel::Stdin, "odd", "input_reply", json!({}));
    bench.send(Channel::Stdin, "other", "execute_request", json!({"code": "print x"}));
    bench.cell("a", "ask your name?");
    bench.until(|line| line.contains("input_request")).await;
    bench.send(Channel::Stdin, "answer", "input_reply", json!({"value": "on time"}));
    expect![[r#"
        iopub a execute_result [1] "Some(\"on time\")"
        shell a execute_reply [1] ok {}
        iopub a status idle
    "#]]
    .assert_eq(&bench.until_idle("a").await);
}
