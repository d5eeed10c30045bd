"""The order and content of messages, on the real kernel with its sockets."""

import time


def test_first_cell_is_one_and_messages_come_in_order(fresh_kernel):
    cell = fresh_kernel.run('println!("one");\ndisplay(array([1, 2]));\n40 + 2')
    assert cell.types == [
        "busy", "execute_input", "stream", "display_data", "execute_result", "idle",
    ]  # fmt: skip
    assert cell.reply["execution_count"] == 1
    assert cell.contents("execute_input")[0]["execution_count"] == 1
    assert cell.contents("execute_result")[0]["execution_count"] == 1
    assert cell.result["text/plain"] == "42"
    assert fresh_kernel.run("0").reply["execution_count"] == 2


def test_busy_and_idle_surround_requests_of_both_channels(kernel):
    for msg_type, content, channel in [
        ("kernel_info_request", {}, "shell"),
        ("complete_request", {"code": "", "cursor_pos": 0}, "shell"),
        ("is_complete_request", {"code": "1"}, "shell"),
        ("comm_info_request", {}, "shell"),
        ("kernel_info_request", {}, "control"),
        ("no_such_request", {}, "shell"),
    ]:
        msg_id = kernel.request(msg_type, content, channel)
        states = [m["content"]["execution_state"] for m in kernel.messages_of(msg_id)]
        assert states == ["busy", "idle"], msg_type


def test_unknown_request_gets_an_error_reply(kernel):
    reply = kernel.ask("no_such_request", {})
    assert reply["status"] == "error"
    assert "no_such_request" in reply["evalue"]


def test_kernel_info_describes_the_language(kernel):
    info = kernel.ask("kernel_info_request", {})
    assert info["status"] == "ok"
    assert info["implementation"] == "array-kernel"
    language = info["language_info"]
    assert (language["name"], language["file_extension"]) == ("rust", ".rs")
    assert (language["pygments_lexer"], language["codemirror_mode"]) == ("rust", "rust")


def test_silent_cells_count_and_publish_nothing(kernel):
    before = kernel.run("1").reply["execution_count"]
    cell = kernel.run("2", silent=True)
    assert cell.types == ["busy", "idle"]
    assert kernel.run("3").reply["execution_count"] == before + 1


def test_user_expressions_are_evaluated_each_on_its_own(kernel):
    cell = kernel.run(
        "let ue = array([1., 2.]);", user_expressions={"sum": "ue.sum()", "bad": "ue.no_such()"}
    )
    expressions = cell.expect_ok().reply["user_expressions"]
    assert expressions["sum"]["status"] == "ok"
    assert expressions["sum"]["data"]["text/plain"] == "3.0"
    assert expressions["bad"]["status"] == "error"


def test_streams_keep_text_and_order(kernel):
    cell = kernel.run(
        'print!("a"); print!("b\\n"); eprintln!("wrong"); print!("50%\\r100%"); print!("é✓")'
    )
    assert cell.text("stdout") == "ab\n50%\r100%é✓"
    assert cell.text("stderr") == "wrong\n"


def test_much_output_arrives_whole_in_few_messages(kernel):
    cell = kernel.run('for i in 0..20_000 { println!("{i}"); }')
    assert cell.text("stdout") == "".join(f"{i}\n" for i in range(20_000))
    assert len(cell.contents("stream")) < 500


def test_an_error_aborts_what_is_queued(kernel):
    ids = [
        kernel.client.execute(code) for code in ['panic!("stop here")', "let queued = 1;", "2 + 2"]
    ]
    cells = [kernel.finish(msg_id) for msg_id in ids]
    assert [cell.reply["status"] for cell in cells] == ["error", "aborted", "aborted"]
    assert cells[1].types == ["busy", "idle"]
    assert kernel.run("queued").reply["status"] == "error"


def test_stop_on_error_false_lets_the_queue_run(kernel):
    failing = kernel.client.execute('panic!("go on")', stop_on_error=False)
    following = kernel.client.execute("2 + 2")
    assert kernel.finish(failing).error["ename"] == "Panic"
    assert kernel.finish(following).result["text/plain"] == "4"


def test_comms_to_unknown_targets_are_closed(kernel):
    assert kernel.ask("comm_info_request", {})["comms"] == {}
    msg_id = kernel.request(
        "comm_open", {"comm_id": "c1", "target_name": "no_such_target", "data": {}}
    )
    published = list(kernel.messages_of(msg_id))
    closes = [m["content"]["comm_id"] for m in published if m["msg_type"] == "comm_close"]
    assert closes == ["c1"]
    for msg_type in ["comm_msg", "comm_close"]:
        msg_id = kernel.request(msg_type, {"comm_id": "c1", "data": {}})
        assert [m["msg_type"] for m in kernel.messages_of(msg_id)] == ["status", "status"]


def test_debug_request_is_refused_politely(kernel):
    reply = kernel.ask("debug_request", {"type": "request", "seq": 1, "command": "x"}, "control")
    assert reply["status"] == "error"


def test_messages_with_a_wrong_signature_are_ignored(fresh_kernel):
    key = fresh_kernel.client.session.key
    fresh_kernel.client.session.key = b"not the key"
    fresh_kernel.request("kernel_info_request", {})
    fresh_kernel.client.session.key = key
    # The first answer is to the first request that was signed properly.
    fresh_kernel.run("1 + 1").expect_ok()


def test_heartbeat_beats_while_a_cell_runs(kernel):
    msg_id = kernel.client.execute("std::thread::sleep(std::time::Duration::from_secs(2));")
    kernel.client.hb_channel.unpause()
    time.sleep(1)
    assert kernel.client.hb_channel.is_beating()
    kernel.finish(msg_id).expect_ok()


def test_input_is_asked_for_and_given(kernel):
    """The lines by which the `evcxr_input` crate asks."""
    code = """
println!("EVCXR_INPUT_REQUEST:your name? ");
let mut answer = String::new();
std::io::stdin().read_line(&mut answer)?;
answer.trim().to_uppercase()
"""
    msg_id = kernel.client.execute(code, allow_stdin=True)
    request = kernel.client.get_stdin_msg(timeout=60)
    assert request["msg_type"] == "input_request"
    assert request["parent_header"]["msg_id"] == msg_id
    assert request["content"] == {"prompt": "your name? ", "password": False}
    kernel.client.input("ada")
    cell = kernel.finish(msg_id)
    assert cell.result["text/plain"] == '"ADA"'
    assert "EVCXR_INPUT_REQUEST" not in cell.text("stdout")


def test_output_of_a_thread_goes_to_its_cell_even_later(kernel):
    """A thread that outlives its cell still writes below it."""
    code = """
std::thread::spawn(|| {
    std::thread::sleep(std::time::Duration::from_millis(700));
    println!("late");
});
"""
    msg_id = kernel.client.execute(code)
    kernel.finish(msg_id).expect_ok()
    message = kernel.client.get_iopub_msg(timeout=10)
    assert message["msg_type"] == "stream"
    assert message["content"]["text"] == "late\n"
    assert message["parent_header"]["msg_id"] == msg_id
