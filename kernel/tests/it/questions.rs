//! Requests that ask about code or the kernel.

use expect_test::expect;
use serde_json::{Value, json};

use crate::bench::Bench;

#[tokio::test]
async fn kernel_info() {
    let mut info = Bench::new().reply("kernel_info_request", json!({})).await;
    assert!(info["language_info"]["version"].take().as_str().unwrap().starts_with("1."));
    info["help_links"].take();
    expect![[r#"
        {
          "banner": "array-kernel 0.1.0: Rust with NumPy-style arrays",
          "debugger": false,
          "help_links": null,
          "implementation": "array-kernel",
          "implementation_version": "0.1.0",
          "language_info": {
            "codemirror_mode": "rust",
            "file_extension": ".rs",
            "mimetype": "text/rust",
            "name": "rust",
            "nbconvert_exporter": "script",
            "pygments_lexer": "rust",
            "version": null
          },
          "protocol_version": "5.4",
          "status": "ok",
          "supported_features": []
        }"#]]
    .assert_eq(&serde_json::to_string_pretty(&info).unwrap());
}

#[tokio::test]
async fn completion_counts_in_code_points() {
    let request = json!({"code": "π = π; ze", "cursor_pos": 9});
    let reply = Bench::new().reply("complete_request", request).await;
    expect![[r#"
        {
          "cursor_end": 9,
          "cursor_start": 7,
          "matches": [
            "zeros",
            "zip"
          ],
          "metadata": {
            "_jupyter_types_experimental": [
              {
                "end": 9,
                "signature": "fn(usize)",
                "start": 7,
                "text": "zeros",
                "type": "function"
              },
              {
                "end": 9,
                "signature": "fn(usize)",
                "start": 7,
                "text": "zip",
                "type": "method"
              }
            ]
          },
          "status": "ok"
        }"#]]
    .assert_eq(&serde_json::to_string_pretty(&reply).unwrap());
}

#[tokio::test]
async fn an_evaluator_without_an_answer_completes_nothing() {
    let reply = Bench::new().reply("complete_request", json!({"code": "fault π"})).await;
    assert_eq!(reply["status"], "ok");
    assert_eq!((&reply["matches"], &reply["cursor_start"]), (&json!([]), &json!(7)));
}

#[tokio::test]
async fn inspection() {
    let mut bench = Bench::new();
    let request = json!({"code": "π.sin()", "cursor_pos": 3, "detail_level": 1});
    let found = bench.reply("inspect_request", request).await;
    assert_eq!((&found["status"], &found["found"]), (&json!("ok"), &json!(true)));
    assert_eq!(found["data"], json!({"text/plain": "before the cursor: \"π.s\""}));
    let beyond = json!({"code": "unknown", "cursor_pos": 999});
    let missing = bench.reply("inspect_request", beyond).await;
    assert_eq!((&missing["found"], &missing["data"]), (&json!(false), &json!({})));
}

#[tokio::test]
async fn completeness() {
    let mut bench = Bench::new();
    for (code, reply) in [
        ("1 + 1", json!({"status": "complete"})),
        ("fn f() {", json!({"status": "incomplete", "indent": "    "})),
        (")", json!({"status": "invalid"})),
        ("%%bash", json!({"status": "unknown"})),
    ] {
        assert_eq!(bench.reply("is_complete_request", json!({"code": code})).await, reply);
    }
}

#[tokio::test]
async fn history_has_what_was_counted() {
    let mut bench = Bench::new();
    for request in [
        json!({"code": "value 1"}),
        json!({"code": "panic x"}),
        json!({"code": "print silent", "silent": true}),
        json!({"code": "print unstored", "store_history": false}),
        json!({"code": "value 2"}),
    ] {
        bench.reply("execute_request", request).await;
    }
    let mut history =
        async |request: Value| bench.reply("history_request", request).await["history"].take();
    assert_eq!(
        history(json!({"hist_access_type": "tail", "n": 2, "output": false, "raw": true})).await,
        json!([[1, 2, "panic x"], [1, 3, "value 2"]])
    );
    assert_eq!(
        history(json!({"hist_access_type": "range", "session": 0, "start": 1, "stop": 3, "output": true})).await,
        json!([[1, 1, ["value 1", "1"]], [1, 2, ["panic x", null]]])
    );
    assert_eq!(
        history(json!({"hist_access_type": "search", "pattern": "value*", "n": 1, "unique": true}))
            .await,
        json!([[1, 3, "value 2"]])
    );
}

#[tokio::test]
async fn there_are_no_comms() {
    let mut bench = Bench::new();
    let reply = bench.reply("comm_info_request", json!({"target_name": "x"})).await;
    assert_eq!(reply, json!({"status": "ok", "comms": {}}));
}
