//! What a cell publishes, and in which order.

use array_kernel::wire::Channel;
use expect_test::expect;
use serde_json::json;

use crate::bench::{Bench, check, check_with};

#[tokio::test]
async fn messages_come_in_order_and_the_first_cell_is_one() {
    check(
        "print hello\neprint oops\ndisplay d\nprint again\nvalue 42",
        expect![[r#"
        iopub - status starting
        iopub a status busy
        iopub a execute_input [1] "print hello\neprint oops\ndisplay d\nprint again\nvalue 42"
        iopub a stream stdout "hello\n"
        iopub a stream stderr "oops\n"
        iopub a display_data {"data":{"text/plain":"d"},"metadata":{},"transient":{}}
        iopub a stream stdout "again\n"
        iopub a execute_result [1] "42"
        shell a execute_reply [1] ok {}
        iopub a status idle
    "#]],
    )
    .await;
}

#[tokio::test]
async fn a_cell_without_a_value_has_no_result() {
    check(
        "print x",
        expect![[r#"
        iopub - status starting
        iopub a status busy
        iopub a execute_input [1] "print x"
        iopub a stream stdout "x\n"
        shell a execute_reply [1] ok {}
        iopub a status idle
    "#]],
    )
    .await;
}

#[tokio::test]
async fn an_empty_cell_is_fine_and_not_counted() {
    check(
        " \n",
        expect![[r#"
        iopub - status starting
        iopub a status busy
        iopub a execute_input [1] " \n"
        shell a execute_reply [1] ok {}
        iopub a status idle
    "#]],
    )
    .await;
}

#[tokio::test]
async fn displays_are_updated_and_cleared() {
    check("display_as d one\nupdate d two\nclear wait\nclear now", expect![[r#"
        iopub - status starting
        iopub a status busy
        iopub a execute_input [1] "display_as d one\nupdate d two\nclear wait\nclear now"
        iopub a display_data {"data":{"text/plain":"one"},"metadata":{},"transient":{"display_id":"d"}}
        iopub a update_display_data {"data":{"text/plain":"two"},"metadata":{},"transient":{"display_id":"d"}}
        iopub a clear_output {"wait":true}
        iopub a clear_output {"wait":false}
        shell a execute_reply [1] ok {}
        iopub a status idle
    "#]]).await;
}

#[tokio::test]
async fn a_text_for_the_cells_place_is_in_the_reply() {
    let mut bench = Bench::new();
    let reply = bench.reply("execute_request", json!({"code": "replace let a = 1;"})).await;
    assert_eq!(
        reply["payload"],
        json!([{"source": "set_next_input", "text": "let a = 1;", "replace": true}])
    );
}

#[tokio::test]
async fn a_silent_cell_shows_neither_input_nor_value() {
    check_with(
        json!({"code": "print x\nvalue 1", "silent": true}),
        expect![[r#"
        iopub - status starting
        iopub a status busy
        iopub a stream stdout "x\n"
        shell a execute_reply [1] ok {}
        iopub a status idle
    "#]],
    )
    .await;
}

#[tokio::test]
async fn progress_is_shown_while_it_is_made() {
    check(
        "progress building a dependency\nvalue 1",
        expect![[r#"
        iopub - status starting
        iopub a status busy
        iopub a execute_input [1] "progress building a dependency\nvalue 1"
        iopub a stream stderr "building a dependency\n"
        iopub a execute_result [1] "1"
        shell a execute_reply [1] ok {}
        iopub a status idle
    "#]],
    )
    .await;
}

#[tokio::test]
async fn cells_are_counted_unless_silent_or_not_stored() {
    let mut bench = Bench::new();
    bench.cell("a", "value 1");
    bench.send(Channel::Shell, "b", "execute_request", json!({"code": "value 2", "silent": true}));
    let unstored = json!({"code": "value 3", "store_history": false});
    bench.send(Channel::Shell, "c", "execute_request", unstored);
    bench.cell("d", "value 4");
    expect![[r#"
        iopub - status starting
        iopub a status busy
        iopub a execute_input [1] "value 1"
        iopub a execute_result [1] "1"
        shell a execute_reply [1] ok {}
        iopub a status idle
        iopub b status busy
        shell b execute_reply [2] ok {}
        iopub b status idle
        iopub c status busy
        iopub c execute_input [2] "value 3"
        iopub c execute_result [2] "3"
        shell c execute_reply [2] ok {}
        iopub c status idle
        iopub d status busy
        iopub d execute_input [2] "value 4"
        iopub d execute_result [2] "4"
        shell d execute_reply [2] ok {}
        iopub d status idle
    "#]]
    .assert_eq(&bench.until_idle("d").await);
}

#[tokio::test]
async fn user_expressions_are_evaluated_after_the_cell() {
    let expressions = json!({"good": "value 7", "bad": "fail no such thing", "none": ""});
    let request = json!({"code": "print first", "user_expressions": expressions});
    let mut bench = Bench::new();
    let reply = bench.reply("execute_request", request).await;
    let values = &reply["user_expressions"];
    assert_eq!(
        values["good"],
        json!({"status": "ok", "data": {"text/plain": "7"}, "metadata": {}})
    );
    assert_eq!(values["bad"]["status"], "error");
    assert_eq!(values["bad"]["evalue"], "no such thing");
    assert_eq!(values["none"], json!({"status": "ok", "data": {}, "metadata": {}}));
}

#[tokio::test]
async fn many_small_prints_become_few_messages() {
    let mut bench = Bench::new();
    bench.cell("a", "print_many 20000\nvalue 1");
    let transcript = bench.until_idle("a").await;
    let streams: Vec<&str> = transcript.lines().filter(|line| line.contains(" stream ")).collect();
    assert!(streams.len() < 20, "{} messages", streams.len());
    let text: String = streams
        .iter()
        .map(|line| line.split_once(" stdout ").expect("a stream of stdout").1)
        .map(|text| serde_json::from_str::<String>(text).expect("a quoted text"))
        .collect();
    assert_eq!(text, (0..20000).map(|number| format!("{number}\n")).collect::<String>());
}

#[tokio::test]
async fn output_after_the_end_of_a_cell_is_still_its_own() {
    let mut bench = Bench::new();
    bench.cell("a", "later from a thread");
    bench.until_idle("a").await;
    expect![[r#"
        iopub a stream stdout "from a thread\n"
    "#]]
    .assert_eq(&bench.until(|line| line.contains("stream")).await);
}
