"""The lines of a cell that are not Rust: crates, measurements, the shell, the session."""

import re
import subprocess

import pytest
from session import running_kernel


def test_crates_are_used_from_cell_to_cell(instant):
    """cargo builds the crate into one library, and array-core is not compiled again."""
    instant.run("let before = arange(4);").expect_ok()
    code = '%dep itertools = "0.14"\nuse itertools::Itertools;\n[3, 1, 2].iter().sorted().join("-")'
    assert instant.run(code).result["text/plain"] == '"1-2-3"'
    assert instant.run('["b", "a"].iter().sorted().join("")').result["text/plain"] == '"ab"'
    assert instant.run("before.sum()").result["text/plain"] == "6", "no variable is lost"


def test_a_crate_of_a_path_can_be_changed_and_used_again(instant, tmp_path):
    """Its old variables are dropped, and named: their type is another one now."""
    (tmp_path / "src").mkdir()
    (tmp_path / "Cargo.toml").write_text('[package]\nname = "my-own"\nedition = "2024"\n')
    source = tmp_path / "src/lib.rs"
    source.write_text("#[derive(Debug)] pub struct Size(pub u8); pub fn make() -> Size { Size(1) }")
    dep = f"%dep my-own = {{ path = {str(tmp_path)!r} }}\n"
    built = instant.run(dep + "let size = my_own::make(); size.0")
    assert built.result["text/plain"] == "1"
    assert "my-own" in built.text("stderr"), "what is built is told"
    assert "notebook" not in built.text("stderr"), "but nothing that the user did not write"
    assert instant.run("size.0 + 1").result["text/plain"] == "2"
    instant.run(
        "#[derive(Clone, Debug)] struct Boxed(u8, std::sync::Arc<my_own::Size>);\n"
        "let boxed = Boxed(1, std::sync::Arc::new(my_own::make()));\n"
        "static SIZES: std::sync::Mutex<Vec<Boxed>> = std::sync::Mutex::new(Vec::new());\n"
        "SIZES.lock().unwrap().push(boxed.clone());"
    ).expect_ok()
    source.write_text(
        "#[derive(Debug)] pub struct Size(pub f64); pub fn make() -> Size { Size(0.5) }"
    )
    changed = instant.run(dep + "my_own::make().0").expect_ok()
    assert changed.result["text/plain"] == "0.5"
    assert "dropped boxed, size" in changed.text("stderr")
    assert instant.run("size.0").error["ename"] == "CompileError"
    assert instant.run("boxed.0").error["ename"] == "CompileError", "it may hold what was replaced"
    assert instant.run("SIZES.lock().unwrap().len()").result["text/plain"] == "0"


def test_variables_outlive_data_frames_that_come_after_a_crate(installed, tmp_path):
    """The crate is built a second time, beside data frames; its types are the same all the same."""
    (tmp_path / "src").mkdir()
    (tmp_path / "Cargo.toml").write_text('[package]\nname = "kept"\nedition = "2024"\n')
    (tmp_path / "src/lib.rs").write_text("pub struct Size(pub u8);")
    with running_kernel() as session:
        session.connect().run(f"%dep kept = {{ path = {str(tmp_path)!r} }}").expect_ok()
        session.run(
            "struct Own(f64);\nlet (own, size, array) = (Own(0.5), kept::Size(1), arange(4));"
        ).expect_ok()
        came = session.run('let frame = to_df(&zeros((2, 1)), ["x"])?;').expect_ok()
        assert "dropped" not in came.text("stderr")
        values = session.run("(own.0, size.0, array.sum(), frame.height())")
        assert values.result["text/plain"] == "(0.5, 1, 6, 2)"


def test_a_crate_of_a_git_repository(instant, tmp_path):
    """By its URL, at the commit, branch or tag that is named."""
    work, bare = tmp_path / "work", tmp_path / "from-git.git"
    (work / "src").mkdir(parents=True)
    (work / "Cargo.toml").write_text('[package]\nname = "from-git"\nedition = "2024"\n')

    def git(*arguments):
        settings = ["-c", "user.name=test", "-c", "user.email=test@example.org"]
        command = ["git", *settings, "-C", work, *arguments]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()

    git("init", "--quiet")
    for answer in (1, 2):
        (work / "src/lib.rs").write_text(f"pub fn answer() -> i32 {{ {answer} }}")
        git("add", ".")
        git("commit", "--quiet", "--message", f"Answer {answer}")
    first = git("rev-parse", "HEAD~1")
    git("branch", "earlier", "HEAD~1")
    git("tag", "v1", "HEAD~1")
    git("clone", "--quiet", "--bare", ".", bare)
    url = f"file://{bare}"
    newest = f'%dep from-git = {{ git = "{url}" }}\nfrom_git::answer()'
    assert instant.run(newest).result["text/plain"] == "2"
    for place in (f'rev = "{first}"', 'branch = "earlier"', 'tag = "v1"'):
        named = f'%dep from-git = {{ git = "{url}", {place} }}\nfrom_git::answer()'
        assert instant.run(named).result["text/plain"] == "1", place
        assert instant.run(newest).result["text/plain"] == "2"


def test_a_crate_that_is_not_there_changes_nothing(instant):
    instant.run("let still = 5;").expect_ok()
    error = instant.run('%dep no-such-crate-at-all = "1"').error
    assert error["ename"] == "DependencyError"
    assert "no-such-crate-at-all" in error["evalue"]
    assert "notebook" not in error["evalue"], "only what the user wrote is named"
    assert instant.run("still").result["text/plain"] == "5"
    assert "rand" in instant.run("%dep rand 0.9").error["evalue"], "what to write instead"


def test_futures_are_awaited_at_the_top_level(instant):
    instant.run("async fn double(x: i32) -> Result<i32, String> { Ok(2 * x) }").expect_ok()
    cell = "let doubled = double(21).await?;\ndoubled"
    assert instant.run(cell).result["text/plain"] == "42"
    assert instant.run("doubled + 1").result["text/plain"] == "43"


def test_tasks_outlive_their_cell_on_tokio(instant):
    instant.run('%dep tokio = { version = "1", features = ["time"] }').expect_ok()
    pause = "tokio::time::sleep(std::time::Duration::from_millis(100))"
    instant.run(f"let task = tokio::spawn(async {{ {pause}.await; 42 }});").expect_ok()
    assert instant.run("task.await?").result["text/plain"] == "42"


def test_input_is_asked_for_whatever_way_it_is_read(instant):
    for code in [
        'input("name? ")?',
        'let mut line = String::new(); std::io::stdin().read_line(&mut line)?; line.trim().to_owned()',
    ]:
        msg_id = instant.client.execute(code, allow_stdin=True)
        request = instant.client.get_stdin_msg(timeout=60)
        assert request["content"]["prompt"] == ("name? " if "input" in code else "")
        instant.client.input("Ada")
        assert instant.finish(msg_id).result["text/plain"] == '"Ada"'


def test_an_interrupt_ends_a_question_and_leaves_no_answer(instant):
    for code in [
        'let name = input("name? ")?;\nprintln!("went on");',
        'let mut line = String::new(); std::io::stdin().read_line(&mut line)?;\nprintln!("went on");',
        "%%python\ninput()\nprint('went on')",
    ]:
        msg_id = instant.client.execute(code, allow_stdin=True)
        instant.client.get_stdin_msg(timeout=60)
        instant.manager.interrupt_kernel()
        cell = instant.finish(msg_id)
        assert cell.error["ename"] == "KeyboardInterrupt", code
        assert "went on" not in cell.text("stdout")
        msg_id = instant.client.execute('input("")?', allow_stdin=True)
        instant.client.get_stdin_msg(timeout=60)
        instant.client.input("later")
        assert instant.finish(msg_id).result["text/plain"] == '"later"'


def test_measurements_are_printed(instant):
    instant.run("let a = arange(1000);").expect_ok()
    printed = instant.run("%timeit a.sum()").text("stdout")
    assert re.search(r"[nµ]s ± .* per loop \(mean ± std\. dev\. of 7 runs, [\d,]+ loops each\)", printed)
    chosen = instant.run("%timeit -n 20 -r3 a.sum(); // quick").text("stdout")
    assert "(mean ± std. dev. of 3 runs, 20 loops each)" in chosen
    cell = instant.run("%%timeit -r 1 -n 1 let doubled = &a * 2;\ndoubled.sum()")
    assert "of 1 run, 1 loop each)" in cell.text("stdout")
    error = instant.run("let c = 1;\n  %timeit -n 5 a.mistake()").error
    assert "a.mistake()" in "\n".join(error["traceback"]), "the line as it was written"
    lines = instant.run("%time let b = a.sum();\nlet c = b;\n%time c + 1")
    assert lines.text("stdout").count("Wall time: ") == 2 and lines.result["text/plain"] == "499501"
    timed = instant.run("%%time\nlet b = &a * 2;\nb.sum()")
    assert "Wall time: " in timed.text("stdout")
    assert timed.result["text/plain"] == "999000"
    assert instant.run("b.size()").result["text/plain"] == "1000", "what it binds is kept"


def test_the_session_lists_its_variables(instant):
    instant.run("let listed = vec![1u8];").expect_ok()
    assert re.search(r"^listed +Vec<u8>$", instant.run("%whos").text("stdout"), re.MULTILINE)
    assert "listed" in instant.run("%who").text("stdout").split()


def test_directories_and_variables_reach_cells(instant, tmp_path):
    instant.run(f"%cd {tmp_path}").expect_ok()
    cell = "std::env::current_dir()?.display().to_string()"
    assert instant.run(cell).result["text/plain"] == f'"{tmp_path}"'
    instant.run("%env GREETING=hello there").expect_ok()
    assert instant.run('std::env::var("GREETING")?').result["text/plain"] == '"hello there"'
    assert instant.run("!echo $GREETING").text("stdout") == "hello there\n"


def test_cells_in_other_languages(instant, tmp_path):
    assert instant.run("%%bash\nfor i in 1 2; do echo $i; done").text("stdout") == "1\n2\n"
    error = instant.run("!exit 3").error
    assert "3" in error["evalue"]
    path = tmp_path / "notes.txt"
    instant.run(f"%%writefile {path}\n%not a command\n").expect_ok()
    assert path.read_text() == "%not a command\n"


@pytest.mark.parametrize("code", ["%nonsense", ":nonsense", "let a = 1;\n%nonsense"])
def test_an_unknown_command_is_an_error(instant, code):
    assert instant.run(code).error["ename"] in ("CommandError", "CompileError")


def test_a_command_behind_code_is_told_where_to_stand(instant):
    error = instant.run("let a = 1;\n%whos").error
    assert "`%whos` stands before a cell's code" in "\n".join(error["traceback"])


def test_optimisation_can_be_chosen(instant):
    instant.run("%opt 0").expect_ok()
    checked = "let n = std::hint::black_box(255u8); let mut m = n; for _ in 0..1 { m = m + 1; } m"
    assert instant.run(checked).error["ename"] == "Panic", "checked as in a debug build"
    instant.run("%opt auto").expect_ok()
    assert "3 or auto" in instant.run("%opt fast").error["evalue"]


def test_a_file_is_offered_in_the_place_of_the_cell(instant, tmp_path):
    path = tmp_path / "made.rs"
    path.write_text("let made = 1;\n")
    cell = instant.run(f"%load {path}").expect_ok()
    text = f"// %load {path}\nlet made = 1;\n"
    assert cell.reply["payload"] == [{"source": "set_next_input", "text": text, "replace": True}]
    assert instant.run(text + "made").result["text/plain"] == "1", "it can be run as it is"
    (tmp_path / "made.py").write_text("made = 2\n")
    offered = instant.run(f"%load {tmp_path}/made.py").reply["payload"][0]["text"]
    assert offered.startswith("%%python\n") and offered.endswith("\nmade = 2\n")
    assert "cannot load" in instant.run(f"%load {tmp_path}/none.rs").error["evalue"]


def test_the_sessions_cells_are_listed(instant):
    instant.run("let first = 1;\nlet second = 2;").expect_ok()
    listed = instant.run("%history -n 2").text("stdout")
    assert re.fullmatch(
        r"\[\d+\] let first = 1;\n +let second = 2;\n\[\d+\] %history -n 2\n", listed
    ), listed
    assert "let first = 1;" in instant.run("%history").text("stdout")
    assert "no number" in instant.run("%history -n x").error["evalue"]


def test_a_matrix_is_shown_as_a_picture(instant):
    instant.run("let matrix = arange(6).reshape((2, 3));").expect_ok()
    cell = instant.run("%matshow matrix\nmatrix.sum()").expect_ok()
    assert "<svg" in cell.contents("display_data")[0]["data"]["image/svg+xml"]
    assert cell.result["text/plain"] == "15"
    assert "no_such" in instant.run("%matshow no_such").error["evalue"]


def test_all_commands_are_listed_and_explained(instant):
    listed = instant.run("%lsmagic").text("stdout")
    names = [line.split()[0] for line in listed.splitlines()]
    for name in names:
        shown = instant.run(f"{name}?").expect_ok().contents("display_data")[0]["data"]
        assert name in shown["text/plain"] and name in shown["text/markdown"]
    expected = "%timeit %%timeit %time %%time %who %whos %reset %dep %env %cd %pwd %ls %%bash"
    expected += " %%writefile %load %history %opt %lsmagic %matshow %restore %%python %python"
    assert set(expected.split()) <= set(names)


def test_a_question_about_a_function_shows_its_documentation(instant):
    for question, start in {"zeros?": "fn zeros(", "Array::reshape?": "fn reshape("}.items():
        shown = instant.run(question).expect_ok().contents("display_data")[0]["data"]
        assert shown["text/plain"].startswith(start), shown
        assert "NumPy" in shown["text/markdown"] and "```rust" in shown["text/markdown"]


def test_a_question_about_a_variable_shows_its_type(instant):
    instant.run('let asked = vec![1u8]; let tried: Result<u8, String> = Ok(5);').expect_ok()
    for question in ["asked?", "?asked"]:
        shown = instant.run(question).expect_ok().contents("display_data")[0]["data"]
        assert shown["text/plain"] == "let asked: Vec<u8>"
    assert instant.run("tried?").result["text/plain"] == "5", "that is Rust"
