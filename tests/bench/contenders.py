"""The kernels whose latency is compared, and what they say for the same thing."""

import json
import os
import subprocess
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Language:
    """How cells say what is measured; `{n}` is another number in every cell, so that each is new."""

    setup: str
    array: str
    first: str
    generic: str | None = None
    frames: str | None = None


# In a block: the ndarray that stands behind array-core is no dependency of the notebook's own, so
# that some kernels could not name the types of variables.
GENERIC = """
{{
use ::array_core::ndarray::{{concatenate, s, Array1, Axis, Zip}};
let a = Array1::from_iter(0..12_i64).into_shape_with_order((3, 4)).unwrap();
let b = Array1::linspace(0., {n}., 12).into_shape_with_order((3, 4)).unwrap();
let c = &b * 2. + 1.;
let f = Zip::from(&b).map_collect(|&x| if x > 0.5 {{ x }} else {{ 0. }});
let mut g = a.iter().copied().collect::<Vec<_>>();
g.sort();
let h = concatenate(Axis(0), &[f.view(), c.slice(s![.., ..]).view()]).unwrap();
b.dot(&c.t()).mapv(f64::sqrt).sum() + h.sum() + g.len() as f64
}}
"""
RUST = Language(
    setup="let w = arange(12).reshape((3, 4));",
    array="let w{n} = &w * {n} + 1; w{n}.sum_axis(0)",
    first="arange(3) + {n}",
    generic=GENERIC,
    frames='to_df(&array([[1., {n}.], [3., 4.]]), ["a", "b"])?',
)
PYTHON = Language(
    setup="import numpy as np\nw = np.arange(12).reshape((3, 4))",
    array="w{n} = w * {n} + 1; w{n}.sum(axis=0)",
    first="import numpy as np\nnp.arange(3) + {n}",
)


@dataclass
class Contender:
    """A kernel, as Jupyter starts it."""

    key: str
    label: str
    language: Language
    argv: list[str]
    environment: dict[str, str] = field(default_factory=dict)
    # Cells that bring array-core and its data frames into scope.
    dependencies: str = ""
    frames: str = ""

    @property
    def kernel(self) -> str:
        """Its name to Jupyter."""
        return f"latency-{self.key}"

    def write(self, folder: Path) -> None:
        """Makes the kernel known to Jupyters that search `folder`."""
        spec = {
            "argv": self.argv,
            "env": self.environment,
            "display_name": self.label,
            "language": "python" if self.language is PYTHON else "rust",
        }
        kernel = folder / "kernels" / self.kernel
        kernel.mkdir(parents=True)
        (kernel / "kernel.json").write_text(json.dumps(spec), encoding="utf-8")


def ours(runtime: Path, engine: str, label: str) -> Contender:
    """This kernel with one of its engines."""
    argv = [str(runtime / "bin/array-kernel"), "--connection-file", "{connection_file}", "--engine", engine]
    return Contender(engine, label, RUST, argv)


def stock(executable: Path, runtime: Path, folder: Path) -> Contender:
    """Evcxr's own kernel with the same array-core. It keeps what it has compiled in `folder`: by
    itself it would compile array-core anew in every session."""
    source = runtime / "src/array-core"
    dependency = ":dep {name} = {{ path = {path} }}\nuse {module}::prelude::*;"
    return Contender(
        "stock",
        "evcxr_jupyter",
        RUST,
        [str(executable.resolve()), "--control_file", "{connection_file}"],
        {"EVCXR_TMPDIR": str(folder)},
        dependency.format(name="array-core", path=json.dumps(str(source)), module="array_core"),
        dependency.format(name="array-frames", path=json.dumps(str(source / "frames")), module="array_frames"),
    )


def ipykernel(python: str) -> Contender | None:
    """Python's kernel with NumPy, where that Python has both."""
    found = subprocess.run([python, "-c", "import ipykernel, numpy"], check=False, capture_output=True)
    if found.returncode != 0:
        return None
    argv = [python, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    return Contender("ipykernel", "ipykernel + NumPy", PYTHON, argv)


def make_known(contenders: list[Contender], folder: Path) -> None:
    """Has Jupyter find these kernels, in this process and its children."""
    for contender in contenders:
        contender.write(folder)
    os.environ["JUPYTER_PATH"] = str(folder)
