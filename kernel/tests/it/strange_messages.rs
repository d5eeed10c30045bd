//! Unknown, malformed and unwanted messages.

use array_kernel::wire::Channel;
use expect_test::{Expect, expect};
use serde_json::{Value, json};

use crate::bench::Bench;

async fn check(channel: Channel, kind: &str, content: Value, expected: Expect) {
    let mut bench = Bench::new();
    bench.send(channel, "a", kind, content);
    let mut transcript = bench.until_idle("a").await;
    // The kernel lives on.
    bench.cell("b", "value 1");
    let after = bench.until_idle("b").await;
    assert!(after.contains("execute_result"), "{after}");
    transcript = transcript.replace("iopub - status starting\n", "");
    expected.assert_eq(&transcript);
}

#[tokio::test]
async fn unknown_types_get_an_error_reply() {
    check(
        Channel::Shell,
        "no_such_request",
        json!({}),
        expect![[r#"
        iopub a status busy
        shell a no_such_reply error InvalidRequest: unknown message type "no_such_request"
        iopub a status idle
    "#]],
    )
    .await;
    check(
        Channel::Control,
        "nonsense",
        json!([1]),
        expect![[r#"
        iopub a status busy
        control a nonsense_reply error InvalidRequest: unknown message type "nonsense"
        iopub a status idle
    "#]],
    )
    .await;
}

#[tokio::test]
async fn malformed_contents_get_an_error_reply() {
    check(
        Channel::Shell,
        "execute_request",
        json!({"silent": true}),
        expect![[r#"
        iopub a status busy
        shell a execute_reply error InvalidRequest: malformed execute_request: missing field `code`
        iopub a status idle
    "#]],
    )
    .await;
    check(
        Channel::Shell,
        "complete_request",
        json!({"code": "x", "cursor_pos": -1}),
        expect![[r#"
            iopub a status busy
            shell a complete_reply error InvalidRequest: malformed complete_request: invalid value: integer `-1`, expected usize
            iopub a status idle
        "#]],
    )
    .await;
    check(Channel::Shell, "history_request", json!({"hist_access_type": "all"}), expect![[r#"
        iopub a status busy
        shell a history_reply error InvalidRequest: malformed history_request: unknown variant `all`, expected one of `tail`, `range`, `search`
        iopub a status idle
    "#]])
        .await;
    check(Channel::Shell, "is_complete_request", json!("x"), expect![[r#"
        iopub a status busy
        shell a is_complete_reply error InvalidRequest: malformed is_complete_request: invalid type: string "x", expected struct IsCompleteRequest
        iopub a status idle
    "#]]).await;
}

#[tokio::test]
async fn what_is_not_supported_is_refused() {
    check(
        Channel::Control,
        "debug_request",
        json!({"command": "attach"}),
        expect![[r#"
        iopub a status busy
        control a debug_reply error NotSupported: this kernel has no debugger
        iopub a status idle
    "#]],
    )
    .await;
    check(
        Channel::Control,
        "create_subshell_request",
        json!({}),
        expect![[r#"
        iopub a status busy
        control a create_subshell_reply error NotSupported: this kernel has no subshells
        iopub a status idle
    "#]],
    )
    .await;
}

#[tokio::test]
async fn comms_to_nobody_are_closed() {
    let open = json!({"comm_id": "c", "target_name": "jupyter.widget", "data": {}});
    check(
        Channel::Shell,
        "comm_open",
        open,
        expect![[r#"
        iopub a status busy
        iopub a comm_close {"comm_id":"c","data":{}}
        iopub a status idle
    "#]],
    )
    .await;
    check(
        Channel::Shell,
        "comm_msg",
        json!({"comm_id": "c", "data": {}}),
        expect![[r#"
        iopub a status busy
        iopub a status idle
    "#]],
    )
    .await;
    check(
        Channel::Shell,
        "comm_close",
        json!({"comm_id": "c", "data": {}}),
        expect![[r#"
        iopub a status busy
        iopub a status idle
    "#]],
    )
    .await;
}
