"""Values of redefined types are never read by another layout: the runner under valgrind's eyes."""

import json
import shutil
import subprocess

import pytest

# Types that change their size, their fields' meaning, or their destructor, with values of before still
# in the store, in statics, and inside of other types.
CELLS = [
    "#[derive(Debug)] struct Point { x: i32, y: i32 }\n"
    "let p = Point { x: 1, y: 2 }; let dots = vec![Point { x: 3, y: 4 }]; let kept = vec![String::from('k')];",
    "struct Other(String); let other = Other(String::from('o'));",
    "#[derive(Debug)] struct Point { name: String, at: Vec<f64> }\n"
    "let p = Point { name: String::from('p'), at: vec![1., 2.] };",
    "format!(\"{p:?}\")",
    "dots.len()",
    "struct Holder { point: Point, rest: Box<[u8]> }\n"
    "impl Drop for Holder { fn drop(&mut self) { self.rest[0] += 1; } }\n"
    "let h = Holder { point: Point { name: String::new(), at: vec![3.] }, rest: Box::new([1; 9]) };",
    "enum Point { Far(Box<Point>), Near([u64; 7]) }\n"
    "let p = Point::Far(Box::new(Point::Near([7; 7])));",
    "match &p { Point::Far(inner) => match &**inner { Point::Near(all) => all.iter().sum::<u64>(), _ => 0 }, _ => 1 }",
    "other.0.len() + kept[0].len()",
    "static POINTS: std::sync::Mutex<Vec<Point>> = std::sync::Mutex::new(Vec::new());\n"
    "POINTS.lock().unwrap().push(Point::Near([1; 7]));",
    "struct Point(std::sync::Arc<String>); let p = Point(std::sync::Arc::new(String::from('r')));",
    "POINTS.lock().unwrap().len() + p.0.len() + kept.len()",
    "let a = arange(6.).reshape((2, 3)); let b = &a * 2.; drop(p);",
    "(b.sum(), kept.len())",
]  # fmt: skip

# The dynamic linker compares words where a string may end; its own affair, and known to valgrind.
SUPPRESSIONS = """{
   the dynamic linker reads names word by word
   Memcheck:Addr8
   fun:strncmp
   fun:is_dst
   ...
}
"""


@pytest.fixture
def engine(installed, tmp_path):
    """Runs cells in an engine whose runner is watched; gives the outcomes and what valgrind says."""
    if shutil.which("valgrind") is None:
        pytest.skip("valgrind is not installed")
    logs, suppressions = tmp_path / "logs", tmp_path / "suppressions"
    logs.mkdir()
    suppressions.write_text(SUPPRESSIONS)
    runtime = json.loads((installed / "kernel.json").read_text())["argv"][0].split("/bin/")[0]

    def run(cells):
        command = [
            "valgrind", "--trace-children=yes", "--trace-children-skip=*/rustc,*/cargo,*ld*",
            "--undef-value-errors=yes", "--error-limit=no", f"--log-file={logs}/%p", f"--suppressions={suppressions}",
            f"{runtime}/bin/instant-engine", "serve", "--runtime", runtime,
        ]  # fmt: skip
        requests = [
            {"request": "execute", "id": k, "cell": k, "code": code, "allow_stdin": False}
            for k, code in enumerate(cells, 1)
        ]
        process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
        )
        outcomes = []
        with process:
            for request in requests:
                process.stdin.write(json.dumps(request) + "\n")
                for line in process.stdout:
                    event = json.loads(line)
                    if event["event"] == "executed":
                        outcomes.append(event["outcome"])
                        break
            process.stdin.close()
        texts = [path.read_text() for path in logs.iterdir()]
        return outcomes, [text for text in texts if "instant-engine runner" in text]

    return run


def test_redefined_types_under_valgrind(engine):
    outcomes, logs = engine(CELLS)
    kinds = [outcome["outcome"] for outcome in outcomes]
    # Only the vector of points of before is gone.
    expected = ["ok"] * len(CELLS)
    expected[4] = "compile_errors"
    assert kinds == expected, outcomes
    assert outcomes[7]["result"]["text/plain"] == "49"
    assert outcomes[-1]["result"]["text/plain"] == "(30.0, 1)"
    assert len(logs) == 1, "one process has run all cells"
    errors = [line for line in logs[0].splitlines() if "Invalid" in line or "uninitialised" in line]
    assert errors == [], logs[0]
