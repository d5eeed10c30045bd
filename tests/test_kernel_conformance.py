"""The official `jupyter_kernel_test` suite, with everything enabled that the kernel supports.

Not supported: `code_page_something`, because the kernel has no pager. Documentation is shown below
the cell, where it stays and is exported with the notebook.
"""

import pytest
from jupyter_kernel_test import IopubWelcomeTests, KernelTests

from session import KERNEL_NAME, PATIENCE


@pytest.mark.usefixtures("installed")
class TestKernel(KernelTests):
    kernel_name = KERNEL_NAME
    language_name = "rust"
    file_extension = ".rs"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # The suite gives each cell 15 s; the first one also waits for the evaluator to start.
        cls.kc.execute_interactive("()", timeout=PATIENCE)

    code_hello_world = 'println!("hello, world");'
    code_stderr = 'eprintln!("oops");'
    completion_samples = [
        {"text": "zeros_l", "matches": ["zeros_like"]},
        {"text": "let n = i64::MA", "matches": ["MAX"]},
    ]
    complete_code_samples = [
        "1",
        'println!("hello, world");',
        "fn f(x: i32) -> i32 {\n    x * 2\n}",
        "let s = 'a';",
    ]
    incomplete_code_samples = ["fn f(x: i32) -> i32 {", 'print!("', "let v = [1,", "/* a comment"]
    invalid_code_samples = ["let x = 1);", "fn f() { ] }"]
    code_generate_error = 'panic!("on purpose");'
    code_execute_result = [
        {"code": "1 + 2 * 3", "result": "7"},
        {"code": '"text"', "result": '"text"'},
        {"code": "arange(3)", "result": "[0 1 2]"},
        {"code": "arange(3)", "mime": "text/html"},
        {"code": "let q = arange(3); plot(&q, &q)", "mime": "image/svg+xml"},
    ]
    code_display_data = [
        {"code": "display(&arange(3));", "mime": "text/html"},
        {"code": "let p = arange(3); display(&plot(&p, &p));", "mime": "image/svg+xml"},
    ]
    code_history_pattern = "1 + 2*"
    supported_history_operations = ("tail", "range", "search")
    code_inspect_sample = "zeros"
    code_clear_output = "clear_output(false);"


@pytest.mark.usefixtures("installed")
class TestWelcome(IopubWelcomeTests):
    kernel_name = KERNEL_NAME
    support_iopub_welcome = True


# Collected through their subclasses only.
del KernelTests, IopubWelcomeTests
